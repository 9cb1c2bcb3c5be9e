"""When everything down to a place is finished: not the n-th completion, because what was begun later may be done before.

After s = max(0, n - L) completions the last of the n items is begun, and j = min(n, L) of them are still running. With j of L
left the next completion is one of ours with odds j / L, so B_j(m) = j/L B_{j-1}(m + 1) + (1 - j/L) B_j(m + 1), B_0(m) = G(m).
"""

import numpy as np

from queue_app.domain.forecast.curve import Curve

NEARLY = 14
"""Completions for each that runs, after which an item is left with odds under one in a million."""


def everything(finished: Curve, n: int, usual: int) -> Curve:
    """The odds that all of the first `n` open items are finished, by working day. `finished`: the odds of the n-th completion,
    `usual`: how many items run at a time (L). Raises IndexError where n is beyond `finished`."""
    if not 0 <= n <= finished.most:
        raise IndexError(n)
    begun_after, ours = max(0, n - usual), min(n, usual)
    left = finished.odds[:, begun_after : begun_after + usual * (NEARLY + ours) + 1]
    for still in range(1, ours + 1):
        odds = np.zeros_like(left)
        for m in range(left.shape[1] - 2, -1, -1):
            odds[:, m] = still / usual * left[:, m + 1] + (1 - still / usual) * odds[:, m + 1]
        left = odds
    return Curve(finished.number, left[:, :1])
