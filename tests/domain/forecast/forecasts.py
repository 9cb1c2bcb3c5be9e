"""Histories to forecast from."""

from collections.abc import Sequence
from datetime import date, timedelta

from queue_app.domain.forecast.forecast import Forecast, forecast
from queue_app.domain.team.calendar import Calendar

MONDAY = date(2026, 9, 7)
MON_FRI, EVERY_DAY = Calendar(), Calendar(working_days="1111111")
WEEK = (1, 0, 2, 1, 3, 0, 0)
STEADY = WEEK * 8


def days(counts: Sequence[int], first: date = MONDAY) -> list[date]:
    """The finishes of this many items on each calendar day, from `first` on."""
    return [first + timedelta(days=n) for n, count in enumerate(counts) for _ in range(count)]


def made(
    counts: Sequence[int] = STEADY,
    calendar: Calendar = MON_FRI,
    *,
    quiet: int = 0,
    usual: int = 1,
    reach: int = 100,
) -> Forecast:
    """The forecast on the day after such a history and some days without a finish."""
    today = MONDAY + timedelta(days=len(counts) + quiet)
    return forecast(calendar.history(days(counts), today), calendar, today, usual=usual, reach=reach)
