"""The older a running item is, the less quickly finished items say about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_app.domain.forecast.running import lasting

TWO_KINDS = [1] * 20 + [10] * 20


def test_a_new_item_is_like_all_of_them_and_an_old_one_like_the_slow_ones() -> None:
    known = lasting(TWO_KINDS, [])
    assert known.odds(0, 1) == pytest.approx(0.5)
    assert known.odds(2, 7) == pytest.approx(0)
    assert known.odds(2, 8) == pytest.approx(1)
    assert (known.days_left(0, 0.5), known.days_left(0, 0.85), known.days_left(2, 0.5)) == (1, 10, 8)


def test_what_still_runs_lasts_at_least_so_long() -> None:
    """Kaplan and Meier's way, by hand: at one day 60 are at risk and 20 end; at ten days the 20 that were running at five
    days are gone."""
    known = lasting(TWO_KINDS, [5] * 20)
    assert known.odds(0, 1) == pytest.approx(1 / 3)
    assert known.odds(0, 9) == pytest.approx(1 / 3)
    assert known.odds(0, 10) == pytest.approx(1)
    assert known.odds(2, 8) == pytest.approx(1)


def test_an_item_older_than_all_others_has_no_odds() -> None:
    known = lasting(TWO_KINDS, [30])
    assert known.odds(11, 5) is None
    assert known.days_left(11, 0.5) is None


def test_where_the_longest_are_running_yet_the_end_is_unknown() -> None:
    known = lasting([1] * 30, [1] * 30)
    assert known.days_left(0, 0.5) == 1
    assert known.days_left(0, 0.85) is None


def test_with_fewer_than_thirty_nothing_is_said() -> None:
    assert lasting([3] * 29, [1]) is None


def test_an_item_older_than_most_get_is_rough() -> None:
    """Of forty items, 34 are finished within a day and 40 within ten: 85 % by the first day."""
    known = lasting([1] * 34 + [10] * 6, [])
    assert [known.rough(age) for age in (0, 1, 2, 10, 30)] == [False, False, True, True, True]


def test_where_no_age_is_known_by_which_most_are_finished_nothing_is_rough() -> None:
    assert not lasting([1] * 30, [1] * 30).rough(5)


TIMES = st.lists(st.integers(0, 40), min_size=30, max_size=60)


@given(TIMES, st.lists(st.integers(0, 60), max_size=20), st.integers(0, 45), st.floats(0.05, 0.95))
def test_the_days_left_are_the_first_that_reach_the_odds(
    done: list[int], running: list[int], age: int, odds: float
) -> None:
    known = lasting(done, running)
    left = known.days_left(age, odds)
    if left is not None:
        assert known.odds(age, left) >= odds - 1e-9
        assert left == 0 or known.odds(age, left - 1) < odds
