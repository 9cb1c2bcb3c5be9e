"""Which n the waiting item at each place is: what runs counts, what stands above counts, each by its weight.

History counts pieces, the queue holds whole items: an item that was never split counts as many as items become here, a piece 1.


When everything down to a place is finished: not the n-th completion, because what was begun later may be done before.

After s = max(0, n - L) completions the last of the n items is begun, and j = min(n, L) of them are still running. With j of L
left the next completion is one of ours with odds j / L, so B_j(m) = j/L B_{j-1}(m + 1) + (1 - j/L) B_j(m + 1), B_0(m) = G(m).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecast.curve import Curve
from queue_app.domain.forecast.forecast import Forecast
from queue_app.domain.team.calendar import Dates, Numbers


class Open(NamedTuple):
    """An open item: `weight` is how many completions it will be; running where not `waiting`."""

    id: int
    weight: float = 1.0
    waiting: bool = True
    blocked: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class ForecastOrder:
    """The open items of a team as columns (N,), in their order."""

    ids: NDArray[np.int64]
    weights: NDArray[np.float64]
    waiting: NDArray[np.bool_]
    blocked: NDArray[np.bool_]

    @classmethod
    def of(cls, items: Iterable[Open]) -> "ForecastOrder":
        """The columns of items that come in their order."""
        rows = list(items)
        ids, weights, waiting, blocked = zip(*rows, strict=True) if rows else ((), (), (), ())
        return cls(np.array(ids, np.int64), np.array(weights, float), np.array(waiting, bool), np.array(blocked, bool))

    def n(self) -> Numbers:
        """The n of each item to read the forecast at, (N,): running and above, with itself, rounded; 0 for a running one."""
        running = self.weights[~self.waiting].sum()
        down_to = running + np.cumsum(np.where(self.waiting, self.weights, 0))
        return np.where(self.waiting, np.maximum(np.floor(down_to + 0.5), 1), 0).astype(np.int64)

    def blocked_above(self) -> Numbers:
        """How many blocked waiting items stand above each item, (N,)."""
        blocked = (self.blocked & self.waiting).astype(np.int64)
        return np.cumsum(blocked) - blocked


def number(weights: float) -> int:
    """`Order.n()` of one waiting item: the sum of the weights that run or stand above, with its own, rounded."""
    return max(1, floor(weights + 0.5))


def readable(order: ForecastOrder, forecast: Forecast) -> Numbers:
    """`order.n()`, and 0 where an item has no date: running, blocked, or beyond the reach of the forecast."""
    n = order.n()
    return np.where(order.blocked | (n > forecast.reach), 0, n)


def dates(order: ForecastOrder, forecast: Forecast) -> Dates:
    """The dates of each item at `forecast.ODDS`, (4, N); NaT where it has none."""
    n = readable(order, forecast)
    return np.where(n > 0, forecast.dates[:, n], np.datetime64("NaT"))


NEARLY = 14
"""Completions for each that runs, after which an item is left with odds under one in a million."""


def everything(finished: Curve, n: int, usual: int) -> Curve:
    """The odds that all of the first `n` open items are finished, by working day. `finished`: the odds of the n-th completion,
    `usual`: how many items run at a time (L). Raises IndexError where n is beyond `finished`."""
    if not 0 <= n <= finished.most:
        raise IndexError(n)
    begun_after, ours = max(0, n - usual), min(n, usual)
    left = finished.odds[:, begun_after : begun_after + usual * (NEARLY + ours) + 1]
    for still in range(1, ours + 1):
        odds = np.zeros_like(left)
        for m in range(left.shape[1] - 2, -1, -1):
            odds[:, m] = still / usual * left[:, m + 1] + (1 - still / usual) * odds[:, m + 1]
        left = odds
    return Curve(finished.number, left[:, :1])
