"""What the places of a team need besides the odds: its split factor, its usual WIP, and its habit."""

from datetime import date, timedelta
from functools import partial

import pytest

from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.habit import Habit
from queue_app.domain.forecast.running import lasting
from queue_app.domain.forecast.team import TeamForecast, split_factor, usually_running
from queue_app.domain.team.calendar import Calendar
from tests.domain.forecast.forecasts import MON_FRI, made
from tests.http.effort import lines_of

TODAY = date(2026, 11, 23)
NEVER = Range(None, None, None, None)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_we_split_one_into_one_and_a_half() -> None:
    assert split_factor(pieces=3, wholes=2) == 1.5
    assert split_factor(pieces=0, wholes=0) == 1


def test_what_was_never_split_counts_as_many_as_we_make_of_one() -> None:
    told = TeamForecast(made(), Calendar(), split=1.5)
    assert (told.weight(piece=False), told.weight(piece=True)) == (1.5, 1.0)
    assert told.number(items=4, pieces=1) == 6  # 3 x 1.5 + 1, rounded as everywhere: halves go up


@pytest.mark.parametrize(
    ("spells", "running", "expected"),
    [
        ([], 0, 1),
        ([], 4, 4),
        ([(ago(60), ago(40))], 5, 1),
        ([(ago(60), None)] * 3, 9, 3),
        ([(ago(60), None), (ago(30), ago(10)), (ago(10), None)], 9, 2),
        ([(TODAY, None)] * 5, 5, 5),
        ([(ago(2), None)] * 3, 5, 3),
        ([(ago(60), None)] * 1_000, 9, 99),
        ([], 1_000, 99),
    ],
    ids=[
        "nothing known",
        "nothing known, four run",
        "long ago",
        "three all the time",
        "two on most days",
        "begun today",
        "begun two days ago",
        "more than a limit can be",
        "more run than a limit can be",
    ],
)
def test_how_many_usually_run(spells, running, expected) -> None:  # P10
    assert usually_running(spells, TODAY, running) == expected


def test_each_of_very_many_spells_is_looked_at_once() -> None:  # R3
    few, many = ([(ago(40), ago(1))] * spells for spells in (100, 1_100))
    lines = [lines_of(partial(usually_running, spells, TODAY, 9)) for spells in (few, many)]
    assert lines[1] - lines[0] < 10 * 1_000, "each day of each spell was looked at"


def test_beyond_the_reach_an_item_is_later_than_the_horizon() -> None:
    told = TeamForecast(made(reach=20), Calendar(), habit=Habit((1.0,)))
    assert told.range(20) != NEVER
    assert told.range(21) == NEVER
    assert told.at_habit(21, 1) is None


def test_an_item_can_be_pulled_when_there_is_room_for_it() -> None:
    told = TeamForecast(made(reach=20), Calendar())
    assert told.pull_days({1: 2, 2: 3, 3: 4, 4: 10, 5: 30}, limit=3) == {
        1: told.forecast.today,
        2: told.forecast.today,
        3: told.forecast.when(1, 0.5),
        4: told.forecast.when(7, 0.5),
        5: date.max,
    }
    assert TeamForecast(made([]), Calendar()).pull_days({1: 3}, limit=3) == {1: None}


def test_by_habit_it_is_later() -> None:
    told = TeamForecast(made(), Calendar(), habit=Habit((0.0, 0.0, 12.0)))
    assert told.at_habit(10, 1) == told.range(10)
    assert told.at_habit(10, 10).p85 > told.range(10).p85
    assert TeamForecast(made(), Calendar()).at_habit(10, 2) is None


def test_what_is_put_above_a_month_is_that_of_the_whole_way_up() -> None:
    told = TeamForecast(made(), Calendar(), habit=Habit((0.0, 0.0, 12.0)))
    assert told.above_a_month(10, 1) == 0
    assert 6 < told.above_a_month(10, 10) <= 12
    deep = TeamForecast(made(), Calendar(), habit=Habit((0.0, 0.0, 300.0, 0.5)))
    assert deep.above_a_month(10, 10) > 1, "nearly nothing at its place today, much where it is tomorrow"
    assert TeamForecast(made(), Calendar()).above_a_month(10, 2) == 0


def test_without_dates_nothing_is_told() -> None:
    told = TeamForecast(made([]), Calendar(), habit=Habit())
    assert (told.has_dates, told.range(1), told.at_habit(1, 1)) == (False, None, None)


def test_a_running_item_is_told_by_its_age_and_no_further_than_items_lasted() -> None:
    """Of forty items twenty took a day and twenty ten; the eleventh day of twenty more is not known yet."""
    told = TeamForecast(made(), MON_FRI, lasting=lasting([1] * 20 + [10] * 20, []))
    today = told.forecast.today
    assert told.likely(today) == Range(*(MON_FRI.first_working_day(today + timedelta(days=n)) for n in (1, 10, 10, 10)))
    assert told.likely_by(today, today + timedelta(days=1)) == pytest.approx(0.5)
    assert told.likely(today - timedelta(days=11)) is None
    assert told.likely_by(today - timedelta(days=11), today) is None
    unsure = TeamForecast(made(), MON_FRI, lasting=lasting([1] * 30, [1] * 20))
    assert unsure.likely(today).p50
    assert not unsure.likely(today).rough
    assert unsure.likely(today).p85 is None
    assert TeamForecast(made(), MON_FRI).likely(today) is None
    assert TeamForecast(made(), MON_FRI).likely_by(today, today) is None
