"""A slow and simple implementation of both forms of the model, with which the fast one must agree."""

import math
from collections.abc import Sequence

NODES = (0.0, 1.154405394739968, 2.366759410734541, 3.750439717725742)
WEIGHTS = (0.457142857142858, 0.240123178605013, 0.030757123967586, 0.000548268855972)
"""Abramowitz and Stegun, table 25.10, seven points, for the normal distribution."""
HERMITE = [(sign * x, w) for x, w in zip(NODES, WEIGHTS, strict=True) for sign in ((1, -1) if x else (1,))]

Rate = tuple[float, float, float]
"""Mean, dispersion, items."""


def exactly(n: int, mean: float, dispersion: float) -> float:
    """P(n) of the negative binomial with this mean and variance dispersion * mean; Poisson near 1."""
    if mean == 0:
        return float(n == 0)
    if dispersion < 1.02:
        return math.exp(n * math.log(mean) - mean - math.lgamma(n + 1))
    size = mean / (dispersion - 1)
    coefficient = math.lgamma(n + size) - math.lgamma(size) - math.lgamma(n + 1)
    return math.exp(coefficient - size * math.log(dispersion) + n * math.log(1 - 1 / dispersion))


def at_least_by_memories(n: int, worth: float, rates: Sequence[Rate], weights: Sequence[float], doubt: float) -> float:
    """The first form: P(at least n items) in days that are worth `worth` average ones."""
    fewer = 0.0
    for (rate, dispersion, items), weight in zip(rates, weights, strict=True):
        variance = math.log(1 + dispersion / items + doubt)
        for x, w in HERMITE:
            mean = rate * worth * math.exp(math.sqrt(variance) * x - variance / 2)
            fewer += weight * w * sum(exactly(k, mean, dispersion) for k in range(n))
    return 1 - fewer


def rate_and_items(
    counts: Sequence[float], factors: Sequence[float], share: float, ahead: float
) -> tuple[float, float]:
    """The rate so many calendar days ahead, and the items behind it; all days are known, the last was yesterday."""
    mu = max(sum(counts) / len(counts), 0.01)
    items, days, squares = mu, 1.0, 0.0
    for back, (count, factor) in enumerate(zip(reversed(counts), reversed(factors), strict=True)):
        w = (1 + back / share / (4 * math.sqrt(ahead))) ** -2
        items, days, squares = items + w * count, days + w * factor, squares + (w * factor) ** 2
    return items / days, max(0.5, items / days * days**2 / squares)


def usual_doubt(ahead: float) -> float:
    return 0.04 + 0.08 * ahead / (ahead + 20)


def own_doubt(counts: Sequence[float], factors: Sequence[float], share: float, phi: float, ahead: float) -> float:
    """log(own / usual), from what was forecast on every second evening, back to the 60th day, and what came."""
    span, usual = round(ahead * share), usual_doubt(ahead)
    top = bottom = weights = 0.0
    evening = len(counts) - span
    while evening >= round(60 * share):
        rate, items = rate_and_items(counts[:evening], factors[:evening], share, ahead)
        mean, came = rate * sum(factors[evening : evening + span]), sum(counts[evening : evening + span])
        variance = phi * mean + (phi / items + usual) * mean**2 + 0.1
        g = 2 ** (-(len(counts) - evening - span) / share / 365)
        q = g * mean**2 / variance**2
        top += q * ((came - mean) ** 2 - phi * mean - phi * mean**2 / items)
        bottom += q * mean**2
        weights += g
        evening -= 2
    if not weights:
        return 0.0
    b = 2 * weights / span
    own = (20 * usual + b * min(1, max(0, top / bottom))) / (20 + b)
    return math.log(max(0.005, own) / usual)
