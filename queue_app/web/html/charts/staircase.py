"""Forecast ranges on one time axis: rows form a staircase that widens downwards. Positions are in per cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from queue_app.domain.forecast.forecast import Range
from queue_app.web.html.dates import NEAR

LAST_ROW = 30
"""The axis ends with the range of this row. Later ranges run off the edge, so that near rows stay readable."""

SHORTEST = 28
MARKS = 3
WITH_YEARS = 2
"""Marks on an axis with years in the labels: three would overlap."""
LABEL = 0.26
"""The share of the axis that a label and its gap take."""


@dataclass(frozen=True, slots=True)
class Staircase:
    """The axis from `today` over `days` calendar days, with its `marks`: (position, day)."""

    today: date
    days: int
    marks: tuple[tuple[float, date], ...]

    def at(self, day: date) -> float:
        """The position of a day."""
        return round(100 * (day - self.today).days / self.days, 1)

    def bar(self, when: Range | None) -> tuple[float, float] | None:
        """The position of even odds, and the width up to 85 %; None if there is nothing to draw."""
        if when is None or when.p50 is None:
            return None
        start = self.at(when.p50)
        end = self.at(when.p85) if when.p85 else 200
        return (start, round(max(0, end - start), 1)) if start <= 100 else None


def staircase(today: date, ranges: Sequence[Range | None], label: float = LABEL) -> Staircase | None:
    """The axis for the rows of a page. `label` is the share that a label takes. None if no row has a range."""
    ends = [when.p85 or when.p50 for when in ranges[:LAST_ROW] if when and when.p50]
    if not ends:
        return None
    days = max(SHORTEST, (max(filter(None, ends)) - today).days + 2)
    marks = tuple((round(100 * (day - today).days / days, 1), day) for day in _marks(today, days, label))
    return Staircase(today, days, marks)


def _marks(today: date, days: int, label: float) -> list[date]:
    """Mondays, or firsts of a month if those are too many.

    A mark too near an edge or another mark is left out: its label would overlap.
    """
    near, far = today + timedelta(days=ceil(days * 0.2)), today + timedelta(days=days * 0.92)
    every = [near + timedelta(days=n) for n in range((far - near).days + 1)]
    mondays = [day for day in every if day.weekday() == 0]
    marked = mondays if len(mondays) <= 3 * MARKS else [day for day in every if day.day == 1]
    most = MARKS if days <= NEAR.days else WITH_YEARS
    apart = ceil(len(marked) / most)
    if len(marked) > 1:
        apart = max(apart, ceil(days * label / (marked[1] - marked[0]).days))
    return marked[:: apart or 1]
