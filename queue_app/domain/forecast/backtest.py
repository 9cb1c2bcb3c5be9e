"""A forecast judged on a history: at every cut it sees only what was finished before, and its dates are compared with what came.

Coverage is the share of dates that were kept; calibration says how far it lies from the odds; pinball loss is what a date costs
when it is too early or too late, weighed by its odds (Koenker and Bassett, Regression Quantiles, 1978): smaller is better.
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
"""Which completions from a cut on are asked for."""

WARM_UP, CUTS = 90, 150
"""Calendar days of history before the first cut, and how many cuts there are about, where nobody says."""

Days = NDArray[np.float64]
Quoter = Callable[[Sequence[date], date], Days | None]
"""From the days of what was finished before a day, ascending, and that day: by how many calendar days each of NEXT is quoted at
each of ODDS, (4, 4), 1 is that day itself, HORIZON + 1 what lies beyond; None where no dates are given."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How the dates for the `n`-th completion did. `coverage`: the share kept at each of ODDS; `pinball`: the mean loss over
    ODDS; `width`: the mean span from the 50 to the 85 % date; both in calendar days."""

    n: int
    coverage: tuple[float, ...]
    pinball: float
    width: float

    @property
    def calibration_error(self) -> float:
        """The mean distance of coverage from the odds."""
        return fmean(abs(kept - odds) for kept, odds in zip(self.coverage, ODDS, strict=True))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A forecaster on one history: one `Judged` for each of NEXT, and at how many cuts it gave no dates."""

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
        """Its pinball loss divided by the other's, the mean over NEXT; under 1 is better than the other."""
        return fmean(
            mine.pinball / theirs.pinball if theirs.pinball else 1.0
            for mine, theirs in zip(self.judged, other.judged, strict=True)
        )


def cuts(finished: Sequence[date], every: int | None = None) -> list[date]:
    """The days to cut a history at, every so many days (None: about 150 in all), from 90 days after its first completion to
    the last day that 30 more follow on. `finished` ascends. Empty where the history is too short."""
    if len(finished) <= NEXT[-1]:
        return []
    first, last = finished[0] + timedelta(days=WARM_UP), finished[-NEXT[-1]]
    step = every or max(1, -(-((last - first).days + 1) // CUTS))
    return [first + timedelta(days=ahead) for ahead in range(0, (last - first).days + 1, step)]


def of_calendar(calendar: Calendar) -> Quoter:
    """Our own forecast in this calendar."""

    def quoted(before: Sequence[date], today: date) -> Days | None:
        made = forecast(calendar.history(before, today), calendar, today, reach=NEXT[-1])
        if made.quality.level == "none":
            return None
        ahead = (made.dates[:, NEXT].T - np.datetime64(today)).astype(float) + 1
        return np.where(np.isnat(made.dates[:, NEXT].T), HORIZON + 1.0, ahead)

    return quoted


def walk(finished: Sequence[date], at: Sequence[date], quoters: Sequence[Quoter]) -> Iterator[tuple[Days | None, ...]]:
    """Cut by cut what each quoter says."""
    for day in at:
        before = finished[: bisect_left(finished, day)]
        yield tuple(quoter(before, day) for quoter in quoters)


def judge(
    finished: Sequence[date], at: Sequence[date], quoted: Sequence[tuple[Days | None, ...]]
) -> tuple[Verdict, ...] | None:
    """A verdict on each quoter, over the cuts at which all of them gave dates; None where there is no such cut."""
    fair = [place for place, said in enumerate(quoted) if all(days is not None for days in said)]
    if not fair:
        return None
    came = np.array([_came(finished, at[place]) for place in fair])
    verdicts = []
    for each in zip(*quoted, strict=True):
        days = np.array([each[place] for place in fair])
        verdicts.append(Verdict(_judged(days, came), sum(said is None for said in each)))
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
        Judged(n, tuple(kept.tolist()), float(lost), float(wide))
        for n, kept, lost, wide in zip(NEXT, coverage, loss, width, strict=True)
    )
