"""Odds by n and by working day, on a widening grid of days. They are read both ways: the day for given odds, the odds on a day.

Odds between two days of the grid are interpolated linearly, so that "when" and "how many" are inverse to each other.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecast.fit import Floats

EVERY_DAY_TO, GROWTH = 60, 1.06


def grid(horizon: int) -> NDArray[np.int64]:
    """The working days with computed odds: 0 to 60, then wider and wider apart, up to `horizon` (0 if there are no days)."""
    days = list(range(min(EVERY_DAY_TO, horizon) + 1))
    while days[-1] < horizon:
        days.append(min(horizon, int(days[-1] * GROWTH)))
    return np.array(days, np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """`odds` (D, n + 1) of n by working day `number` (D,), which begins with 0. They fall with n and never fall with the day."""

    number: NDArray[np.int64]
    odds: Floats

    @classmethod
    def of_nothing(cls, horizon: int, most: int) -> "Curve":
        """A curve to fill in from day 1 on, up to n = `most`: so far, nothing is ever finished."""
        number = grid(horizon)
        odds = np.zeros((len(number), most + 1))
        odds[:, 0] = 1
        return cls(number, odds)

    @property
    def most(self) -> int:
        """The largest n."""
        return int(self.odds.shape[1]) - 1

    def by(self, number: int) -> Floats:
        """The odds for each n by that working day, (n + 1,). Days outside the grid are read as its first or last day."""
        day = min(max(number, 0), int(self.number[-1]))
        after = int(np.searchsorted(self.number, day))
        return self._on_line(np.array(after), np.array(day), slice(None))

    def first_days(self, odds: float) -> NDArray[np.int64]:
        """For each n the first working day with at least these odds, (n + 1,); -1: never. Consistent with `by`."""
        after, reached = self._crossing(odds)
        day = np.maximum(np.ceil(reached), 1).astype(np.int64) - 1
        for _ in range(2):  # Rounding may be off by one; `by` decides.
            after_day = np.minimum(np.searchsorted(self.number, day), len(self.number) - 1)
            day += self._on_line(after_day, day, self._columns) < odds
        return np.where(after < 0, -1, day)

    def reached(self, odds: float) -> Floats:
        """As `first_days`, but with fractions of a day, (n + 1,), to see small slips. inf: never."""
        after, reached = self._crossing(odds)
        return np.where(after < 0, np.inf, reached)

    def column(self, n: int) -> "Curve":
        """The odds of this n alone. Raises IndexError if n is not from 0 to `most`."""
        return self.moving(n, np.zeros_like(self.number))

    def moving(self, n: int, by: NDArray[np.int64]) -> "Curve":
        """The odds of an n that changes with the days: n + by[d], at least 1, on day d of the grid. Past `most` the odds are 0.

        Raises IndexError if n itself is not from 0 to `most`.
        """
        if not 0 <= n <= self.most:
            raise IndexError(n)
        moved = np.where(by == 0, n, np.maximum(n + by, 1))
        odds = self.odds[np.arange(len(self.number)), np.minimum(moved, self.most)]
        odds = np.maximum.accumulate(np.where(moved > self.most, 0, odds))
        return Curve(self.number, odds[:, None])

    @property
    def _columns(self) -> NDArray[np.int64]:
        return np.arange(self.odds.shape[1])

    def _crossing(self, odds: float) -> tuple[NDArray[np.int64], Floats]:
        """The index in the grid where each n reaches the odds (-1: nowhere), and the interpolated day."""
        enough = self.odds >= odds
        after = enough.argmax(axis=0)
        before = np.maximum(after - 1, 0)
        low, high = self.odds[before, self._columns], self.odds[after, self._columns]
        part = np.divide(odds - low, high - low, out=np.zeros_like(low), where=high > low)
        reached = self.number[before] + part * (self.number[after] - self.number[before])
        return np.where(enough[-1], after, -1), reached

    def _on_line(self, after: NDArray[np.int64], day: NDArray[np.int64], columns: NDArray[np.int64] | slice) -> Floats:
        before = np.maximum(after - 1, 0)
        span = np.maximum(self.number[after] - self.number[before], 1)
        part = np.where(after > 0, (day - self.number[before]) / span, 1)
        line: Floats = (1 - part) * self.odds[before, columns] + part * self.odds[after, columns]
        return line
