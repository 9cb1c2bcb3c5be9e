"""Absences: somebody is away from a first to a last day, for no reason that anybody is asked for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Absence:
    """A person (id) is away from `first` to `last`, both included; without a last day the person leaves."""

    person: int
    first: date
    last: date | None = None

    def on(self, day: date) -> bool:
        """Whether the person is away on the day."""
        return self.first <= day <= (self.last or date.max)


def away(absences: Iterable[Absence], day: date) -> frozenset[int]:
    """Who is away on the day."""
    return frozenset(absence.person for absence in absences if absence.on(day))


def all_away(people: Collection[int], absences: Iterable[Absence], day: date) -> bool:
    """Whether there are `people`, and all of them are away on the day."""
    return bool(people) and away(absences, day).issuperset(people)
