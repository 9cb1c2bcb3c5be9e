"""The cost of a change of the order: which items slip or gain, by how much, and which leave or enter this week.

Dates depend on the position and the history. A change of the order does not change the history, so no new forecast is needed.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from queue_app.domain.forecast.forecast import ODDS, Forecast
from queue_app.domain.forecast.places import ForecastOrder, readable
from queue_app.domain.team.calendar import Dates

LEAST = 0.25
"""Working days. Smaller slips are left out; the smallest reported one is half a day."""

_FROM, _TO = ODDS.index(0.5), ODDS.index(0.85)


@dataclass(frozen=True, eq=False, slots=True)
class Cost:
    """The waiting items whose dates change, as columns (M,) in the new order: `ids`; `before` and `after` (2, M), the
    dates at 50 and 85 %, NaT beyond the horizon; `days`, the shift of the 85 % date in working days, later
    positive, inf past the horizon. `leaves` and `enters`: the ids that leave or enter this week at 85 %."""

    ids: NDArray[np.int64]
    before: Dates
    after: Dates
    days: NDArray[np.float64]
    leaves: tuple[int, ...]
    enters: tuple[int, ...]

    @property
    def slips(self) -> int:
        """How many items are finished later."""
        return int((self.days > 0).sum())

    @property
    def gains(self) -> int:
        """How many items are finished sooner."""
        return int((self.days < 0).sum())

    @property
    def slip(self) -> float:
        """The median slip of the items that slip, in working days, rounded to halves; 0 if none slips, inf past the horizon."""
        return _half_days(self.days[self.days > 0])

    @property
    def gain(self) -> float:
        """As `slip`, for the items that are finished sooner."""
        return _half_days(-self.days[self.days < 0])


def cost(before: ForecastOrder, after: ForecastOrder, forecast: Forecast) -> Cost:
    """The cost of the change from the order `before` to `after`. Items that run, are blocked or are in only one of the two orders
    have no cost."""
    n_before, n_after = readable(before, forecast), readable(after, forecast)
    _, was, now = np.intersect1d(before.ids, after.ids, assume_unique=True, return_indices=True)
    both = (n_before[was] > 0) & (n_after[now] > 0) & (n_before[was] != n_after[now])
    was, now = was[both], now[both]
    in_order = np.argsort(now)
    was, now = n_before[was[in_order]], now[in_order]
    ids, now = after.ids[now], n_after[now]
    days = _later(forecast.reached[_TO, was], forecast.reached[_TO, now])
    notable = np.abs(days) >= LEAST
    ids, was, now, days = ids[notable], was[notable], now[notable], days[notable]
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
    """The Sunday that ends "this week": the week of the first working day from today."""
    first: date = forecast.days[0].item() if len(forecast.days) else forecast.today
    return first + timedelta(days=6 - first.weekday())


def _later(was: NDArray[np.float64], now: NDArray[np.float64]) -> NDArray[np.float64]:
    """The difference in working days; 0 if both are past the horizon."""
    both = np.isinf(was) & np.isinf(now)
    return np.subtract(now, was, out=np.zeros_like(now), where=~both)


def _half_days(days: NDArray[np.float64]) -> float:
    """The median (the upper of two), rounded to half days."""
    return float(np.rint(2 * np.sort(days)[len(days) // 2]) / 2) if len(days) else 0.0
