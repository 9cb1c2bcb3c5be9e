"""The cover page: how many can take each area and what the queue asks of it. It counts people per area and never ranks them.

A name stands in these values only for absences, for oneself, and as the one of an area with one person, to members.
"""

from dataclasses import dataclass
from datetime import date

from queue_app.domain.cover.facts import Kind
from queue_app.domain.cover.states import State
from queue_app.screens.values import Frame


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area: so many `people` can take it, `hollow` of whom said so and were not seen yet. `next_items` of the next ten
    touch it, the first at position `first`, which is the item of number `item`; `share` is its demand in per cent of the
    largest one.

    `away_on`: the day on which an item of it can be pulled while everyone who covers it is away. `heals_after` paired items it
    is better. `only`: the one name, for members.
    """

    name: str
    state: State
    people: int
    hollow: int = 0
    next_items: int = 0
    first: int | None = None
    share: float = 0.0
    away_on: date | None = None
    heals_after: int | None = None
    only: str | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class SayingLine:
    """What I say of an active area, and until when it counts."""

    area: int
    name: str
    says: Kind | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """An absence of a member. `removable`: by who looks."""

    id: int
    name: str
    first: date
    last: date
    removable: bool = False


@dataclass(frozen=True, slots=True)
class FormerLine:
    """A name that an import brought: claimed by nobody, or by me."""

    id: int
    name: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class CoverScreen:
    """`fewest`: without so many people half of the next items in known areas would stand still; None where that says nothing.

    `healed` are areas that two can take since yesterday, and one or nobody before. `untagged` of the last `finished` items
    have no area. `people` are the members (id, name), who can be away.
    """

    frame: Frame
    fewest: int | None = None
    areas: tuple[AreaLine, ...] = ()
    new_ground: tuple[str, ...] = ()
    healed: tuple[str, ...] = ()
    untagged: int = 0
    finished: int = 0
    sayings: tuple[SayingLine, ...] = ()
    absences: tuple[AbsenceLine, ...] = ()
    people: tuple[tuple[int, str], ...] = ()
    former: tuple[FormerLine, ...] = ()
