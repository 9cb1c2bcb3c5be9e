"""When a running item will be finished, from its age: Kaplan-Meier of cycle times, given that it has lasted so long already.

A plain percentile of cycle times is wrong for an item that has lasted for days: the quick ones are no longer in question.
Source: Kaplan and Meier, Nonparametric Estimation from Incomplete Observations, 1958.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST = 30
"""Finished items with a start, within a year: with fewer nothing is said."""


@dataclass(frozen=True, eq=False, slots=True)
class Lasting:
    """`longer` (T + 1,): the share of items that last longer than 0 to T whole calendar days; it never rises."""

    longer: NDArray[np.float64]

    def odds(self, age: int, within: int) -> float | None:
        """The probability that an item that is `age` days old is finished in `within` more days; None: none lasted so long."""
        so_long = self._lasted(age)
        return None if so_long is None else 1 - self._longer_than(age + within) / so_long

    def days_left(self, age: int, odds: float) -> int | None:
        """In how many days an item that is `age` days old is finished with at least these odds; 0 is today. None: unknown,
        because too few lasted so long."""
        so_long = self._lasted(age)
        if so_long is None:
            return None
        enough = 1 - self.longer[age:] / so_long >= odds
        return int(enough.argmax()) if enough.any() else None

    def _lasted(self, age: int) -> float | None:
        """The share that reached this age unfinished; None where that is beyond all that was finished."""
        return self._longer_than(age - 1) if age < len(self.longer) else None

    def _longer_than(self, days: int) -> float:
        return 1.0 if days < 0 else float(self.longer[min(days, len(self.longer) - 1)])


def lasting(finished: Sequence[int], running: Sequence[int]) -> Lasting | None:
    """From the cycle times of what was finished within a year, and the ages of what runs, all in whole calendar days.

    None with fewer than 30 finished.
    """
    if len(finished) < FEWEST:
        return None
    longest, ages = max(finished), np.array(running, np.int64)
    done = np.bincount(finished, minlength=longest + 1)
    ended = done + np.bincount(np.minimum(ages, longest + 1), minlength=longest + 2)[: longest + 1]
    at_risk = len(finished) + len(running) - np.concatenate([[0], np.cumsum(ended)[:-1]])
    return Lasting(np.cumprod(1 - done / at_risk))
