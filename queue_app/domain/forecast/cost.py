"""What a change of the order costs: which items slip or gain, by how much, and who leaves or enters this week.

Dates depend on the place and on the history, and a change of the order changes no history: nothing is forecast anew.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecast.forecast import ODDS, Forecast
from queue_app.domain.forecast.places import ForecastOrder, readable
from queue_app.domain.team.calendar import Dates

LEAST = 0.25
"""Working days: what slips by less is not told. Half a day is the least that is said."""

_FROM, _TO = ODDS.index(0.5), ODDS.index(0.85)


@dataclass(frozen=True, eq=False, slots=True)
class Cost:
    """The waiting items whose dates change, as columns (M,) in the order as it becomes: `ids`; `before` and `after` (2, M), the
    dates at 50 and 85 %, NaT for later than the horizon; `days`, by how many working days the date at 85 % moves, later
    positive, inf past the horizon. `leaves` and `enters`: the ids that the week's end separates from before, at 85 %."""

    ids: NDArray[np.int64]
    before: Dates
    after: Dates
    days: NDArray[np.float64]
    leaves: tuple[int, ...]
    enters: tuple[int, ...]

    @property
    def slips(self) -> int:
        """How many items come later."""
        return int((self.days > 0).sum())

    @property
    def gains(self) -> int:
        """How many items come sooner."""
        return int((self.days < 0).sum())

    @property
    def slip(self) -> float:
        """By how many working days the items that slip do so, the median in half days; 0 without any, inf past the horizon."""
        return _half_days(self.days[self.days > 0])

    @property
    def gain(self) -> float:
        """As `slip`, of the items that come sooner."""
        return _half_days(-self.days[self.days < 0])


def cost(before: ForecastOrder, after: ForecastOrder, forecast: Forecast) -> Cost:
    """What it costs to change the order `before` into `after`. Items that are in one of them only, that run or are blocked
    have no cost of their own."""
    n_before, n_after = readable(before, forecast), readable(after, forecast)
    _, was, now = np.intersect1d(before.ids, after.ids, assume_unique=True, return_indices=True)
    both = (n_before[was] > 0) & (n_after[now] > 0) & (n_before[was] != n_after[now])
    was, now = was[both], now[both]
    in_order = np.argsort(now)
    was, now = n_before[was[in_order]], now[in_order]
    ids, now = after.ids[now], n_after[now]
    days = _later(forecast.reached[_TO, was], forecast.reached[_TO, now])
    told = np.abs(days) >= LEAST
    ids, was, now, days = ids[told], was[told], now[told], days[told]
    within = forecast.dates[_TO] <= np.datetime64(week_end(forecast))
    return Cost(
        ids,
        forecast.dates[_FROM : _TO + 1 : _TO - _FROM, was],
        forecast.dates[_FROM : _TO + 1 : _TO - _FROM, now],
        days,
        tuple(ids[within[was] & ~within[now]].tolist()),
        tuple(ids[~within[was] & within[now]].tolist()),
    )


def week_end(forecast: Forecast) -> date:
    """The Sunday of the week that is meant by "this week": that of the first working day."""
    first: date = forecast.days[0].item() if len(forecast.days) else forecast.today
    return first + timedelta(days=6 - first.weekday())


def _later(was: NDArray[np.float64], now: NDArray[np.float64]) -> NDArray[np.float64]:
    """Working days; 0 where both lie past the horizon."""
    both = np.isinf(was) & np.isinf(now)
    return np.subtract(now, was, out=np.zeros_like(now), where=~both)


def _half_days(days: NDArray[np.float64]) -> float:
    """The middle one, rounded to half days."""
    return float(np.rint(2 * np.sort(days)[len(days) // 2]) / 2) if len(days) else 0.0
