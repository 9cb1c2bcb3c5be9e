"""Away and leaving: which items stand still while people are away. It names items and areas and counts nothing."""

from dataclasses import dataclass
from datetime import date

from queue_app.domain.cover.away_days import Day, Stretch
from queue_app.screens.cover.cover import AbsenceLine
from queue_app.screens.values import Frame, ItemLink


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be thought of as away."""

    person: int
    name: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Pull:
    """A waiting item, and when it is likely pulled; None where there is no forecast so far."""

    item: ItemLink
    day: date | None = None


@dataclass(frozen=True, slots=True)
class AwayScreen:
    """What happens from `first` to `last` (None: somebody leaves), by the `absences` that are entered, or by the `people` that a
    member chose, which is kept nowhere.

    `nobody` could start these waiting items, `one` person could start those; of the running ones everybody is away in these
    stretches. `days` are the working days one by one. `pair` names the areas where pairing before changes most, `hand_over` those
    that one person or nobody can take then.
    """

    frame: Frame
    first: date
    last: date | None
    people: tuple[Person, ...] = ()
    absences: tuple[AbsenceLine, ...] = ()
    nobody: tuple[Pull, ...] = ()
    one: tuple[Pull, ...] = ()
    running: tuple[tuple[ItemLink, tuple[Stretch, ...]], ...] = ()
    days: tuple[Day, ...] = ()
    pair: tuple[str, ...] = ()
    hand_over: tuple[str, ...] = ()

    @property
    def chosen(self) -> bool:
        """Whether it is about people whom a member chose."""
        return any(person.chosen for person in self.people)

    @property
    def asked(self) -> bool:
        """Whether anybody is away at all."""
        return self.chosen or bool(self.absences)
