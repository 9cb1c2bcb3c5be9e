"""The order history: every move in words, with its reason, who and when."""

from dataclasses import dataclass
from datetime import date

from queue_app.screens.queue.steady import Steady
from queue_app.screens.values import Frame, Told


@dataclass(frozen=True, slots=True)
class OrderDay:
    """What changed the order on one day of the team's calendar, newest first."""

    on: date
    lines: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class OrderScreen:
    """The line whose `seq` is that of `frame.undo` can be undone here.

    `before` is the cursor of older lines, None on the last page. `steady` is on the first one,
    where the top changed at least twice.
    """

    frame: Frame
    days: tuple[OrderDay, ...]
    before: int | None = None
    steady: Steady | None = None
