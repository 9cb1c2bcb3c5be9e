"""The odds once more, as slowly and plainly as they can be written: what the quick way must agree with."""

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


def at_least(n: int, worth: float, rates: Sequence[Rate], weights: Sequence[float], doubt: float) -> float:
    """P(at least n items) in days that are worth `worth` average ones."""
    fewer = 0.0
    for (rate, dispersion, items), weight in zip(rates, weights, strict=True):
        variance = math.log(1 + dispersion / items + doubt)
        for x, w in HERMITE:
            mean = rate * worth * math.exp(math.sqrt(variance) * x - variance / 2)
            fewer += weight * w * sum(exactly(k, mean, dispersion) for k in range(n))
    return 1 - fewer
