"""What was quoted is kept once a forecast day; days that nobody kept are worked out from what was known on each of them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, update

from queue_app.domain.forecast.record import PLACES
from queue_app.service.process.kept.forecasts import Forecasts
from queue_app.store.tables import DAY_OFF, TEAM
from queue_app.usecases.forecast.record import due
from queue_app.usecases.queue.drop import drop
from tests.cast import Cast
from tests.recording import keep, quoted, told
from tests.statements import counted
from tests.store.rows import history

DAY = timedelta(days=1)


def test_the_dates_of_the_day_are_kept_for_each_place(cast: Cast) -> None:
    history(cast)
    cast.add(*"ABCD")
    keep(cast)
    rows = quoted(cast, day=cast.now.date())
    assert [(row.about, row.place) for row in rows] == [("item", 1), ("item", 3), *(("next", n) for n in PLACES)]
    assert [row.item_id for row in rows[:2]] == [cast.item(1).id, cast.item(3).id]
    assert not any(row.backwards for row in rows)
    when = told(cast).forecast.completion(10)
    assert (rows[4].p50, rows[4].p95) == (when.p50, when.p95)


def test_it_is_due_once_a_forecast_day_and_once_over_a_weekend(cast: Cast) -> None:
    history(cast)
    assert cast.team in due(cast.doors, cast.now)
    keep(cast)
    assert cast.team not in due(cast.doors, cast.now)
    assert keep(cast) == len(PLACES)
    assert len(quoted(cast, day=cast.now.date())) == len(PLACES), "whoever comes second keeps nothing"
    cast.now += 10 * timedelta(hours=1)
    assert cast.team in due(cast.doors, cast.now), "the end of the day has passed"
    cast.now += 3 * DAY
    keep(cast)
    friday_evening = cast.now + DAY
    for later in (friday_evening, friday_evening + DAY, friday_evening + 2 * DAY + timedelta(hours=12)):
        cast.now = later
        if cast.team in due(cast.doors, later):
            keep(cast)
    assert len(quoted(cast, about="next", place=1, backwards=False)) == 3
    assert quoted(cast, about="next", place=1, backwards=False)[-1].day == date(2026, 11, 30)


def test_archived_teams_keep_nothing(cast: Cast) -> None:
    cast.untold(lambda conn: conn.execute(update(TEAM).where(TEAM.c.id == cast.team).values(archived_at=cast.now)))
    assert due(cast.doors, cast.now) == [cast.other_team]


def test_a_dropped_item_is_counted_apart(cast: Cast) -> None:
    history(cast)
    cast.add("A")
    keep(cast)
    cast.do(drop, item=1, reason="Nobody has one.")
    cast.now += DAY
    keep(cast)
    assert told(cast).record.items_shown.score.dropped == 1


def test_a_page_shows_the_record_as_soon_as_it_is_there_and_computes_no_forecast_for_it(cast: Cast) -> None:
    history(cast, days=100)
    kept = Forecasts()
    with cast.doors.reading() as conn:
        first = kept(conn, cast.team, cast.now)
    keep(cast)
    with cast.doors.reading() as conn:
        second = kept(conn, cast.team, cast.now)
        with counted(cast.doors) as sent:
            assert kept(conn, cast.team, cast.now) is second
    assert (first.recorded, second.recorded) == (False, True)
    assert second.record.next_shown.score.resolved
    assert second.forecast is first.forecast
    assert len(sent) == 1


def test_days_off_are_quoted_on_no_day(cast: Cast) -> None:
    history(cast)
    off = date(2026, 11, 19)
    cast.untold(lambda conn: conn.execute(insert(DAY_OFF).values(team_id=cast.team, day=off, name="")))
    keep(cast)
    assert quoted(cast, day=off) == []
    assert quoted(cast, day=off - DAY)


@pytest.mark.parametrize("days", [10, 60])
def test_keeping_costs_as_many_statements_however_long_the_history_is(cast: Cast, days: int) -> None:
    history(cast, days=days)
    cast.add(*"ABC")
    with counted(cast.doors) as sent:
        keep(cast)
    assert len([one for one in sent if "SAVEPOINT" not in one]) <= 24, "\n".join(sent)
