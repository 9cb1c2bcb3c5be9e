"""How odds and dates are told: never as sure, and far ones only as exactly as they are known."""

from datetime import date, timedelta

from queue_app.domain.forecasting.forecast import Range

SUREST, LEAST_SURE = 95, 1
"""Per cent. More is told as "more than", less as "less than"."""

WEEKS_FROM = 21
"""From so many calendar days ahead a range is told in weeks."""


def percent(odds: float) -> str:
    """The odds in per cent: "72 %", "> 95 %", "< 1 %"; never 0 and never 100."""
    rounded = int(odds * 100 + 0.5)
    if odds * 100 > SUREST:
        return f"> {SUREST} %"
    return f"{rounded} %" if rounded >= LEAST_SURE else f"< {LEAST_SURE} %"


def in_weeks(dates: Range, today: date) -> bool:
    """Whether the range is so far ahead that weeks are all that can be told. A date beyond the horizon is far."""
    return dates.p50 is None or (dates.p50 - today).days >= WEEKS_FROM


def week_of(day: date) -> date:
    """The Monday that names the week."""
    return day - timedelta(days=day.weekday())
