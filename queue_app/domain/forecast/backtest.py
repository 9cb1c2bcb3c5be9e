"""Back-test of a forecast: at every cut it sees only earlier completions, and its dates are compared with what happened.

Coverage is the share of dates that were kept; calibration is its distance from the odds; pinball loss is the cost of a date
that is too early or too late, weighted by its odds (Koenker and Bassett, Regression Quantiles, 1978): smaller is better.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecast.forecast import HORIZON, ODDS, forecast
from queue_app.domain.team.calendar import Calendar

NEXT = (1, 3, 10, 30)
"""The completions after a cut that are judged."""

WARM_UP, CUTS = 90, 150
"""Calendar days of history before the first cut, and the default number of cuts, about."""

Days = NDArray[np.float64]
Quoter = Callable[[Sequence[date], date], Days | None]
"""Takes the days of earlier completions, ascending, and the day of the cut. Gives the calendar days quoted for each of NEXT at
each of ODDS, (4, 4): 1 is the day itself, HORIZON + 1 is beyond the horizon; None without dates."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The scores of dates for the `n`-th completion. `coverage`: the share kept at each of ODDS; `pinball`: the mean loss over
    ODDS; `width`: the mean span from the 50 to the 85 % date; both in calendar days."""

    n: int
    coverage: tuple[float, ...]
    pinball: float
    width: float

    @property
    def calibration_error(self) -> float:
        """The mean absolute difference between coverage and odds."""
        return fmean(abs(kept - odds) for kept, odds in zip(self.coverage, ODDS, strict=True))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A forecaster on one history: one `Judged` for each of NEXT, and the number of cuts without dates (`silent`)."""

    judged: tuple[Judged, ...]
    silent: int

    @property
    def calibration_error(self) -> float:
        """The mean over NEXT."""
        return fmean(judged.calibration_error for judged in self.judged)

    def kept(self, odds: float) -> float:
        """The share of dates kept at these of ODDS, the mean over NEXT."""
        return fmean(judged.coverage[ODDS.index(odds)] for judged in self.judged)

    def loss_against(self, other: "Verdict") -> float:
        """The pinball loss divided by the other's, as the mean over NEXT; below 1 is better than the other."""
        return fmean(
            mine.pinball / theirs.pinball if theirs.pinball else 1.0
            for mine, theirs in zip(self.judged, other.judged, strict=True)
        )


def cuts(finished: Sequence[date], every: int | None = None) -> list[date]:
    """The days at which a history is cut, `every` so many days (None: about 150 cuts), from 90 days after the first completion to
    the last day with 30 more completions to come. `finished` ascends. Empty for too short a history."""
    if len(finished) <= NEXT[-1]:
        return []
    first, last = finished[0] + timedelta(days=WARM_UP), finished[-NEXT[-1]]
    step = every or max(1, -(-((last - first).days + 1) // CUTS))
    return [first + timedelta(days=ahead) for ahead in range(0, (last - first).days + 1, step)]


def of_calendar(calendar: Calendar) -> Quoter:
    """The product's own forecast, in this calendar."""

    def quoted(before: Sequence[date], today: date) -> Days | None:
        result = forecast(calendar.history(before, today), calendar, today, reach=NEXT[-1])
        if result.quality.level == "none":
            return None
        ahead = (result.dates[:, NEXT].T - np.datetime64(today)).astype(float) + 1
        return np.where(np.isnat(result.dates[:, NEXT].T), HORIZON + 1.0, ahead)

    return quoted


def walk(finished: Sequence[date], at: Sequence[date], quoters: Sequence[Quoter]) -> Iterator[tuple[Days | None, ...]]:
    """The quotes of each quoter, cut by cut."""
    for day in at:
        before = finished[: bisect_left(finished, day)]
        yield tuple(quoter(before, day) for quoter in quoters)


def judge(
    finished: Sequence[date], at: Sequence[date], quoted: Sequence[tuple[Days | None, ...]]
) -> tuple[Verdict, ...] | None:
    """A verdict on each quoter, over the cuts at which all of them gave dates; None without any such cut."""
    fair = [cut for cut, dates in enumerate(quoted) if all(days is not None for days in dates)]
    if not fair:
        return None
    came = np.array([_came(finished, at[cut]) for cut in fair])
    verdicts = []
    for each in zip(*quoted, strict=True):
        days = np.array([each[cut] for cut in fair])
        verdicts.append(Verdict(_judged(days, came), sum(dates is None for dates in each)))
    return tuple(verdicts)


def _came(finished: Sequence[date], day: date) -> list[int]:
    first = bisect_left(finished, day)
    return [(finished[first + n - 1] - day).days + 1 for n in NEXT]


def _judged(quoted: Days, came: NDArray[np.int64]) -> tuple[Judged, ...]:
    """`quoted` (cuts, NEXT, ODDS), `came` (cuts, NEXT)."""
    late = came[:, :, None] - quoted
    coverage = (late <= 0).mean(axis=0)
    loss = np.maximum(np.array(ODDS) * late, (np.array(ODDS) - 1) * late).mean(axis=(0, 2))
    width = (quoted[:, :, ODDS.index(0.85)] - quoted[:, :, ODDS.index(0.5)]).mean(axis=0)
    return tuple(
        Judged(n, tuple(share.tolist()), float(lost), float(wide))
        for n, share, lost, wide in zip(NEXT, coverage, loss, width, strict=True)
    )
