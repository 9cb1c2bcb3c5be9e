"""The fan chart: how many items are finished by each coming day, as bands around even odds that widen with time."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from queue_app.domain.chart import Axis, axis_to
from queue_app.domain.flow.span import DAY, Span
from queue_app.domain.forecast.forecast import Forecast
from queue_app.domain.forecast.team import EVEN
from queue_app.domain.team.calendar import Numbers

BANDS = ((0.95, 0.05), (0.85, 0.15), (0.7, 0.3))
"""Widest first: the odds at the lower and at the upper edge."""

LEAST_DAYS, MOST_POINTS, MOST_ROWS = 56, 60, 10
TABLE_ODDS = (0.5, 0.85, 0.95)

Point = tuple[float, float]
"""The end of a day in per cent of the span, and the height in per cent of the axis."""


@dataclass(frozen=True, slots=True)
class Fan:
    """`bands`: (upper, lower) edge of each of BANDS; `even`: the line of even odds. `rows`: a day, and the items finished by
    its end at each of TABLE_ODDS."""

    span: Span
    axis: Axis
    bands: tuple[tuple[tuple[Point, ...], tuple[Point, ...]], ...]
    even: tuple[Point, ...]
    rows: tuple[tuple[date, tuple[int, ...]], ...]

    def at(self, day: date) -> float:
        """The end of `day` in per cent of the span, at most 100."""
        return min(100.0, self.span.at(day + DAY))


def fan(forecast: Forecast, until: date) -> Fan:
    """The fan from today to `until`, but at least eight weeks and not beyond the horizon."""
    last = min(max(until, forecast.today + (LEAST_DAYS - 1) * DAY), forecast.last)
    span = Span(forecast.today, last)
    number = forecast.number(last)
    numbers = np.unique(np.linspace(1, number, min(number, MOST_POINTS)).round().astype(np.int64))
    levels = {odds: _level(forecast, numbers, odds) for odds in {EVEN, *(odds for band in BANDS for odds in band)}}
    axis = axis_to(max([*levels[BANDS[1][1]], 1]))
    ends = [0.0, *(span.at(forecast.days[n - 1].item() + DAY) for n in numbers)]
    edge = {odds: tuple(zip(ends, (axis.up(n) for n in (0, *level)), strict=True)) for odds, level in levels.items()}
    return Fan(
        span=span,
        axis=axis,
        bands=tuple((edge[upper], edge[lower]) for lower, upper in BANDS),
        even=_up_to_top(edge[EVEN]),
        rows=_rows(forecast, last),
    )


def _up_to_top(line: tuple[Point, ...]) -> tuple[Point, ...]:
    """The line up to the point where it leaves the chart, so that it does not run along the edge."""
    below = sum(up < 100 for _, up in line)
    return line[: below + 1]


def _level(forecast: Forecast, number: Numbers, odds: float) -> list[float]:
    """The items finished by each of these working days with those odds, interpolated."""
    most = np.arange(forecast.reach + 1)
    return [float(np.interp(-odds, -forecast.finished.by(int(n)), most)) for n in number]


def _rows(forecast: Forecast, last: date) -> tuple[tuple[date, tuple[int, ...]], ...]:
    """The last working day of each week, thinned out to MOST_ROWS."""
    days: list[date] = forecast.days[: forecast.number(last)].astype(object).tolist()
    ends = [day for day, after in pairwise([*days, None]) if day and (not after or after.weekday() <= day.weekday())]
    shown = ends[:: -(-len(ends) // MOST_ROWS) or 1]
    return tuple((day, tuple(forecast.how_many(day, odds) for odds in TABLE_ODDS)) for day in shown)
