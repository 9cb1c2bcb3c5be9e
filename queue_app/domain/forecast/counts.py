"""How many items are finished within d working days: one negative binomial a day, summed exactly, without sampling.

The mean is the rate times the average days ahead. The variance over the mean is the dispersion of the counts; it grows with the
mean, because the rate is uncertain (`doubt.py`).
"""

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecast.doubt import Doubt
from queue_app.domain.forecast.fit import Fit, Floats

ALMOST_POISSON = 1.02
"""Below this variance over mean, a count is treated as Poisson."""


def at_least(fit: Fit, doubt: Doubt, number: NDArray[np.int64], worth: Floats, most: int) -> Floats:
    """P(at least n items within the first `number` working days), (D, most + 1), n = 0 to `most`, never falling with d.

    `number` (D,) ascends from 1 or more; `worth` (D,) is the same time in average days.
    """
    odds = np.ones((len(number), most + 1))
    np.cumsum(exactly(*spread(fit, doubt, number, worth), most), axis=1, out=odds[:, 1:])
    np.subtract(1, odds[:, 1:], out=odds[:, 1:])
    np.maximum.accumulate(odds, axis=0, out=odds)
    return np.clip(odds, 0, 1, out=odds)


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
