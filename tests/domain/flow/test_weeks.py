"""Weeks begin on Monday; the present one is the last and goes on."""

from datetime import date

import pytest

from queue_app.domain.flow.span import by_week, first_day

WEDNESDAY = date(2026, 11, 25)


def test_the_present_week_is_the_last() -> None:
    done = [
        (date(2026, 11, 8), 7),
        (date(2026, 11, 9), 1),
        (date(2026, 11, 15), 2),
        (date(2026, 11, 23), 3),
        (WEDNESDAY, 1),
    ]
    assert by_week(done, WEDNESDAY, 3) == (3, 0, 4)


@pytest.mark.parametrize(("day", "first"), [(23, 2), (25, 2), (29, 2), (30, 9)])
def test_four_weeks_go_back_to_the_monday_three_weeks_ago(day: int, first: int) -> None:
    assert first_day(date(2026, 11, day), 4) == date(2026, 11, first)


def test_a_year_end_is_no_border() -> None:
    assert by_week([(date(2026, 12, 31), 2), (date(2027, 1, 1), 1)], date(2027, 1, 4), 2) == (3, 0)
