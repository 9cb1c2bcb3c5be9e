"""The comparison in the back-test: the usual Monte Carlo, which draws each future day from the last 30 days.

It is computed exactly, as the limit of infinitely many trials, so every run gives the same result.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from queue_app.domain.forecast.backtest import NEXT, Odds
from queue_app.domain.forecast.forecast import HORIZON

DRAWN_FROM = 30


def thirty_days(before: Sequence[date], today: date) -> Odds | None:
    """A `Quoter` of the back-test; None if nothing was finished in the last 30 days."""
    since = today - timedelta(days=DRAWN_FROM)
    recent = before[bisect_left(before, since) :]
    if not recent:
        return None
    most = NEXT[-1]
    a_day = np.bincount([(day - since).days for day in recent], minlength=DRAWN_FROM)
    share = np.bincount(np.minimum(a_day, most), minlength=most + 1) / DRAWN_FROM
    return 1 - _fewer_than(share, most)[:, np.array(NEXT) - 1]


def _fewer_than(share: Odds, most: int) -> Odds:
    """P(at most n items within d days), (HORIZON + 1, most): row d, column n. `share` (most + 1,): share of days with n items."""
    exactly = np.zeros(most)
    exactly[0] = 1
    table = np.zeros((HORIZON + 1, most))
    table[0] = 1
    for row in table[1:]:
        exactly = np.convolve(exactly, share[:most])[:most]
        np.cumsum(exactly, out=row)
        if row[-1] < 1e-6:
            break
    return table
