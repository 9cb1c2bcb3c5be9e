"""Back-test of a forecast: at every cut it sees only earlier completions, and its dates are compared with what happened.

Coverage is the share of dates that were kept. A date is a whole day, so it keeps a little more than its odds say. Randomised
coverage (PIT, the probability integral transform) does not: between the odds of the day before the one that came and the odds of
that day, it takes the part below the odds asked for. Source: Czado, Gneiting and Held, Predictive Model Assessment for Count
Data, 2009. Calibration is the distance of randomised coverage from the odds. Pinball loss is the cost of a date that is too early
or too late, weighted by its odds: smaller is better. Source: Koenker and Bassett, Regression Quantiles, 1978.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecast.curve import Curve
from queue_app.domain.forecast.fit import BULK, NO_BULK
from queue_app.domain.forecast.forecast import HORIZON, ODDS
from queue_app.domain.forecast.quality import quality
from queue_app.domain.team.calendar import Calendar, Completions, Dates

NEXT = (1, 3, 10, 30)
"""The completions after a cut that are judged."""

WARM_UP, CUTS = 90, 150
"""Calendar days of history before the first cut, and the default number of cuts, about."""

Odds = NDArray[np.float64]
"""(HORIZON + 1, 4): the odds that each of NEXT is finished within so many calendar days; row 0 is the evening before the cut and
0. They never fall with the day."""

Quoter = Callable[[Sequence[date], date], Odds | None]
"""Takes the days of earlier completions, ascending, and the day of the cut; None without dates."""

Model = Callable[[Completions, Calendar, Dates, int], Curve]
"""Takes a history, its calendar, the working days ahead and the largest n. `forecast.completions` is the product's."""

Regime = str
SILENT, CLEAN_UP, FALLING, RISING, STEADY = REGIMES = ("silent", "clean-up", "falling", "rising", "steady")
"""What the work before a cut looked like, as anybody could see it then."""

LATELY, BEFORE, SILENT_DAYS = 28, 180, 14
"""Calendar days: those compared, those that they are compared with, and those without a completion that are a silence."""

