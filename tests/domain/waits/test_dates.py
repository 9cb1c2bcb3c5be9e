"""No date is earlier than that of the awaited item: by place in the same queue, else by the later day at each of the odds."""

from datetime import date, timedelta

from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.places import ForecastOrder, Open
from queue_app.domain.waits.dates import OwnDates, joint_dates, latest

TODAY = date(2026, 11, 30)
HERE, THERE = 1, 2


def days(*counts: int | None, rough: bool = False) -> Range:
    return Range(*(None if n is None else TODAY + timedelta(days=n) for n in counts), rough=rough)


def read(team: int, n: int) -> Range:
    """The n-th item of either team needs n days and some more."""
    return days(n, n + 1, n + 2, n + 4)


def test_in_one_queue_an_item_has_the_place_of_the_last_that_it_waits_for() -> None:
    own = {1: OwnDates(HERE, 1), 2: OwnDates(HERE, 2), 7: OwnDates(HERE, 7), 9: OwnDates(HERE, 9)}
    joint = joint_dates(own, {1: [2, 7], 2: [7], 7: [9]}, read)
    assert [joint[item].n for item in (1, 2, 7, 9)] == [9, 9, 9, 9]
    assert joint[1].dates == read(HERE, 9)
    assert joint[1].bound is None


def test_what_waits_for_something_above_keeps_its_own_date() -> None:
    joint = joint_dates({1: OwnDates(HERE, 1), 7: OwnDates(HERE, 7)}, {7: [1]}, read)
    assert (joint[7].n, joint[7].dates) == (7, read(HERE, 7))


def test_of_another_team_or_in_progress_it_is_the_later_day_at_each_of_the_odds() -> None:
    own = {1: OwnDates(HERE, 3), 2: OwnDates(THERE, 4), 3: OwnDates(HERE, None, days(1, 3, 9, None))}
    joint = joint_dates(own, {1: [2, 3]}, read)
    assert joint[1].dates == days(4, 5, 9, None)
    assert joint[1].bound == days(4, 5, 9, None)
    assert joint[2].dates == read(THERE, 4)


def test_the_bound_of_another_team_reaches_through_the_own_queue() -> None:
    own = {1: OwnDates(HERE, 1), 2: OwnDates(HERE, 2), 9: OwnDates(THERE, 30)}
    joint = joint_dates(own, {1: [2], 2: [9]}, read)
    assert joint[1].dates == joint[2].dates == read(THERE, 30)


def test_what_waits_for_an_item_without_a_date_has_none() -> None:
    own = {1: OwnDates(HERE, 1), 2: OwnDates(HERE), 3: OwnDates(HERE, 3)}
    joint = joint_dates(own, {1: [2], 3: [1]}, read)
    assert [joint[item].dates for item in (1, 2, 3)] == [None, None, None]


def test_a_chain_may_be_long() -> None:
    own = {n: OwnDates(HERE, n) for n in range(1, 5_001)}
    joint = joint_dates(own, {n: [n + 1] for n in range(1, 5_000)}, read)
    assert joint[1].n == 5_000


def test_the_latest_is_rough_where_one_is() -> None:
    assert latest([days(1, 1, 1, 1, rough=True), days(2, 2, 2, 2)]) == days(2, 2, 2, 2, rough=True)
    assert latest([]) is None


def test_the_order_counts_an_item_at_the_place_of_what_it_waits_for() -> None:
    order = ForecastOrder.of([Open(1, after=(3,)), Open(2, after=(1,)), Open(3), Open(4), Open(5, waiting=False)])
    assert order.n().tolist() == [4, 4, 4, 5, 0]
    stuck = ForecastOrder.of([Open(1, after=(2,)), Open(2, after=(3,)), Open(3, blocked=True), Open(4)])
    assert stuck.without_date().tolist() == [True, True, True, False]
