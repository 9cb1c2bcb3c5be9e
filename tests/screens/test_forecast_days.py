"""What dates are told on which day: by the clocks of the team, the same all day, and of what runs by its age."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from queue_app.domain.cover.away_days import FewLeft
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.queue.order import Target
from queue_app.screens.flow.flow import flow_screen
from queue_app.screens.forecast.asked import WhenAnswer
from queue_app.screens.forecast.shared import shared_forecast
from queue_app.screens.item.item import item_screen
from queue_app.screens.queue.queue import queue_screen
from queue_app.screens.standup.standup import standup_screen
from queue_app.store.tables import TEAM
from queue_app.store.team.teams import of_number
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from tests.cast import REASON, Cast
from tests.screens.reading import ask, look
from tests.statements import counted
from tests.store.rows import fill, finished, history, start_back

DAY = timedelta(days=1)
BY = date(2026, 12, 18)


def test_a_running_item_is_likely_finished_from_how_long_items_last(cast: Cast) -> None:
    history(cast, days=40)
    cast.add("Search", "Stuck")
    cast.do(pull_top, by=cast.alice)
    in_two_days = Range(*[cast.now.date() + 2 * DAY] * 4)
    assert look(cast, queue_screen).running[0].likely == in_two_days
    assert look(cast, item_screen, None, 1).likely == in_two_days
    assert look(cast, flow_screen).ages.items[0].likely == in_two_days
    assert ask(cast, item=1).answer == WhenAnswer(in_two_days)
    by = {days: ask(cast, ask="odds", item=1, by=cast.now.date() + days * DAY).answer.odds for days in (1, 2)}
    assert by == {1: 0, 2: 1}
    assert look(cast, item_screen, None, 2).likely is None
    cast.do(block, item=1, sentence="waits")
    assert look(cast, queue_screen).running[0].likely is None
    assert look(cast, flow_screen).ages.items[0].likely is None
    assert ask(cast, item=1).answer is None
    start_back(cast, 2, 0)


def test_a_running_item_that_is_older_than_most_get_has_rough_dates_everywhere(cast: Cast) -> None:
    finished(cast, *[1] * 60, *[10] * 6, on=cast.now.date() - DAY)
    for ago in range(4, 8):
        finished(cast, 1, on=cast.now.date() - ago * DAY, first=ago * 200_000)
    cast.add("Search", "Refunds")
    for number in (1, 2):
        cast.do(pull_top, by=cast.alice, expect=number, others="both")
    start_back(cast, 1, 3)
    old, fresh = sorted(look(cast, queue_screen).running, key=lambda row: row.number)
    assert (old.likely.rough, fresh.likely.rough) == (True, False)
    assert [row.likely for row in look(cast, standup_screen).old] == [old.likely]
    assert look(cast, item_screen, None, 1).likely == ask(cast, item=1).answer.dates == old.likely


def test_guests_see_the_dates_at_the_habit_of_the_place(cast: Cast) -> None:
    history(cast, days=40)
    cast.add(*(f"Item {n}" for n in range(1, 12)))
    cast.now += 31 * DAY
    for number in (9, 10, 11):
        cast.do(move, items=[number], target=Target(end="top"), reason=REASON)
    with cast.doors.reading() as conn:
        told = cast.forecasts(conn, cast.team, cast.now)
        rows = shared_forecast(conn, of_number(conn, cast.team), cast.now, cast.forecasts).rows
    assert [row.at_habit for row in rows] == [told.at_habit(row.when.n, row.position) for row in rows]
    assert rows[7].at_habit.p50 > rows[7].when.range.p50


def test_too_few_cycle_times_say_nothing_of_a_running_item(cast: Cast) -> None:
    finished(cast, *[2] * 29, on=cast.now.date() - DAY)
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    assert look(cast, queue_screen).running[0].likely is None


@pytest.mark.parametrize(
    ("zone", "at", "today"),
    [
        ("Europe/Vienna", datetime(2026, 10, 25, 16, 59, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/Vienna", datetime(2026, 10, 25, 17, 0, tzinfo=UTC), date(2026, 10, 26)),
        ("Europe/Vienna", datetime(2026, 10, 24, 15, 59, tzinfo=UTC), date(2026, 10, 24)),
        ("America/New_York", datetime(2026, 3, 8, 22, 0, tzinfo=UTC), date(2026, 3, 9)),
        ("Pacific/Auckland", datetime(2026, 12, 31, 5, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_today_is_the_forecast_day_by_the_teams_clocks(cast: Cast, zone: str, at: datetime, today: date) -> None:
    cast.untold(lambda conn: conn.execute(update(TEAM).where(TEAM.c.id == cast.team).values(time_zone=zone)))
    cast.now = at
    assert ask(cast).team_forecast.forecast.today == today


def test_within_a_forecast_day_and_over_a_weekend_the_same_is_said(team: Cast) -> None:
    team.now = datetime(2026, 11, 27, 18, 30, tzinfo=UTC)
    first = ask(team, item=6).answer
    for later in (datetime(2026, 11, 28, 23, 0, tzinfo=UTC), datetime(2026, 11, 30, 8, 0, tzinfo=UTC)):
        team.now = later
        team.do(move, items=[11], target=Target(end="bottom"), reason=REASON)
        assert ask(team, item=6).answer == first


@pytest.mark.parametrize(
    ("question", "most"),
    [({"item": 4}, 15), ({"items": 4, "place": 2}, 14), ({"ask": "many"}, 14), ({"ask": "odds"}, 12)],
)
def test_a_question_costs_as_many_statements_however_long_the_queue_is(cast: Cast, question, most: int) -> None:
    """Five of them read who is away, which a server remembers."""
    history(cast)
    counts = []
    for more in (10, 900):
        if more == 10:
            fill(cast, more)
        else:
            cast.add(*(f"More {n}" for n in range(more)))
        ask(cast, **question)
        with counted(cast.doors) as sent:
            ask(cast, **question)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= most, "\n".join(sent)


def test_dates_within_days_on_which_half_are_away_say_so(cast: Cast) -> None:
    history(cast, days=40)
    cast.add("Search", "Export")
    today = look(cast, queue_screen).frame.today
    for person in (cast.alice, cast.bob):
        cast.do(add_absence, person=person, first=today + DAY, last=today + 3 * DAY)
    assert look(cast, queue_screen).few_left == FewLeft(2, 2, today + DAY, today + 3 * DAY)
    assert look(cast, queue_screen, cast.carol).few_left is None
    assert ask(cast, item=2).few_left == FewLeft(2, 2, today + DAY, today + 3 * DAY)
    assert ask(cast, ask="odds", by=today).few_left is None
