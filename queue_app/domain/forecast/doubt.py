"""How far a rate can be trusted, however long its history: work changes, and more so further ahead.

Usual teams differ from their rate by a known amount. A team's own past forecasts show whether it is steadier or wilder than that.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from queue_app.domain.forecast.fit import LEAST_MEAN, Fit, Floats, memory, rates

NOW, FAR, HALFWAY = 0.04, 0.12, 20
"""Variances relative to the rate: NOW for the next days, FAR for distant ones, halfway between them at HALFWAY calendar days."""

JUDGED_AT = (3.0, 10.0, 30.0, 90.0)
"""The distances ahead, in calendar days, at which a team's own past forecasts are judged."""

FIRST_EVENING, EVERY, LEAST_HISTORY = 60, 2, 80
"""Calendar days before the first evening that is judged; working days from one judged evening to the next; and the shortest
history that is judged, in calendar days."""

FADES = 365
"""The half-life of past forecasts, in calendar days."""

USUAL_WEIGHT, LEAST = 20, 0.005
"""The weight of the usual doubt, in independent forecasts of the team; and the smallest doubt."""


def usual_doubt(ahead: Floats | float) -> Floats:
    """The relative variance of a usual team's rate, `ahead` calendar days ahead."""
    days = np.asarray(ahead, np.float64)
    variance: Floats = NOW + (FAR - NOW) * days / (days + HALFWAY)
    return variance


@dataclass(frozen=True, slots=True)
class Doubt:
    """`logs`: the logarithm of a team's own doubt over the usual one, at each of JUDGED_AT."""

    logs: tuple[float, ...] = (0.0,) * len(JUDGED_AT)

    def __call__(self, ahead: Floats) -> Floats:
        """The relative variance of the rate, (D,), `ahead` calendar days ahead."""
        own: Floats = usual_doubt(ahead) * np.exp(np.interp(np.log(ahead), np.log(JUDGED_AT), self.logs))
        return own


def own_doubt(fit: Fit) -> Doubt:
    """The team's own doubt, from past evenings: the items expected on each are compared with those that were finished."""
    if len(fit.counts) < LEAST_HISTORY * fit.share:
        return Doubt()
    return Doubt(tuple(_logs(fit)))


def _logs(fit: Fit) -> Iterator[float]:
    cumulative, days = _cumulative(fit.counts), _cumulative(fit.factors)
    means = np.maximum(cumulative[1:] / np.arange(1, len(cumulative)), LEAST_MEAN)
    for ahead in JUDGED_AT:
        span, usual = round(ahead * fit.share), float(usual_doubt(ahead))
        evenings = np.arange(len(fit.counts) - span, round(FIRST_EVENING * fit.share) - 1, -EVERY)
        rate, items = (each[evenings - 1] for each in _rates_by_evening(fit, ahead, means))
        expected = rate * (days[evenings + span] - days[evenings])
        came = cumulative[evenings + span] - cumulative[evenings]
        chance = fit.dispersion * expected + fit.dispersion * expected**2 / items
        weight = 0.5 ** ((len(fit.counts) - span - evenings) / fit.share / FADES)
        precision = weight * expected**2 / (chance + usual * expected**2 + 0.1) ** 2
        worth = EVERY * weight.sum() / span
        excess = precision @ ((came - expected) ** 2 - chance) / (precision @ expected**2) if len(evenings) else 0.0
        own = (USUAL_WEIGHT * usual + worth * np.clip(excess, 0, 1)) / (USUAL_WEIGHT + worth)
        yield float(np.log(max(LEAST, own) / usual))


def _rates_by_evening(fit: Fit, ahead: float, means: Floats) -> tuple[Floats, Floats]:
    """The rate and its effective number of items on the evening of each day, (T,), from the days up to it."""
    weights = memory(fit.ages[::-1], ahead)
    items, days = (np.convolve(each, weights)[: len(weights)] for each in (fit.counts, fit.factors))
    squares = np.convolve(fit.factors**2, weights**2)[: len(weights)]
    return rates(items, days, squares, means)


def _cumulative(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])
