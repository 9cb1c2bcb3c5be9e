"""Never 100 %."""

import pytest

from queue_app.domain.forecast.quality import percent


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
