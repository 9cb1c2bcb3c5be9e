"""The n of the waiting item at each position: the sum of the weights of the running items, of those above and of its own.

History counts pieces, the queue holds whole items: an item that was never split weighs the split factor, a piece weighs 1.

All items down to a position are finished later than the n-th completion, because an item that starts later may finish earlier.
After s = max(0, n - L) completions the last of the n items is begun, and j = min(n, L) of them are still running. With j of L
left, the next completion is one of ours with odds j / L, so B_j(m) = j/L B_{j-1}(m + 1) + (1 - j/L) B_j(m + 1), B_0(m) = G(m).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecast.curve import Curve
from queue_app.domain.forecast.fit import Floats
from queue_app.domain.forecast.forecast import Forecast
from queue_app.domain.team.calendar import Dates, Numbers


class Open(NamedTuple):
    """An open item, which runs if it is not `waiting`. `weight`: the completions it will count as. `after`: what it waits for."""

    id: int
    weight: float = 1.0
    waiting: bool = True
    blocked: bool = False
    after: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class ForecastOrder:
    """The open items of a team as columns (N,), in order. `after` (2, M): rows of items, and the rows that they wait for."""

    ids: NDArray[np.int64]
    weights: NDArray[np.float64]
    waiting: NDArray[np.bool_]
    blocked: NDArray[np.bool_]
    after: NDArray[np.intp]

    @classmethod
    def of(cls, items: Iterable[Open]) -> "ForecastOrder":
        """The columns of `items`, which are in order."""
        rows = list(items)
        ids, weights, waiting, blocked, _ = zip(*rows, strict=True) if rows else ((), (), (), (), ())
        return cls(
            np.array(ids, np.int64),
            np.array(weights, float),
            np.array(waiting, bool),
            np.array(blocked, bool),
            _waits_of(rows),
        )

    def n(self) -> Numbers:
        """The n of each item, (N,): the summed weights of the running items, those above and its own, rounded; at least the n of
        the items that it waits for; 0 for a running item."""
        running = self.weights[~self.waiting].sum()
        down_to = running + np.cumsum(np.where(self.waiting, self.weights, 0))
        n = np.where(self.waiting, np.maximum(np.floor(down_to + 0.5), 1), 0).astype(np.int64)
        return np.where(self.waiting, self._joint(n), 0)

    def without_date(self) -> NDArray[np.bool_]:
        """Which items are blocked, or wait for a blocked one, (N,)."""
        return self._joint(self.blocked)

    def _joint(self, column: NDArray[Any]) -> NDArray[Any]:
        """For each item the largest value of itself and of all that it waits for. No item waits for itself, so the loop ends."""
        while self.after.size:
            further = column.copy()
            np.maximum.at(further, self.after[0], column[self.after[1]])
            if (further == column).all():
                break
            column = further
        return column

    def blocked_above(self) -> Numbers:
        """How many blocked waiting items are above each item, (N,)."""
        blocked = (self.blocked & self.waiting).astype(np.int64)
        return np.cumsum(blocked) - blocked


def _waits_of(rows: Sequence[Open]) -> NDArray[np.intp]:
    """The rows of items, and the rows that they wait for, (2, M)."""
    if not any(row.after for row in rows):
        return np.zeros((2, 0), np.intp)
    at = {row.id: n for n, row in enumerate(rows)}
    pairs = [(at[row.id], at[other]) for row in rows for other in row.after if other in at]
    return np.array(pairs, np.intp).reshape(-1, 2).T


def number(weights: float) -> int:
    """`ForecastOrder.n()` for one waiting item: `weights` is the sum of the running ones, those above and its own."""
    return max(1, floor(weights + 0.5))


def readable(order: ForecastOrder, forecast: Forecast) -> Numbers:
    """`order.n()`, with 0 for items without a date: running, blocked, or beyond the reach of the forecast."""
    n = order.n()
    return np.where(order.without_date() | (n > forecast.reach), 0, n)


def dates(order: ForecastOrder, forecast: Forecast) -> Dates:
    """The dates of each item at `forecast.ODDS`, (4, N); NaT for an item without dates."""
    n = readable(order, forecast)
    return np.where(n > 0, forecast.dates[:, n], np.datetime64("NaT"))


NEGLIGIBLE = 1e-18
NEARLY = 14
"""After this many completions for each running item, the odds that an item is left are under one in a million."""


def all_finished(finished: Curve, n: int, usual: int) -> Curve:
    """The odds that all of the first `n` open items are finished, by working day. `finished`: the odds of the n-th completion.
    `usual`: how many items run at a time (L). Raises IndexError if n is beyond `finished`."""
    if not 0 <= n <= finished.most:
        raise IndexError(n)
    begun_after, ours = max(0, n - usual), min(n, usual)
    left = finished.odds[:, begun_after : begun_after + usual * (NEARLY + ours) + 1]
    return Curve(finished.number, left @ _odds_of_the_last(ours, usual, left.shape[1])[:, np.newaxis])


def _odds_of_the_last(ours: int, usual: int, most: int) -> Floats:
    """The odds that the k-th completion from now, k from 0 to below `most`, is the last of `ours` running items. Each completion
    is equally likely to be any of `usual` items. The odds are the same on every day, so they are computed once."""
    odds = np.zeros(most)
    odds[0] = 1
    for still in range(1, ours + 1):
        share = still / usual
        odds = np.concatenate([[0], share * odds[:-1]])  # The next one of ours is finished, after j of the others: ...
        stays, step = 1 - share, 1
        while (
            step < most and stays**step > NEGLIGIBLE
        ):  # ... the sum of (1 - share)^j over j, by doubling the partial sums.
            odds[step:] += stays**step * odds[:-step]
            step *= 2
    return odds
