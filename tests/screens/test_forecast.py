"""The answers of the forecast page, read from rows on both engines: each is what the forecast of the team says."""

from datetime import date, timedelta

import pytest

from queue_app.domain.errors import InputError
from queue_app.screens.forecast.asked import Many, Odds, WhenAnswer
from queue_app.screens.forecast.forecast import CHOICES
from queue_app.screens.item.item import item_screen
from queue_app.screens.queue.queue import queue_screen
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.split import split
from tests.cast import Cast
from tests.screens.reading import ask, look
from tests.store.rows import fill, history, start_back

DAY = timedelta(days=1)
BY = date(2026, 12, 18)


def test_an_item_is_finished_as_the_one_it_is_from_now_on(team: Cast) -> None:
    screen = ask(team, item=5)
    assert (screen.subject.place, screen.subject.n) == (4, 5)
    assert screen.answer == WhenAnswer(screen.team_forecast.forecast.place(5))
    assert screen.answer.dates == next(row for row in look(team, queue_screen).rows if row.number == 5).when.range
    assert look(team, item_screen, None, 5).when.range == screen.answer.dates


def test_everything_down_to_it_takes_longer_where_several_run(team: Cast) -> None:
    start_back(team, 1, 40)
    one, all_ = ask(team, item=5), ask(team, item=5, down=True)
    assert all_.team_forecast.usual == 3
    assert all_.answer.dates == all_.team_forecast.everything(5)
    assert all_.answer.dates.p95 >= one.answer.dates.p95


def test_without_a_question_it_is_about_the_last_of_the_top(team: Cast) -> None:
    assert ask(team).subject.place == 3
    assert ask(team, ask="odds").answer.items == 10
    assert ask(team, ask="many").answer.by == BY + 7 * DAY


def test_work_that_is_not_queued_stands_where_it_would_be_put(team: Cast) -> None:
    screen = ask(team, items=3, place=2)
    assert (screen.subject.n, screen.answer.dates) == (5, screen.team_forecast.everything(5))
    assert ask(team, items=3).subject.place == 11
    assert ask(team, items=3, place=10_000).subject.place == 11
    assert team.order()[0] == "Item 1", "nothing is stored"


def test_splitting_counts_above_and_in_what_is_new(team: Cast) -> None:
    team.do(split, item=2, pieces=["Item 2", "Item 2b", "Item 2c"])
    for _ in range(3):
        number = team.do(pull_top, by=team.alice, others="leave").result["item"]
        team.do(finish, by=team.alice, item=number)
    team.now += DAY
    screen = ask(team, items=2, place=1)
    assert screen.team_forecast.split > 1
    assert screen.subject.n == screen.team_forecast.number(3, 0)


def test_a_blocked_item_has_no_date_and_those_below_say_so(team: Cast) -> None:
    team.do(block, item=3, sentence="waits")
    assert ask(team, item=3).answer is None
    assert ask(team, item=3, down=True).answer is not None
    assert ask(team, ask="odds", item=3, by=BY).answer is None
    assert ask(team, item=4).subject.blocked_above == 1
    assert ask(team, items=1, place=3).subject.blocked_above == 1


def test_what_waits_no_more_has_no_place(team: Cast) -> None:
    team.do(drop, item=4, reason="No.")
    dropped, runs = ask(team, item=4), ask(team, item=1)
    assert (dropped.answer, dropped.subject.place) == (None, 0)
    assert (runs.subject.place, runs.subject.started) == (0, team.now.date())
    assert [one.number for one in runs.running] == [1]


def test_how_many_by_a_day_and_how_far_down_that_reaches(team: Cast) -> None:
    answer = ask(team, ask="many", by=BY).answer
    assert isinstance(answer, Many)
    counts = dict(answer.counts)
    told = ask(team).team_forecast.forecast
    assert counts == {odds: told.how_many(BY, odds) for odds in (0.5, 0.7, 0.85, 0.95)}
    assert answer.reaches is not None
    assert answer.reaches.position == min(10, counts[0.85] - 1)
    soon = ask(team, ask="many", by=team.now.date()).answer
    assert (dict(soon.counts)[0.85], soon.reaches) == (0, None)


def test_the_odds_of_items_and_of_one_item(team: Cast) -> None:
    told = ask(team).team_forecast.forecast
    assert ask(team, ask="odds", items=8, by=BY).answer == Odds(BY, told.odds(8, BY), 8)
    assert ask(team, ask="odds", item=5, by=BY).answer == Odds(BY, told.place_odds(5, BY))


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"item": 4711}, "item"),
        ({"items": 5_000}, "items"),
        ({"items": 145, "place": 8}, "items"),
        ({"ask": "odds", "items": 5_000}, "items"),
        ({"ask": "many", "by": date(2026, 11, 22)}, "by"),
        ({"ask": "odds", "by": date(2031, 1, 1)}, "by"),
    ],
)
def test_what_cannot_be_answered_says_what_can_be(team: Cast, question, field: str) -> None:
    with pytest.raises(InputError) as refused:
        ask(team, **question)
    assert refused.value.field == field


def test_of_a_long_queue_one_looks_for_an_item(cast: Cast) -> None:
    history(cast)
    fill(cast, CHOICES + 20)
    assert ask(cast).more
    assert ask(cast, words="77").subject.number == 77
    several = ask(cast, words="item 7")
    assert len(several.matches) > 5
    assert several.answer is None
    assert several.matches[0].position == several.matches[0].number
    assert ask(cast, words="nowhere").matches == ()


def test_nothing_waits(cast: Cast) -> None:
    history(cast)
    screen = ask(cast)
    assert (screen.subject, screen.answer) == (None, None)
    assert screen.fan is not None
    assert ask(cast, items=3).answer is not None


def test_without_enough_finished_work_there_is_no_date(cast: Cast) -> None:
    cast.add("A")
    screen = ask(cast)
    assert (screen.answer, screen.fan, screen.team_forecast.has_dates) == (None, None, False)
    assert look(cast, item_screen, None, 1).when.range is None


def test_a_team_that_finishes_much_is_not_told_of_a_hundred_at_most(cast: Cast) -> None:
    history(cast, days=40, each=9)
    counts = dict(ask(cast, ask="many", by=cast.now.date() + 60 * DAY).answer.counts)
    assert counts[0.5] > 200
