"""The fit of the model to a history: how weekdays differ, and how many items a day, with four memories (half-lives).

The rate is uncertain, recent weeks weigh more, and counts vary more than a Poisson process; all three are learned.
The next days are forecast from the last weeks, later months from the last months: far dates return to the usual rate.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.team.calendar import Completions, Dates

Floats = NDArray[np.float64]

HALF_LIVES = (15, 30, 60, 120)
"""Calendar days after which a day weighs half."""

WEEKDAYS_OVER, RATES_OVER = 365, 1095
"""Calendar days of history that the fit uses."""

WEEKDAY_PRIOR = 28
"""The prior of each weekday's factor, in days of an average weekday."""

BULK, NO_BULK = 20, 5
"""A day with more than 20 average days' items, and more than 5, was a clean-up: it counts as 20 average days."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Items a working day, weighted by one memory: the `mean`; the `dispersion`, variance over mean, at least 1; and
    the effective number of `items` behind the mean."""

    mean: float
    dispersion: float
    items: float


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """`weekdays` (7,): the factors of Monday to Sunday, mean 1 over the working ones. `rates`: one a half-life.
    `share`: the part of the week's days that are working days."""

    weekdays: Floats
    rates: tuple[Rate, ...]
    share: float

    def memory_weights(self, number: NDArray[np.int64]) -> Floats:
        """The weight of each memory `number` (D,) working days ahead, (D, rates), rows of sum 1: higher, the nearer its
        half-life is to the days ahead, as a ratio."""
        ahead = np.clip(number / self.share, HALF_LIVES[0], HALF_LIVES[-1])[:, None]
        near = np.minimum(HALF_LIVES / ahead, ahead / HALF_LIVES)
        weights: Floats = near / near.sum(axis=1, keepdims=True)
        return weights

    def expected(self, days: Dates) -> Floats:
        """Working days as average days, (T,): the cumulative sum of the weekday factors."""
        return np.cumsum(self.weekdays[weekday(days)])


def weekday(days: Dates) -> NDArray[np.int64]:
    """0 for Monday to 6 for Sunday, (T,)."""
    return (days.astype(np.int64) + 3) % 7


def fit(history: Completions, share: float) -> Fit:
    """Fit the model to a history, which must not be empty. `share`: the part of the week's days that are working days."""
    recent = _without_bulk(_last(history, RATES_OVER * share))
    weekdays = _weekdays(_last(recent, WEEKDAYS_OVER * share))
    counts, factors = recent.counts.astype(np.float64), weekdays[weekday(recent.days)]
    return Fit(weekdays, tuple(_rate(counts, factors, half_life * share) for half_life in HALF_LIVES), share)


def _last(history: Completions, days: float) -> Completions:
    most = max(1, round(days))
    return Completions(history.days[-most:], history.counts[-most:])


def _without_bulk(history: Completions) -> Completions:
    counts = history.counts
    while counts.max() > (most := max(NO_BULK, math.ceil(BULK * counts.mean()))):
        counts = np.minimum(counts, most)
    return Completions(history.days, counts)


def _weekdays(history: Completions) -> Floats:
    day = weekday(history.days)
    seen, done = np.bincount(day, minlength=7), np.bincount(day, history.counts, minlength=7)
    mean = history.counts.mean()
    if not mean:
        return np.ones(7)
    factors = (done / mean + WEEKDAY_PRIOR) / (seen + WEEKDAY_PRIOR)
    scaled: Floats = factors / factors[seen > 0].mean()
    return scaled


def _rate(counts: Floats, factors: Floats, half_life: float) -> Rate:
    weight = 0.5 ** (np.arange(len(counts))[::-1] / half_life)
    worth = float(weight @ factors)
    mean = (float(weight @ counts) + 0.02) / (worth + 0.02 / max(float(counts.mean()), 0.01))
    spread = float(weight @ (counts - mean * factors) ** 2) / (mean * worth)
    return Rate(mean, max(1.0, spread), max(0.5, mean * worth**2 / float((weight * factors) @ (weight * factors))))
