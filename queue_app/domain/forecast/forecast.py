"""The forecast of a team as one value, computed once a forecast day and read many times.

`forecast()` computes it from the history. `Forecast` answers when, how many, how likely, and has the dates of every position. The
result depends only on the arguments: cache it by (team, forecast day, last event of completions or calendar, `usual`, `reach`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.errors import N_, InputError
from queue_app.domain.forecast.counts import at_least, spread
from queue_app.domain.forecast.curve import Curve
from queue_app.domain.forecast.doubt import own_doubt
from queue_app.domain.forecast.fit import Floats, fit
from queue_app.domain.forecast.quality import Quality, quality
from queue_app.domain.team.calendar import Calendar, Completions, Dates

ODDS = (0.5, 0.7, 0.85, 0.95)
"""The probabilities of quoted dates."""

HORIZON = 1095
"""Calendar days. Beyond these three years a page only shows "later than"."""

YEAR = timedelta(days=365)
"""Beyond a year no date is safe, and a page says so instead."""

SMALLEST_REACH = 100


@dataclass(frozen=True, slots=True)
class Range:
    """The dates at 50, 70, 85 and 95 %. None means later than the horizon, or no dates at all. `rough`: little is known about
    such items."""

    p50: date | None
    p70: date | None
    p85: date | None
    p95: date | None
    rough: bool = field(default=False, kw_only=True)

    def at(self, odds: float) -> date | None:
        """The date at one of ODDS."""
        return (self.p50, self.p70, self.p85, self.p95)[ODDS.index(odds)]

    def until(self, last: date) -> "Range":
        """The range without the dates after `last`."""
        dates = (self.p50, self.p70, self.p85, self.p95)
        return Range(*(day if day and day <= last else None for day in dates), rough=self.rough)


@dataclass(frozen=True, eq=False, slots=True)
class Forecast:
    """`items`: how many items were finished since `since`. `days` (H,): working days from `today` to the horizon; H may be 0.

    `finished`: the odds of the n-th completion from now on. `waiting`: the odds of the n-th item if nothing is put above it.
    `dates` (4, reach + 1): the dates of the n-th item at each of ODDS, NaT beyond the horizon. `reached`: the same as fractional
    working days from today, inf beyond the horizon.

    If `quality.level` is "none" there are no dates, and every number is 0.
    """

    today: date
    quality: Quality
    items: int
    since: date | None
    days: Dates
    finished: Curve
    waiting: Curve
    dates: Dates
    reached: Floats

    @property
    def reach(self) -> int:
        """The largest n. Beyond it the methods raise IndexError."""
        return self.waiting.most

    @property
    def last(self) -> date:
        """The last day of the horizon. If there are dates, None means "later than" this day."""
        return self.today + timedelta(days=HORIZON)

    def when(self, n: int, odds: float) -> date | None:
        """The first day with at least these odds that the n-th completion has happened."""
        return self.first_day(self.finished.column(n), odds)

    def first_days(self, odds: float) -> Dates:
        """`when` for each n, (reach + 1,); NaT beyond the horizon."""
        return _dates(self.days, self.finished.first_days(odds))

    def completion(self, n: int) -> Range:
        """The dates of the n-th completion from now on."""
        return Range(*(self.when(n, odds) for odds in ODDS))

    def place(self, n: int) -> Range:
        """The dates of the n-th item if nothing is put above it."""
        if not 0 <= n <= self.reach:
            raise IndexError(n)
        return Range(*self.dates[:, n].tolist())

    def how_many(self, day: date, odds: float) -> int:
        """How many items are finished by the end of `day` with at least these odds, up to `reach`."""
        return int(np.count_nonzero(self.finished.by(self.number(day))[1:] >= odds))

    def odds(self, n: int, day: date) -> float:
        """The probability of n completions by the end of `day`."""
        return float(self.finished.column(n).by(self.number(day))[0])

    def place_odds(self, n: int, day: date) -> float:
        """The probability that the n-th waiting item is finished by the end of `day`."""
        return float(self.waiting.column(n).by(self.number(day))[0])

    def put_above(self, n: int, items: Floats) -> Range:
        """The dates of `place(n)` if by each day of the grid a net number of `items` (D,) was put above it."""
        curve = self.waiting.moving(n, np.rint(items).astype(np.int64))
        return Range(*(self.first_day(curve, odds) for odds in ODDS))

    def expected(self) -> Floats:
        """The mean number of items finished by each day of the grid, (D,), at most `reach`."""
        mean: Floats = self.finished.odds[:, 1:].sum(axis=1)
        return mean

    @property
    def year(self) -> date:
        """The last day of the coming year. Beyond it a page says "no safe date"."""
        return self.today + YEAR

    def number(self, day: date) -> int:
        """The number of working days from today to `day`, both included."""
        return int(np.searchsorted(self.days, np.datetime64(day), "right"))

    def first_day(self, curve: Curve, odds: float) -> date | None:
        """The date on which the curve of a single n reaches the odds."""
        day: date | None = _dates(self.days, curve.first_days(odds))[0].item()
        return day

    def calendar_days(self) -> Floats:
        """The days of the grid as calendar days, (D,). The first is 0, today is 1."""
        number = self.waiting.number
        if not len(self.days):
            return np.zeros(len(number))
        dates = self.days[np.maximum(number, 1) - 1]
        return np.where(number > 0, (dates - np.datetime64(self.today)).astype(np.float64) + 1, 0)


def forecast(
    history: Completions, calendar: Calendar, today: date, *, usual: int = 1, reach: int = SMALLEST_REACH
) -> Forecast:
    """The forecast on the forecast day `today`. `usual`: how many items the team usually has in progress (L), at least 1.
    `reach`: the largest n to answer. For a cached forecast, pass it through `rounded_reach`."""
    level = quality(history, today)
    days = calendar.dates(today, today + timedelta(days=HORIZON))
    known = level.level != "none"
    finished, waiting = _curves(history, calendar, days, usual, reach) if known else _without_dates(days, reach)
    first_days = np.array([waiting.first_days(odds) for odds in ODDS])
    return Forecast(
        today=today,
        quality=level,
        items=int(history.counts.sum()),
        since=history.days[0].item() if len(history.days) else None,
        days=days,
        finished=finished,
        waiting=waiting,
        dates=_dates(days, first_days),
        reached=np.array([waiting.reached(odds) for odds in ODDS]),
    )


def rounded_reach(most: int) -> int:
    """The smallest of 100, 150, 200, 300, 400, 600, 800, 1000, ... that is at least `most`.

    An axis can end at each of these numbers. A forecast has no odds beyond its reach, so its fan ends there in the chart.
    """
    return next(reach for reach in _reaches() if reach >= most)


def _reaches() -> Iterator[int]:
    ten = SMALLEST_REACH // 2
    while True:
        yield from (ten * part for part in (2, 3, 4, 6, 8, 12, 16))
        ten *= 10


def completions(history: Completions, calendar: Calendar, days: Dates, most: int) -> Curve:
    """The odds of 0 to `most` completions within the working days `days`. The history must not be empty."""
    curve = Curve.of_nothing(len(days), most)
    for rows, odds in _by_part(history, calendar, days, curve.number[1:], most):
        curve.odds[1:][rows, 1:] = odds
    return curve


def _by_part(
    history: Completions, calendar: Calendar, days: Dates, number: NDArray[np.int64], most: int
) -> Iterator[tuple[slice, Floats]]:
    """The odds of 1 to `most` completions by these working days, in batches of days."""
    learned = fit(history, calendar.share)
    mean, dispersion = spread(learned, own_doubt(learned), number, learned.expected(days)[number - 1])
    return at_least(mean, dispersion, most)


def _curves(history: Completions, calendar: Calendar, days: Dates, usual: int, reach: int) -> tuple[Curve, Curve]:
    """The odds of 0 to `reach` completions, and of the n-th item if `usual` items run at a time."""
    finished, waiting = _without_dates(days, reach)
    at_once = min(usual, reach)
    for rows, odds in _by_part(history, calendar, days, finished.number[1:], reach + _margin(usual)):
        finished.odds[1:][rows, 1:] = odds[:, :reach]
        begun = _in_any_order(odds, usual)
        waiting.odds[1:][rows, : at_once + 1] = begun[:, :1]
        waiting.odds[1:][rows, at_once + 1 :] = begun[:, 1 : reach - at_once + 1]
    return finished, waiting


def _without_dates(days: Dates, reach: int) -> tuple[Curve, Curve]:
    finished, waiting = (Curve.of_nothing(len(days), reach) for _ in range(2))
    waiting.odds[:, 0] = 0  # Even the first item is started before it is finished.
    return finished, waiting


def _margin(usual: int) -> int:
    """The number of further columns that `_in_any_order` reads. The rest has odds below one in a million."""
    return 14 * (usual - 1) + 1


def _in_any_order(finished: Floats, usual: int) -> Floats:
    """The odds of an item that is started after s = 0, 1, ... completions, if `usual` items (L) run at a time and finish in any
    order. `finished`: the odds of completions, from the first. The n-th item is started after s = max(0, n - L).

    It is then one of L running items, so it is completion s + Geometric(1 / L). The sum over the geometric distribution,
    p sum_j (1 - p)^j G(s + 1 + j), is computed by doubling the partial sums.
    """
    odds, stays = finished / usual, 1 - 1 / usual
    step = 1
    while step < odds.shape[1] and stays**step > 1e-9:
        odds[:, :-step] += stays**step * odds[:, step:]
        step *= 2
    return odds


def _dates(days: Dates, number: NDArray[np.int64]) -> Dates:
    """The dates of working days counted from 1; NaT for -1 and 0."""
    return np.concatenate([days, [np.datetime64("NaT")]])[np.where(number > 0, number - 1, -1)]


AHEAD, FRIDAY = timedelta(days=28), 4


def chosen_day(by: date | None, forecast: Forecast) -> date:
    """The chosen day, by default the Friday of the week in four weeks. Raises InputError if it is past or too far ahead."""
    if by is None:
        ahead = forecast.today + AHEAD
        return ahead + timedelta(days=max(0, FRIDAY - ahead.weekday()))
    if by < forecast.today:
        raise InputError("by", N_("This day is not in the future. Choose a later one."))
    if by > forecast.last:
        raise InputError("by", N_("Choose a day in the next three years. Forecasts end there."))
    return by
