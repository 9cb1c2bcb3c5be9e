"""When a running item will be finished, given its age: the Kaplan-Meier estimate of cycle times, conditional on the age.

A plain percentile of cycle times is wrong for an item that is already days old: the quick items no longer count.
Source: Kaplan and Meier, Nonparametric Estimation from Incomplete Observations, 1958.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST = 30
"""The least number of finished items with a start, within a year."""


ROUGH_FROM = 0.85
"""Beyond the age by which this share of items is finished, dates are rough."""


@dataclass(frozen=True, eq=False, slots=True)
class Lasting:
    """The survival curve `longer` (T + 1,): the share of items that take longer than 0 to T calendar days; it never rises."""

    longer: NDArray[np.float64]

    def odds(self, age: int, within: int) -> float | None:
        """The probability that an item of `age` days is finished in `within` more days; None if no item took that long."""
        so_long = self._lasted(age)
        return None if so_long is None else 1 - self._longer_than(age + within) / so_long

    def days_left(self, age: int, odds: float) -> int | None:
        """In how many days an item of `age` days is finished with at least these odds; 0 is today.

        None: unknown, because too few items took that long.
        """
        so_long = self._lasted(age)
        if so_long is None:
            return None
        enough = 1 - self.longer[age:] / so_long >= odds
        return int(enough.argmax()) if enough.any() else None

    def rough(self, age: int) -> bool:
        """Whether an item of `age` days is older than 85 % of items get. Few items took that long, so little is known."""
        usual = self.days_left(0, ROUGH_FROM)
        return usual is not None and age > usual

    def _lasted(self, age: int) -> float | None:
        """The share of items that reached this age unfinished; None beyond the longest cycle time."""
        return self._longer_than(age - 1) if age < len(self.longer) else None

    def _longer_than(self, days: int) -> float:
        return 1.0 if days < 0 else float(self.longer[min(days, len(self.longer) - 1)])


def lasting(finished: Sequence[int], running: Sequence[int]) -> Lasting | None:
    """The survival curve, from the cycle times of items finished within a year and the ages of running items.

    Both are in whole calendar days. None with fewer than 30 finished items.
    """
    if len(finished) < FEWEST:
        return None
    longest, ages = max(finished), np.array(running, np.int64)
    done = np.bincount(finished, minlength=longest + 1)
    ended = done + np.bincount(np.minimum(ages, longest + 1), minlength=longest + 2)[: longest + 1]
    at_risk = len(finished) + len(running) - np.concatenate([[0], np.cumsum(ended)[:-1]])
    return Lasting(np.cumprod(1 - done / at_risk))
