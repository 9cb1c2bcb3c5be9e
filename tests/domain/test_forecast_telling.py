"""Never 100 %, and in weeks where days are not known."""

from datetime import date, timedelta

import pytest

from queue_app.domain.forecasting.forecast import Range
from queue_app.domain.forecasting.telling import in_weeks, percent, week_of

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("odds", "told"),
    [
        (1.0, "> 95 %"),
        (0.9501, "> 95 %"),
        (0.95, "95 %"),
        (0.724, "72 %"),
        (0.01, "1 %"),
        (0.004, "< 1 %"),
        (0.0, "< 1 %"),
    ],
)
def test_odds_are_told_without_being_sure(odds: float, told: str) -> None:
    assert percent(odds) == told


def test_far_dates_are_told_in_weeks() -> None:
    near, far = (TODAY + timedelta(days=days) for days in (20, 21))
    assert not in_weeks(Range(near, near, far, far), TODAY)
    assert in_weeks(Range(far, far, far, None), TODAY)
    assert in_weeks(Range(None, None, None, None), TODAY)
    assert week_of(date(2027, 1, 3)) == date(2026, 12, 28)
