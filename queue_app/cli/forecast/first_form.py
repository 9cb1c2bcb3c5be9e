"""The first form of the model, for the back-test: a mixture of negative binomials over four memories (half-lives).

The product forecasts with `domain/forecast/counts.py` and does not import this.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecast.counts import exactly
from queue_app.domain.forecast.curve import Curve
from queue_app.domain.forecast.fit import WEEKDAYS_OVER, Floats, last, weekday, weekday_factors, without_bulk
from queue_app.domain.team.calendar import Calendar, Completions, Dates

HALF_LIVES, MEMORY, BULK = (15, 30, 60, 120), 1095, 20
"""Calendar days after which a day counts half; calendar days of history; average days that a clean-up day counts at most."""

DOUBT_NOW, DOUBT_FAR, HALFWAY = 0.04, 0.14, 20
"""Variances relative to the rate, for near and for far days. HALFWAY calendar days ahead the variance is in the middle."""

# Abramowitz and Stegun 25.4.46, for the weight exp(-x^2 / 2) of the normal distribution.
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True, slots=True)
class Rate:
    """Items per working day according to one memory: the `mean`, the `dispersion` and the effective number of `items`."""

    mean: float
    dispersion: float
    items: float


def first_form(history: Completions, calendar: Calendar, days: Dates, most: int) -> Curve:
    """A `Model`: the odds of 0 to `most` completions within the working days `days`."""
    recent = without_bulk(last(history, MEMORY * calendar.share), BULK)
    weekdays = weekday_factors(last(recent, WEEKDAYS_OVER * calendar.share))
    counts, factors = recent.counts.astype(np.float64), weekdays[weekday(recent.days)]
    fitted = [rate(counts, factors, half_life * calendar.share) for half_life in HALF_LIVES]
    curve = Curve.of_nothing(len(days), most)
    number = curve.number[1:]
    curve.odds[1:] = at_least(fitted, number / calendar.share, np.cumsum(weekdays[weekday(days)])[number - 1], most)
    return curve


def rate(counts: Floats, factors: Floats, half_life: float) -> Rate:
    """The rate according to one memory; `half_life` is in working days."""
    weight = 0.5 ** (np.arange(len(counts))[::-1] / half_life)
    worth = float(weight @ factors)
    mean = (float(weight @ counts) + 0.02) / (worth + 0.02 / max(float(counts.mean()), 0.01))
    spread = float(weight @ (counts - mean * factors) ** 2) / (mean * worth)
    return Rate(mean, max(1.0, spread), max(0.5, mean * worth**2 / float((weight * factors) @ (weight * factors))))


def at_least(fitted: list[Rate], ahead: Floats, worth: Floats, most: int) -> Floats:
    """P(at least n items), (D, most + 1), for each distance: `ahead` in calendar days, `worth` in average days."""
    means, dispersion, items = np.array([(r.mean, r.dispersion, r.items) for r in fitted]).T
    doubt = DOUBT_NOW + (DOUBT_FAR - DOUBT_NOW) * ahead / (ahead + HALFWAY)
    variance = np.log(1 + dispersion / items + doubt[:, None])[..., None]
    mean = (worth[:, None] * means)[..., None] * np.exp(np.sqrt(variance) * _NODES - variance / 2)
    share = memory_weights(ahead)[..., None] * _WEIGHTS
    odds = np.ones((len(ahead), most + 1))
    for row in range(len(ahead)):
        each = exactly(mean[row].ravel(), np.repeat(dispersion, len(_NODES)), most)
        odds[row, 1:] = 1 - np.cumsum(share[row].ravel() @ each)
    return np.clip(np.maximum.accumulate(odds, axis=0), 0, 1)


def memory_weights(ahead: Floats) -> NDArray[np.float64]:
    """The weight of each memory, (D, rates), with rows that add up to 1. The closer the half-life to the days ahead (as a ratio),
    the higher the weight."""
    days = np.clip(ahead, HALF_LIVES[0], HALF_LIVES[-1])[:, None]
    near = np.minimum(HALF_LIVES / days, days / HALF_LIVES)
    weights: Floats = near / near.sum(axis=1, keepdims=True)
    return weights
