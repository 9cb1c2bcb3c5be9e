"""The stand-up: rows are items, never people. What is blocked and what gets old, and what the team does to help.

People are counts here, for everybody: the types have no place for a name.
"""

from dataclasses import dataclass
from datetime import date, datetime

from queue_app.domain.standup import Advice
from queue_app.screens.queue.steady import Steady, TopMove
from queue_app.screens.values import Age, Area, Block, Frame, Headcount, ItemLink, Plan, Reason, Room, Sle, Told


@dataclass(frozen=True, slots=True)
class BlockedRow:
    """A blocked item. `position` is None while it runs; `on` says then how many people are on it.

    `long`: over three days, or longer than 85 % of past blocks. `changed`: its words, since the last stand-up.
    """

    number: int
    title: str
    block: Block
    position: int | None = None
    on: Headcount | None = None
    changed: bool = False
    long: bool = False
    advice: Advice | None = None


@dataclass(frozen=True, slots=True)
class OldRow:
    """A running item that is older than expected. `moved_at`: when something last happened to it besides its place."""

    number: int
    title: str
    age: Age
    on: Headcount
    moved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TopRow:
    """The first of the running items. `steps`: the open ones of its plan. `swarm`: fewer people are on it than on one below."""

    number: int
    title: str
    on: Headcount
    reason: Reason | None = None
    plan: Plan | None = None
    steps: tuple[str, ...] = ()
    swarm: bool = False


@dataclass(frozen=True, slots=True)
class LonelyRow:
    """A running item with nobody on it, and since when; None where nobody ever was. `away`: there are some, all away today."""

    number: int
    title: str
    since: datetime | None = None
    away: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """A skip in force, without a name. `kind`: the area is not known, or something else, which `why` says."""

    kind: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class NextPull:
    """One of the next three. `asks`: its request for company. `passed`: who looks skipped it, so their pull takes another.

    `away_on` is the day on which it can be pulled, where everybody who can take one of its areas is away then.
    """

    position: int
    number: int
    title: str
    areas: tuple[Area, ...] = ()
    reason: Reason | None = None
    skips: tuple[Skip, ...] = ()
    asks: str | None = None
    passed: bool = False
    away_on: date | None = None


@dataclass(frozen=True, slots=True)
class DoneRow:
    """Something finished since then. `took`: calendar days, None where no start is known."""

    number: int
    title: str
    took: int | None = None
    improvement: bool = False


@dataclass(frozen=True, slots=True)
class StandUpScreen:
    """`since` is the previous stand-up, or that of the day that was asked for (`asked`), a moment in the team's zone.

    `limits` are the changes of the WIP limit since then, `order` those of the top. Observers get no `pulls`: they tell what
    nobody knows. `running` are the items that can be blocked from here. `all_well`: nothing is blocked or old, and every
    running item has somebody.
    """

    frame: Frame
    since: datetime
    room: Room
    blocked: tuple[BlockedRow, ...] = ()
    lonely: tuple[LonelyRow, ...] = ()
    limits: tuple[Told, ...] = ()
    pulls: tuple[NextPull, ...] = ()
    done: tuple[DoneRow, ...] = ()
    running: tuple[ItemLink, ...] = ()
    asked: bool = False
    old: tuple[OldRow, ...] = ()
    sle: Sle | None = None
    top: TopRow | None = None
    order: tuple[TopMove, ...] = ()
    steady: Steady | None = None

    @property
    def all_well(self) -> bool:
        """Whether there is nothing to help with."""
        return not self.blocked and not self.old and not self.lonely
