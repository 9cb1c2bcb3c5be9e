"""The fit of the model to a history: weekday factors, the rate for each distance ahead, and how much daily counts vary.

The memory grows with the distance: the next days are forecast from the last weeks, later months from the last months.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.team.calendar import Completions, Dates

Floats = NDArray[np.float64]

MEMORY, WEEKDAYS_OVER = 730, 365
"""Calendar days of history that the fit uses, for the rates and for the weekdays."""

WEEKDAY_PRIOR = 28
"""The prior of each weekday's factor, in days of an average weekday."""

REACH = 4
"""A day is remembered by (1 + age / (REACH sqrt(ahead)))^-2, age and distance ahead in calendar days."""

DISPERSION_HALF_LIFE = 60
"""Calendar days after which a day counts half for the dispersion."""

BULK, NO_BULK = 10, 5
"""A day with more than 5 items and more than 10 average days' items was a clean-up. It counts as 10 average days."""

LEAST_MEAN, LEAST_ITEMS = 0.01, 0.5


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """The working days of the memory, oldest first: their `counts` and weekday `factors`, both (T,). `weekdays` (7,): the factors
    of Monday to Sunday, mean 1 over the working ones. `share`: the part of the week's days that are working days.
    `dispersion`: variance over mean of the counts, at least 1."""

    counts: Floats
    factors: Floats
    weekdays: Floats
    share: float
    dispersion: float

    @property
    def ages(self) -> Floats:
        """The age of each day in calendar days, (T,): 0 for the last one."""
        return np.arange(len(self.counts))[::-1] / self.share

    def rates(self, ahead: Floats) -> tuple[Floats, Floats]:
        """For each distance `ahead` (D,) in calendar days: the items on an average day, and the effective number of items
        that this rests on, both (D,)."""
        weights = memory(self.ages, ahead[:, None])
        return rates(
            weights @ self.counts,
            weights @ self.factors,
            weights**2 @ self.factors**2,
            max(self.counts.mean(), LEAST_MEAN),
        )

    def expected(self, days: Dates) -> Floats:
        """Working days as average days, (T,): the cumulative sum of the weekday factors."""
        return np.cumsum(self.weekdays[weekday(days)])


def memory(age: Floats, ahead: Floats | float) -> Floats:
    """The weight of a day of age `age` in a forecast `ahead`. Both in calendar days."""
    weights: Floats = 1 / np.square(1 + age / (REACH * np.sqrt(ahead)))
    return weights


def rates(items: Floats, days: Floats, squares: Floats, mean: Floats | float) -> tuple[Floats, Floats]:
    """The rate and its effective number of items, from weighted sums: of `items`, of average `days`, and of the `squares` of the
    weighted days. One day at the `mean` is added as a prior."""
    rate = (items + mean) / (days + 1)
    return rate, np.maximum(LEAST_ITEMS, rate * (days + 1) ** 2 / squares)


def weekday(days: Dates) -> NDArray[np.int64]:
    """0 for Monday to 6 for Sunday, (T,)."""
    return (days.astype(np.int64) + 3) % 7


def fit(history: Completions, share: float) -> Fit:
    """Fit the model to a history, which must not be empty. `share`: the part of the week's days that are working days."""
    recent = without_bulk(last(history, MEMORY * share))
    weekdays = weekday_factors(last(recent, WEEKDAYS_OVER * share))
    counts, factors = recent.counts.astype(np.float64), weekdays[weekday(recent.days)]
    return Fit(counts, factors, weekdays, share, _dispersion(counts, factors, share))


def last(history: Completions, days: float) -> Completions:
    """The last `days` working days of a history, at least one."""
    most = max(1, round(days))
    return Completions(history.days[-most:], history.counts[-most:])


def without_bulk(history: Completions, bulk: int = BULK) -> Completions:
    """The history with clean-up days cut down to `bulk` average days."""
    counts = history.counts
    while counts.max() > (most := max(NO_BULK, math.ceil(bulk * counts.mean()))):
        counts = np.minimum(counts, most)
    return Completions(history.days, counts)


def weekday_factors(history: Completions) -> Floats:
    """Items of each weekday over an average day, (7,), shrunk towards 1 by the prior; mean 1 over the weekdays that occur."""
    day = weekday(history.days)
    occur, done = np.bincount(day, minlength=7), np.bincount(day, history.counts, minlength=7)
    mean = history.counts.mean()
    if not mean:
        return np.ones(7)
    factors = (done / mean + WEEKDAY_PRIOR) / (occur + WEEKDAY_PRIOR)
    scaled: Floats = factors / factors[occur > 0].mean()
    return scaled


def _dispersion(counts: Floats, factors: Floats, share: float) -> float:
    weight = 0.5 ** (np.arange(len(counts))[::-1] / (DISPERSION_HALF_LIFE * share))
    days = float(weight @ factors)
    mean = (float(weight @ counts) + 0.02) / (days + 0.02 / max(float(counts.mean()), LEAST_MEAN))
    return max(1.0, float(weight @ (counts - mean * factors) ** 2) / (mean * days))
