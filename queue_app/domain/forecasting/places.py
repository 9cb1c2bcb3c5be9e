"""Which n the waiting item at each place is: what runs counts, what stands above counts, each by its weight.

History counts pieces, the queue holds whole items: an item that was never split counts as many as items become here, a piece 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.calendar import Dates, Numbers
from queue_app.domain.forecasting.forecast import Forecast

SPLIT_OVER, USUAL_OVER, HABIT_OVER, MONTH = 90, 30, 90, 30
"""Calendar days that the split factor, the usual number in progress and the habit look back, and a month."""


class Open(NamedTuple):
    """An open item: `weight` as by `weight()`; running where not `waiting`."""

    id: int
    weight: float = 1.0
    waiting: bool = True
    blocked: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Order:
    """The open items of a team as columns (N,), in their order."""

    ids: NDArray[np.int64]
    weights: NDArray[np.float64]
    waiting: NDArray[np.bool_]
    blocked: NDArray[np.bool_]

    @classmethod
    def of(cls, items: Iterable[Open]) -> "Order":
        """The columns of items that come in their order."""
        rows = list(items)
        ids, weights, waiting, blocked = zip(*rows, strict=True) if rows else ((), (), (), ())
        return cls(np.array(ids, np.int64), np.array(weights, float), np.array(waiting, bool), np.array(blocked, bool))

    def n(self) -> Numbers:
        """The n of each item to read the forecast at, (N,): running and above, with itself, rounded; 0 for a running one."""
        running = self.weights[~self.waiting].sum()
        upto = running + np.cumsum(np.where(self.waiting, self.weights, 0))
        return np.where(self.waiting, np.maximum(np.floor(upto + 0.5), 1), 0).astype(np.int64)

    def blocked_above(self) -> Numbers:
        """How many blocked waiting items stand above each item, (N,)."""
        blocked = (self.blocked & self.waiting).astype(np.int64)
        return np.cumsum(blocked) - blocked


def readable(order: Order, forecast: Forecast) -> Numbers:
    """`order.n()`, and 0 where an item has no date: running, blocked, or beyond the reach of the forecast."""
    n = order.n()
    return np.where(order.blocked | (n > forecast.reach), 0, n)


def dates(order: Order, forecast: Forecast) -> Dates:
    """The dates of each item at `forecast.ODDS`, (4, N); NaT where it has none."""
    n = readable(order, forecast)
    return np.where(n > 0, forecast.dates[:, n], np.datetime64("NaT"))


def weight(*, piece: bool, split_factor: float) -> float:
    """How many completions an item will be; `piece` says that it was split or came from a split."""
    return 1.0 if piece else split_factor


def split_factor(origins: Sequence[int]) -> float:
    """Items finished in the last 90 days, divided by the different items they came from; `origins` holds for each the item
    that it came from, itself where it was never split. 1 without any."""
    return len(origins) / len(set(origins)) if origins else 1.0


def usual(running_by_day: Sequence[int], running_now: int) -> int:
    """How many items are usually in progress (L): the median over the last 30 days, at least 1; without days what runs now."""
    return max(1, round(median(running_by_day)) if running_by_day else running_now)


class Shift(NamedTuple):
    """One item's place before and after one change of the order; None: it was not in the order, or left it unfinished."""

    before: int | None
    after: int | None


def habit(shifts: Iterable[Shift], place: int, days: int) -> float | None:
    """Net items put above `place` in 30 days, from all shifts of the last `days` (at most 90) days; None without days.

    Adds, lifts, reopened and urgent items count for it, drops and moves below against it; pulls and finishes are no shifts.
    """
    if days <= 0:
        return None
    put = taken = 0
    for before, after in shifts:
        was_above, is_above = before is not None and before < place, after is not None and after <= place
        put += is_above and (before is None or before > place)
        taken += was_above and not is_above
    return (put - taken) * MONTH / days
