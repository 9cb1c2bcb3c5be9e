"""How many items are finished within d working days: a mixture of negative binomials, summed exactly, nothing drawn.

The rate of each memory is multiplied by a log-normal factor of mean 1 (seven Gauss-Hermite nodes); given the rate a count is
negative binomial with variance `dispersion` times mean, or Poisson where the dispersion is 1.
"""

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecasting.fit import Fit, Floats

RATE_DOUBT = 0.12
"""Squared: the rate of the days to come is never known better than to about 35 %, because it changes."""

ALMOST_POISSON = 1.02
_SIDES, _RIGHT_TAIL = 8.0, 25.0
_CELLS = 100_000
"""Worked on at once: fits into a processor's cache."""

# Abramowitz and Stegun 25.4.46, for the weight exp(-x^2 / 2) of the normal distribution.
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


def at_least(fit: Fit, number: NDArray[np.int64], worth: Floats, most: int) -> Floats:
    """P(at least n items within the first `number` working days), (D, most + 1), n = 0 to `most`, never falling with d.

    `number` (D,) ascends; `worth` (D,) says how many average days those days are worth.
    """
    means, dispersion = _means(fit, worth)
    share = fit.memory_weights(number)[..., None] * _WEIGHTS
    row = np.broadcast_to(np.arange(len(number))[:, None, None], means.shape)
    counted = _counted(means.ravel(), dispersion.ravel(), share.ravel(), row.ravel(), (len(number), most + 1))
    odds = np.ones((len(number), most + 1))
    np.cumsum(counted[:, :most], axis=1, out=odds[:, 1:])
    np.subtract(1, odds[:, 1:], out=odds[:, 1:])
    np.maximum.accumulate(odds, axis=0, out=odds)
    return np.clip(odds, 0, 1, out=odds)


def _means(fit: Fit, worth: Floats) -> tuple[Floats, Floats]:
    """Means and dispersions, both (D, rates, nodes)."""
    rate, dispersion, items = np.array([(r.mean, r.dispersion, r.items) for r in fit.rates]).T
    doubt = np.log(1 + dispersion / items + RATE_DOUBT)[:, None]
    means = worth[:, None, None] * (rate[:, None] * np.exp(np.sqrt(doubt) * _NODES - doubt / 2))
    return means, np.broadcast_to(dispersion[:, None], means.shape)


def _counted(mean: Floats, dispersion: Floats, share: Floats, row: NDArray[np.int64], shape: tuple[int, int]) -> Floats:
    """The weighted sum of the distributions in their rows: P(exactly n), n = 0 to shape[1] - 2, and P(more) last.

    Each is worked out in a window around its mean, from the recurrence of its terms, and scaled to the sum 1.
    """
    wide = _SIDES * np.sqrt(mean * dispersion)
    first = np.maximum(0, mean - wide).astype(np.int64)
    width = (mean + wide + _RIGHT_TAIL * dispersion).astype(np.int64) - first + 1
    beyond = first >= shape[1] - 1
    total = np.zeros(shape[0] * shape[1])
    total[shape[1] - 1 :: shape[1]] = np.bincount(row[beyond], share[beyond], shape[0])
    inside = np.flatnonzero(~beyond)
    inside = inside[np.argsort(width[inside], kind="stable")]
    while inside.size:
        size = max(1, min(np.searchsorted(width[inside], 1.25 * width[inside[0]], "right"), _CELLS // width[inside[0]]))
        some, inside = inside[:size], inside[size:]
        n = first[some, None] + np.arange(width[some[-1]])
        terms = _terms(n, mean[some, None], dispersion[some, None])
        terms *= (share[some] / terms.sum(axis=1))[:, None]
        np.minimum(n, shape[1] - 1, out=n)
        n += row[some, None] * shape[1]
        total += np.bincount(n.ravel(), terms.ravel(), total.size)
    return total.reshape(shape)


def _terms(n: NDArray[np.int64], mean: Floats, dispersion: Floats) -> Floats:
    """P(n) up to a constant factor, along the last axis. P(n) / P(n - 1) = mean / n for Poisson, and for the negative
    binomial of size r = mean / (dispersion - 1): (1 - 1 / dispersion) (n - 1 + r) / n."""
    chance = dispersion < ALMOST_POISSON
    excess = np.where(chance, 0.0, 1 - 1 / dispersion)
    steady = np.where(chance, mean, mean / dispersion)  # (1 - 1 / dispersion) r = mean / dispersion
    terms = (excess * (n - 1) + steady) / np.maximum(n, 1)
    terms[:, 0] = 1
    return np.cumprod(terms, axis=1, out=terms)
