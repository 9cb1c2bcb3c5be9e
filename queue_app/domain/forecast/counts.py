"""How many items are finished within d working days: one negative binomial a day, summed exactly, without sampling.

The mean is the rate times the average days ahead. The variance over the mean is the dispersion of the counts; it grows with the
mean, because the rate is uncertain (`doubt.py`).
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecast.doubt import Doubt
from queue_app.domain.forecast.fit import Fit, Floats

ALMOST_POISSON = 1.02
"""Below this variance over mean, a count is treated as Poisson."""

PART = 2**15
"""About so many odds are worked out at a time."""


def at_least(mean: Floats, dispersion: Floats, most: int) -> Iterator[tuple[slice, Floats]]:
    """P(at least n items) for each mean, n = 1 to `most`, never falling from one to the next: some rows (slice, odds) at a time.

    What is in between then fits into the cache of a processor. With 6,000 items half of the time went into fetching memory.
    """
    highest = np.zeros(most)
    at_once = max(1, PART // most)
    for first in range(0, len(mean), at_once):
        rows = slice(first, first + at_once)
        odds = exactly(mean[rows], dispersion[rows], most)
        np.cumsum(odds, axis=1, out=odds)
        np.subtract(1, odds, out=odds)
        for row in odds:  # `np.maximum.accumulate` along the first axis took 50 times as long.
            highest = np.maximum(row, highest, out=row)
        highest = highest.copy()
        yield rows, np.clip(odds, 0, 1, out=odds)


def spread(fit: Fit, doubt: Doubt, number: NDArray[np.int64], worth: Floats) -> tuple[Floats, Floats]:
    """The mean of the items within the first `number` working days, and their variance over it, both (D,)."""
    ahead = number / fit.share
    rate, items = fit.rates(ahead)
    mean = rate * worth
    return mean, fit.dispersion + (fit.dispersion / items + doubt(ahead)) * mean


def exactly(mean: Floats, dispersion: Floats, most: int) -> Floats:
    """P(exactly n), (D, most), n = 0 to `most` - 1, as the product of the ratios P(n) / P(n - 1).

    They are mean / n for Poisson, and (1 - 1 / dispersion) (n - 1 + r) / n for a negative binomial of size
    r = mean / (dispersion - 1) (Johnson, Kemp and Kotz, Univariate Discrete Distributions, 5.1).
    """
    chance = dispersion < ALMOST_POISSON
    dispersion = np.where(chance, 1, dispersion)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.where(chance, -mean, -mean / (dispersion - 1) * np.log(dispersion))
    logs = np.empty((len(mean), most))
    logs[:, 0] = first
    n = np.arange(1, most)
    # (1 - 1 / dispersion) r = mean / dispersion; both are the mean where the dispersion is 1.
    np.log(((1 - 1 / dispersion)[:, None] * (n - 1) + (mean / dispersion)[:, None]) / n, out=logs[:, 1:])
    np.cumsum(logs, axis=1, out=logs)
    return np.exp(logs, out=logs)
