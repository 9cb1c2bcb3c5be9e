"""An item is old if it takes longer than most of the team's finished items."""

import pytest

from queue_app.domain.flow.ages import how_old, longer_of_ten, past

MANY = past(range(1, 101))


@pytest.mark.parametrize(("share", "days"), [(50, 50), (85, 85), (95, 95), (100, 100)])
def test_the_percentile_is_the_nearest_rank(share: int, days: int) -> None:
    assert MANY.percentile(share) == days


def test_a_percentile_is_at_least_one_day() -> None:
    assert past([0] * 20).percentile(85) == 1


@pytest.mark.parametrize(
    ("days", "old", "share"), [(85, "", 84), (86, "over", 85), (95, "over", 94), (96, "red", 95), (500, "red", 100)]
)
def test_an_age_over_85_per_cent_is_old_and_over_95_red(days: int, old: str, share: int) -> None:
    assert how_old(days, MANY) == (old, share)


@pytest.mark.parametrize(("finished", "days", "old"), [([3] * 19, 6, ""), ([3] * 19, 7, "over"), ([], 500, "")])
def test_with_too_few_finished_old_is_over_twice_the_median(finished: list[int], days: int, old: str) -> None:
    assert how_old(days, past(finished)) == (old, None)


@pytest.mark.parametrize(("finished", "old"), [([0], ""), ([0, 1], ""), ([0, 1, 1], "over")])
def test_one_or_two_finished_items_make_nothing_usual(finished, old):  # P10
    assert how_old(9, past(finished)) == (old, None)


@pytest.mark.parametrize(("days", "longer"), [(0, 10), (1, 10), (40, 6), (94, 1), (95, 1), (96, 0), (100, 0)])
def test_of_ten_items_some_take_longer(days: int, longer: int) -> None:
    assert longer_of_ten(days, MANY) == longer


def test_one_that_took_as_long_as_all_others_is_not_called_slow_or_quick() -> None:
    assert longer_of_ten(3, past([3] * 20)) == 0
    assert longer_of_ten(3, past([3] * 19)) is None
