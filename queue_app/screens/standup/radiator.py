"""The radiator: the state of the work for a wall, read from three metres. People are counts, and nothing can be done on it."""

from dataclasses import dataclass
from datetime import date, datetime

from queue_app.domain.forecast.forecast import Forecast, Range
from queue_app.screens.values import Age, Block, Reason, Room, Sle


@dataclass(frozen=True, slots=True)
class RunShown:
    """A running item. `on`: how many people are on it; an import may know no start."""

    title: str
    on: int
    age: Age | None = None
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class NextShown:
    """A waiting item at its place, with its range where there is one."""

    position: int
    title: str
    reason: Reason | None = None
    range: Range | None = None
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class BlockedShown:
    """A blocked waiting item."""

    position: int
    title: str
    since: datetime


@dataclass(frozen=True, slots=True)
class LastFinish:
    """What was finished last, and on which day."""

    title: str
    on: date


@dataclass(frozen=True, slots=True)
class RadiatorScreen:
    """`team` is its name. `coming` are the first ten waiting items, `blocked` the blocked ones among all that wait, by order.

    `need_one`: how many of these need one certain person. `weeks`: how many were finished in each of the last eight, the present
    one last. `forecast` is what the ranges come from.
    """

    team: str
    zone: str
    now: datetime
    today: date
    room: Room
    running: tuple[RunShown, ...]
    coming: tuple[NextShown, ...]
    blocked: tuple[BlockedShown, ...]
    weeks: tuple[int, ...]
    forecast: Forecast
    sle: Sle | None = None
    last: LastFinish | None = None
    need_one: int = 0
