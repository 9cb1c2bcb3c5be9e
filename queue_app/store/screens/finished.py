"""The page of what is finished, by day, and of what was dropped. There are no people on it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from queue_app.domain.item import State
from queue_app.store.screens.values import Frame

Only = Literal["finished", "dropped"]


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """An item that left the order. `took`: calendar days from start to finish, None where no start is known."""

    number: int
    title: str
    state: State
    areas: tuple[str, ...] = ()
    took: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """What was finished or dropped on one day of the team's calendar."""

    on: date
    rows: tuple[ClosedRow, ...]


@dataclass(frozen=True, slots=True)
class FinishedScreen:
    """`only` says which of the two lists it is; `finished` and `dropped` count them whole, `found` what `words` leave.

    `after` is the cursor of the next page, None on the last one. `reopen` and `restore` are verbs of `frame.me.may`.
    """

    frame: Frame
    only: Only
    days: tuple[Day, ...]
    finished: int
    dropped: int
    found: int
    words: str = ""
    after: str | None = None
