"""The odds that an area pauses: golden values, and their words."""

import pytest

from queue_app.domain.cover.odds import Outlook, odds_of_pause, odds_without, outlook, span
from tests.domain.cover.cover_team import ALICE, BOB, CAROL, finished, payments


@pytest.mark.parametrize(
    ("pace", "days", "odds"),
    [
        (0.0, 30, 1.0),
        (0.1, 7, 0.4966),
        (0.1, 30, 0.0498),
        (0.02, 30, 0.5488),
        (0.02, 90, 0.1653),
        (1 / 129.9, 7, 0.9476),
    ],
)
def test_golden_values(pace, days, odds) -> None:
    assert odds_of_pause(pace, days) == pytest.approx(odds, abs=1e-4)


def test_from_a_history_to_the_odds() -> None:
    """Alice did 12, Bob 4 today, Carol 4 of them 90 days ago: e_90 is 12, 4 and 2, the mass is 129.9 days."""
    area = payments(finished(ALICE, items=12), finished(BOB, items=4), finished(CAROL, items=4, days=90))
    assert [pace * 129.9 for pace in area.paces] == pytest.approx([18, 6, 2], rel=0.01)
    assert odds_without(area, 1, 30) == pytest.approx(0.2501, abs=0.003)
    assert odds_without(area, 2, 30) == pytest.approx(0.6301, abs=0.003)


def test_days_are_a_week_a_month_or_a_quarter() -> None:
    assert [span(days) for days in (1, 7, 8, 30, 31, 400, None)] == [7, 7, 30, 30, 90, 90, 90]


def test_the_words() -> None:
    assert [outlook(odds) for odds in (1, 0.7, 0.69, 0.31, 0.3, 0)] == [
        Outlook.PAUSE, Outlook.PAUSE, Outlook.OPEN, Outlook.OPEN, Outlook.GOES_ON, Outlook.GOES_ON,
    ]  # fmt: skip
