"""Back-test of a forecast: at every cut it sees only earlier completions, and its dates are compared with what happened.

Coverage is the share of dates that were kept. Dates are whole days, so slightly more are kept than the odds say. Randomised
coverage (PIT, the probability integral transform) corrects this. Take the interval from the odds of the day before the actual day
to the odds of the actual day: the part of it below the requested odds counts as kept. Source: Czado, Gneiting and Held,
Predictive Model Assessment for Count Data, 2009.

Calibration is the distance of randomised coverage from the odds. Pinball loss is the cost of a date that is too early or too
late, weighted by its odds: smaller is better. Source: Koenker and Bassett, Regression Quantiles, 1978.
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
"""Calendar days of history before the first cut; and roughly the default number of cuts."""

Odds = NDArray[np.float64]
"""(HORIZON + 1, 4): the odds that each of NEXT is finished within as many calendar days as the row's index. Row 0, the evening
before the cut, is 0. The odds never fall with the day."""

Quoter = Callable[[Sequence[date], date], Odds | None]
"""Takes the days of earlier completions, ascending, and the day of the cut. Returns None if there are no dates."""

Model = Callable[[Completions, Calendar, Dates, int], Curve]
"""Takes a history, its calendar, the working days ahead and the largest n. `forecast.completions` is the product's."""

Regime = str
SILENT, CLEAN_UP, FALLING, RISING, STEADY = REGIMES = ("silent", "clean-up", "falling", "rising", "steady")
"""What the work before a cut looked like, from what was known then."""

LATELY, BEFORE, SILENT_DAYS = 28, 180, 14
"""Calendar days: the recent period, the period before it to compare with, and the length of a silence without completions."""

RISES = 1.5
"""The ratio of items a day, LATELY to BEFORE: above RISES the work is rising, below 1 / RISES it is falling."""


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
        """The share of dates kept at `odds` (one of ODDS), the mean over NEXT."""
        return fmean(judged.coverage[ODDS.index(odds)] for judged in self.judged)

    def randomised(self, odds: float) -> float:
        """The randomised coverage at `odds` (one of ODDS), the mean over NEXT."""
        return fmean(judged.randomised[ODDS.index(odds)] for judged in self.judged)

    def loss_against(self, other: "Verdict") -> float:
        """The pinball loss divided by the other's, the mean over NEXT; below 1 is better than the other."""
        return fmean(
            mine.pinball / theirs.pinball if theirs.pinball else 1.0
            for mine, theirs in zip(self.judged, other.judged, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdicts on all quoters, over the cuts at which all of them gave dates; and the same by regime, as (regime, number of
    cuts, verdicts), for each regime that occurs."""

    verdicts: tuple[Verdict, ...]
    by_regime: tuple[tuple[Regime, int, tuple[Verdict, ...]], ...]


def cuts(finished: Sequence[date], every: int | None = None) -> list[date]:
    """The days at which a history is cut, `every` days apart (None: about 150 cuts). The first is 90 days after the first
    completion, the last has 30 more completions to come. `finished` ascends. Empty if the history is too short."""
    if len(finished) <= NEXT[-1]:
        return []
    first, last = finished[0] + timedelta(days=WARM_UP), finished[-NEXT[-1]]
    step = every or max(1, -(-((last - first).days + 1) // CUTS))
    return [first + timedelta(days=ahead) for ahead in range(0, (last - first).days + 1, step)]


def quoter(model: Model, calendar: Calendar) -> Quoter:
    """The quoter of a model in this calendar. It returns None if the product would give no dates."""

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
    """A verdict on each quoter; None if there is no cut at which all of them gave dates."""
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
    """The regime of the work before `day`. Silent has precedence, then clean-up, then the trend."""
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
    """Whether each date was kept, and its randomised share, (cuts, NEXT, ODDS); the losses and the widths, (cuts, NEXT).

    `quoted` is (cuts, HORIZON + 1, NEXT), `came` is (cuts, NEXT).
    """
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
