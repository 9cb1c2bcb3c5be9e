"""The queue page: what is next, is there room, what runs, and the one order of what waits."""

from dataclasses import dataclass
from typing import Literal

from queue_app.domain.cover.away_days import FewLeft
from queue_app.domain.cover.pairing import Way
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.screens.forecast.when import When
from queue_app.screens.values import Age, Area, Block, Frame, ItemLink, OnIt, Plan, Reason, Room, Sle

Help = Literal["blocked", "old", "nobody", "asks", "alone"]
"""Why a running item needs somebody, the most pressing one. Only the first four come before a pull."""

NoPull = Literal["no_room", "all_blocked", "all_skipped", "nothing_waiting"]


@dataclass(frozen=True, slots=True)
class RunningRow:
    """A running item, in the order of who gets help first. `asks` is its request for company; an import may know no start.
    `likely` says by when it is finished, from its age; None where that is not known."""

    number: int
    title: str
    on: OnIt
    age: Age | None = None
    areas: tuple[Area, ...] = ()
    plan: Plan | None = None
    block: Block | None = None
    asks: str | None = None
    urgent: bool = False
    help: Help | None = None
    likely: Range | None = None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A waiting item at its true position, whatever the page was filtered by. `skipped` is true for this person only."""

    position: int
    number: int
    title: str
    areas: tuple[Area, ...] = ()
    reason: Reason | None = None
    block: Block | None = None
    asks: str | None = None
    urgent: bool = False
    not_placed: bool = False
    skipped: bool = False
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """What is said at the pull about one of its areas, with at most two names, to who pulls."""

    way: Way
    area: Area
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NextItem:
    """What a pull hands to this person: the first waiting item that is neither blocked nor skipped by them."""

    number: int
    title: str
    position: int
    areas: tuple[Area, ...] = ()
    reason: Reason | None = None
    asks: str | None = None
    urgent: bool = False
    blocked_above: int = 0
    skipped_above: int = 0
    when: When | None = None
    company: Company | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Over the whole team; `found` is how many waiting items the filter leaves."""

    waiting: int
    blocked: int
    not_placed: int
    found: int


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list was asked for. `only` narrows it to blocked items or to those that are new and not placed."""

    words: str = ""
    area: int | None = None
    only: Literal["", "blocked", "not_placed"] = ""
    size: int = 100

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.area is not None or self.only)


@dataclass(frozen=True, slots=True)
class QueueScreen:
    """Everything the queue page shows.

    `no_pull` says why nothing can be pulled now; with `no_room`, `next` still tells what comes when there is room.
    `help_first`: a running item is blocked, old, looks for company or has nobody on it, so joining stands before pulling.
    `forecast` is where the dates of the rows come from. `mine` are the running items this person is on. `after` is the
    cursor of the next page of `rows`, None on the last one. `few_left`: days within the dates of `rows` on which half are away.
    """

    frame: Frame
    room: Room
    running: tuple[RunningRow, ...]
    next: NextItem | None
    no_pull: NoPull | None
    help_first: bool
    rows: tuple[WaitingRow, ...]
    counts: Counts
    forecast: TeamForecast
    areas: tuple[Area, ...] = ()
    mine: tuple[ItemLink, ...] = ()
    sle: Sle | None = None
    filter: Filter = Filter()
    after: str | None = None
    few_left: FewLeft | None = None
