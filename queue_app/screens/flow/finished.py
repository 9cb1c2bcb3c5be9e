"""The page of what is finished, by day, of what was dropped, and of what was added. There are no people on it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from queue_app.domain.flow.span import Span
from queue_app.domain.queue.item import State
from queue_app.screens.values import Area, Frame

Only = Literal["finished", "dropped", "added"]


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """An item that left the order, or came. `took`: calendar days from start to finish, None where no start is known."""

    number: int
    title: str
    state: State
    areas: tuple[Area, ...] = ()
    took: int | None = None
    improvement: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """What was finished, dropped or added on one day of the team's calendar."""

    on: date
    rows: tuple[ClosedRow, ...]


@dataclass(frozen=True, slots=True)
class FinishedScreen:
    """`only` says which list it is; `finished` and `dropped` count them whole, `found` what `words` and the days `within` leave.

    `after` is the cursor of the next page, None on the last one. `reopen` and `restore` are verbs of `frame.me.may`.
    """

    frame: Frame
    only: Only
    days: tuple[Day, ...]
    finished: int
    dropped: int
    found: int
    words: str = ""
    within: Span | None = None
    after: str | None = None
