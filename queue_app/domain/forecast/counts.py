"""How many items are finished within d working days: a mixture of negative binomials, summed exactly, without sampling.

The rate of each memory is multiplied by a log-normal factor of mean 1 (seven Gauss-Hermite nodes); given the rate a count is
negative binomial with variance `dispersion` times mean, or Poisson where the dispersion is 1.
"""

import math

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecast.fit import Fit, Floats

DOUBT_NOW, DOUBT_FAR, HALFWAY = 0.04, 0.14, 20
"""Variances, relative to the rate: it changes, so the near rate is never known better than to 20 %, the far one than to 37 %;
halfway between them HALFWAY calendar days ahead."""

ALMOST_POISSON = 1.02
_SIDES, _RIGHT_TAIL = 8.0, 25.0
"""The window around a mean: standard deviations on both sides, and dispersions further to the right. Under 1e-10 is outside."""

_CELLS = 100_000
"""Cells computed at once: they fit into a processor's cache."""

# Abramowitz and Stegun 25.4.46, for the weight exp(-x^2 / 2) of the normal distribution.
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


def at_least(fit: Fit, number: NDArray[np.int64], worth: Floats, most: int) -> Floats:
    """P(at least n items within the first `number` working days), (D, most + 1), n = 0 to `most`, never falling with d.

    `number` (D,) ascends; `worth` (D,) is the same time in average days.
    """
    means, dispersion = _means(fit, worth, doubt(number / fit.share))
    share = fit.memory_weights(number)[..., None] * _WEIGHTS
    row = np.broadcast_to(np.arange(len(number))[:, None, None], means.shape)
    exactly = _exactly(means.ravel(), dispersion.ravel(), share.ravel(), row.ravel(), (len(number), most))
    odds = np.ones((len(number), most + 1))
    np.cumsum(exactly, axis=1, out=odds[:, 1:])
    np.subtract(1, odds[:, 1:], out=odds[:, 1:])
    np.maximum.accumulate(odds, axis=0, out=odds)
    return np.clip(odds, 0, 1, out=odds)


def doubt(ahead: Floats) -> Floats:
    """The relative variance of the rate `ahead` calendar days ahead that no amount of history removes."""
    return DOUBT_NOW + (DOUBT_FAR - DOUBT_NOW) * ahead / (ahead + HALFWAY)


def _means(fit: Fit, worth: Floats, doubts: Floats) -> tuple[Floats, Floats]:
    """Means and dispersions, both (D, rates, nodes)."""
    rate, dispersion, items = np.array([(r.mean, r.dispersion, r.items) for r in fit.rates]).T
    variance = np.log(1 + dispersion / items + doubts[:, None])[..., None]
    means = (worth[:, None] * rate)[..., None] * np.exp(np.sqrt(variance) * _NODES - variance / 2)
    return means, np.broadcast_to(dispersion[:, None], means.shape)


def _exactly(mean: Floats, dispersion: Floats, share: Floats, row: NDArray[np.int64], shape: tuple[int, int]) -> Floats:
    """P(exactly n), n = 0 to shape[1] - 1: the sum of the distributions in their rows, each weighted with its share.

    Each is computed in a window around its mean by the recurrence of its terms. Windows of similar width are done together.
    """
    wide = _SIDES * np.sqrt(mean * dispersion)
    first = np.maximum(0, mean - wide).astype(np.int64)
    last = np.minimum(shape[1] - 1, mean + wide + _RIGHT_TAIL * dispersion).astype(np.int64)
    width = last - first + 1
    total = np.zeros(shape[0] * shape[1])
    left = np.flatnonzero(width > 0)
    left = left[np.argsort(width[left], kind="stable")]
    while left.size:
        size = max(1, min(np.searchsorted(width[left], 1.25 * width[left[0]], "right"), _CELLS // width[left[0]]))
        some, left = left[:size], left[size:]
        n = np.minimum(first[some], shape[1] - width[some[-1]])[:, None] + np.arange(width[some[-1]])
        terms = _terms(n, mean[some, None], dispersion[some, None])
        terms *= share[some, None]
        n += row[some, None] * shape[1]
        total += np.bincount(n.ravel(), terms.ravel(), total.size)
    return total.reshape(shape)


def _terms(n: NDArray[np.int64], mean: Floats, dispersion: Floats) -> Floats:
    """P(n) for ascending n along the last axis. P(n) / P(n - 1) = mean / n for Poisson, and for the negative binomial of size
    r = mean / (dispersion - 1): (1 - 1 / dispersion) (n - 1 + r) / n."""
    chance = dispersion < ALMOST_POISSON
    excess = np.where(chance, 0.0, 1 - 1 / dispersion)
    steady = np.where(chance, mean, mean / dispersion)  # (1 - 1 / dispersion) r = mean / dispersion
    terms = (excess * (n - 1) + steady) / np.maximum(n, 1)
    terms[:, 0] = np.exp(_log_first(n[:, 0], mean[:, 0], dispersion[:, 0]))
    return np.cumprod(terms, axis=1, out=terms)


def _log_first(n: NDArray[np.int64], mean: Floats, dispersion: Floats) -> Floats:
    """The logarithm of P(n). The gamma functions of a negative binomial cancel where n is 0."""
    chance = dispersion < ALMOST_POISSON
    log = np.where(chance, -mean, 0.0)
    size = mean[~chance] / (dispersion[~chance] - 1)
    log[~chance] = -size * np.log(dispersion[~chance])
    poisson, binomial = (n > 0) & chance, (n > 0) & ~chance
    log[poisson] += n[poisson] * np.log(mean[poisson]) - _log_gamma(n[poisson] + 1)
    size, counts = size[n[~chance] > 0], n[binomial]
    log[binomial] += _log_gamma(counts + size) - _log_gamma(size) - _log_gamma(counts + 1)
    log[binomial] += counts * np.log1p(-1 / dispersion[binomial])
    return log


_log_gamma = np.vectorize(math.lgamma, otypes=[np.float64])