RISES = 1.5
"""Items a day, lately over before: above this is rising, below one over this is falling."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The scores of dates for the `n`-th completion. `coverage`: the share kept at each of ODDS; `randomised`: the randomised
    coverage; `pinball`: the mean loss over ODDS; `width`: the mean span from the 50 to the 85 % date; both in calendar days."""

    n: int
    coverage: tuple[float, ...]
    randomised: tuple[float, ...]
    pinball: float
    width: float

    @property
    def calibration_error(self) -> float:
        """The mean absolute difference between randomised coverage and odds."""
        return fmean(abs(kept - odds) for kept, odds in zip(self.randomised, ODDS, strict=True))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A forecaster on one history: one `Judged` for each of NEXT, and the number of cuts without dates (`silent`)."""

    judged: tuple[Judged, ...]
    silent: int = 0

    @property
    def calibration_error(self) -> float:
        """The mean over NEXT."""
        return fmean(judged.calibration_error for judged in self.judged)

    def kept(self, odds: float) -> float:
        """The share of dates kept at these of ODDS, the mean over NEXT."""
        return fmean(judged.coverage[ODDS.index(odds)] for judged in self.judged)

    def randomised(self, odds: float) -> float:
        """The randomised coverage at these of ODDS, the mean over NEXT."""
        return fmean(judged.randomised[ODDS.index(odds)] for judged in self.judged)

    def loss_against(self, other: "Verdict") -> float:
        """The pinball loss divided by the other's, as the mean over NEXT; below 1 is better than the other."""
        return fmean(
            mine.pinball / theirs.pinball if theirs.pinball else 1.0
            for mine, theirs in zip(self.judged, other.judged, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdicts on all quoters, over the cuts at which each of them gave dates, and the same by regime: (regime, cuts,
    verdicts), for each regime that occurs."""

    verdicts: tuple[Verdict, ...]
    by_regime: tuple[tuple[Regime, int, tuple[Verdict, ...]], ...]


def cuts(finished: Sequence[date], every: int | None = None) -> list[date]:
    """The days at which a history is cut, `every` so many days (None: about 150 cuts), from 90 days after the first completion to
    the last day with 30 more completions to come. `finished` ascends. Empty for too short a history."""
    if len(finished) <= NEXT[-1]:
        return []
    first, last = finished[0] + timedelta(days=WARM_UP), finished[-NEXT[-1]]
    step = every or max(1, -(-((last - first).days + 1) // CUTS))
    return [first + timedelta(days=ahead) for ahead in range(0, (last - first).days + 1, step)]


def quoter(model: Model, calendar: Calendar) -> Quoter:
    """The forecasts of a model in this calendar; none where the product would give no dates."""

    def quoted(before: Sequence[date], today: date) -> Odds | None:
        history = calendar.history(before, today)
        if quality(history, today).level == "none":
            return None
        every = np.datetime64(today) + np.arange(HORIZON)
        days = calendar.dates(today, every[-1].item())
        curve = model(history, calendar, days, NEXT[-1])
        number = np.concatenate([[0], np.searchsorted(days, every, "right")])
        return np.array([np.interp(number, curve.number, curve.odds[:, n]) for n in NEXT]).T

    return quoted


def walk(finished: Sequence[date], at: Sequence[date], quoters: Sequence[Quoter]) -> Iterator[tuple[Odds | None, ...]]:
    """The odds of each quoter, cut by cut."""
    for day in at:
        before = finished[: bisect_left(finished, day)]
        yield tuple(quoter(before, day) for quoter in quoters)


def judge(finished: Sequence[date], at: Sequence[date], quoted: Sequence[tuple[Odds | None, ...]]) -> Comparison | None:
    """A verdict on each quoter; None without a cut at which all of them gave dates."""
    fair = [cut for cut, odds in enumerate(quoted) if all(table is not None for table in odds)]
    if not fair:
        return None
    silent = [sum(table is None for table in each) for each in zip(*quoted, strict=True)]
    came = np.array([_came(finished, at[cut]) for cut in fair])
    scored = [_scored(np.array([quoted[cut][n] for cut in fair]), came) for n in range(len(silent))]
    regimes = np.array([regime(finished, at[cut]) for cut in fair])
    return Comparison(
        tuple(Verdict(_mean(scores), missing) for scores, missing in zip(scored, silent, strict=True)),
        tuple(
            (name, int(chosen.sum()), tuple(Verdict(_mean([score[chosen] for score in scores])) for scores in scored))
            for name in REGIMES
            if (chosen := regimes == name).any()
        ),
    )


def regime(finished: Sequence[date], day: date) -> Regime:
    """What the work before `day` looked like: silent before all else, then clean-up, then its trend."""
    first, start, now = (bisect_left(finished, day - timedelta(days=days)) for days in (LATELY + BEFORE, LATELY, 0))
    if now == bisect_left(finished, day - timedelta(days=SILENT_DAYS)):
        return SILENT
    days_before = min(BEFORE, (day - finished[0]).days - LATELY)
    usual, lately = (start - first) / days_before, (now - start) / LATELY
    busiest = max(np.unique(np.array(finished[start:now]), return_counts=True)[1])
    if busiest > max(NO_BULK, BULK * (now - first) / (days_before + LATELY)):
        return CLEAN_UP
    if lately * RISES < usual:
        return FALLING
    return RISING if lately > usual * RISES else STEADY


def _came(finished: Sequence[date], day: date) -> list[int]:
    first = bisect_left(finished, day)
    return [(finished[first + n - 1] - day).days + 1 for n in NEXT]


def _scored(quoted: Odds, came: NDArray[np.int64]) -> tuple[Odds, Odds, Odds, Odds]:
    """`quoted` (cuts, HORIZON + 1, NEXT), `came` (cuts, NEXT). Whether kept, and the randomised share of it, both (cuts, NEXT,
    ODDS); the losses and the widths, (cuts, NEXT)."""
    asked = np.array(ODDS)
    enough = quoted[..., None] >= asked
    days = np.where(enough.any(axis=1), enough.argmax(axis=1), HORIZON + 1.0)
    late = came[:, :, None] - days
    by, on = (np.take_along_axis(quoted, np.minimum(came + gap, HORIZON)[:, None], 1)[:, 0, :, None] for gap in (-1, 0))
    part = np.divide(asked - by, on - by, out=(asked >= on).astype(float), where=on > by)
    loss = np.maximum(asked * late, (asked - 1) * late).mean(axis=2)
    width = days[:, :, ODDS.index(0.85)] - days[:, :, ODDS.index(0.5)]
    return (late <= 0).astype(float), np.clip(part, 0, 1), loss, width


def _mean(scores: Sequence[Odds]) -> tuple[Judged, ...]:
    return tuple(
        Judged(n, tuple(kept.tolist()), tuple(part.tolist()), float(loss), float(width))
        for n, kept, part, loss, width in zip(NEXT, *(score.mean(axis=0) for score in scores), strict=True)
    )
