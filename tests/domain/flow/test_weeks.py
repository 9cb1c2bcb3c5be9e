"""Weeks begin on Monday. The current week is the last one and is incomplete."""

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
    assert by_week(done, date(2026, 11, 1), WEDNESDAY, 3) == (3, 0, 4)


@pytest.mark.parametrize(
    ("began", "weeks"), [(date(2026, 11, 15), (3, 0, 4)), (date(2026, 11, 16), (None, 0, 4)), (None, (None, None, 4))]
)
def test_a_week_before_the_first_item_is_not_one_without_work(began, weeks) -> None:  # P10
    assert by_week([(date(2026, 11, 9), 3), (WEDNESDAY, 4)], began, WEDNESDAY, 3) == weeks


@pytest.mark.parametrize(("day", "first"), [(23, 2), (25, 2), (29, 2), (30, 9)])
def test_four_weeks_go_back_to_the_monday_three_weeks_ago(day: int, first: int) -> None:
    assert first_day(date(2026, 11, day), 4) == date(2026, 11, first)


def test_a_year_end_is_no_border() -> None:
    assert by_week([(date(2026, 12, 31), 2), (date(2027, 1, 1), 1)], date(2026, 1, 1), date(2027, 1, 4), 2) == (3, 0)
