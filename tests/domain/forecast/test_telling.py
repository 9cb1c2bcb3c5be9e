"""Odds are never shown as 100 %."""

import pytest

from queue_app.domain.forecast.quality import percent


@pytest.mark.parametrize(
    ("odds", "told"),
    [
        (1.0, "> 95\u00a0%"),
        (0.9501, "> 95\u00a0%"),
        (0.95, "95\u00a0%"),
        (0.724, "72\u00a0%"),
        (0.01, "1\u00a0%"),
        (0.004, "< 1\u00a0%"),
        (0.0, "< 1\u00a0%"),
    ],
)
def test_odds_are_told_without_being_sure(odds: float, told: str) -> None:
    assert percent(odds) == told
