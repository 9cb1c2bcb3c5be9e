"""A forecast is made once per forecast day, and again only if its data has changed."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.service.process.kept import forecasts as service
from queue_app.service.process.kept import team_cache
from queue_app.service.process.kept.forecasts import Forecasts
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.team.settings import change_settings
from tests.store.rows import history

REASON = Reason("other", "Because.")


@pytest.fixture
def kept():
    return Forecasts()


@pytest.fixture
def told(cast, kept):
    """The forecast now, as this process keeps it."""

    def look():
        with cast.doors.reading() as conn:
            return kept(conn, cast.team, cast.now)

    history(cast)
    cast.add(*"ABCDE")
    return look


def test_moves_adds_and_pulls_make_no_other_forecast(cast, told):
    before = told()
    cast.do(move, items=[5], target=Target(end="top"), reason=REASON)
    cast.do(add, titles=["F"])
    cast.do(pull_top, by=cast.alice)
    assert told() is before


def test_who_asks_while_it_is_made_waits_for_it_and_makes_none(told, monkeypatch):
    answers, made, service_made = [], [], service.make_forecast

    def slowly(basis):
        made.append(basis)
        time.sleep(0.2)
        return service_made(basis)

    monkeypatch.setattr(service, "make_forecast", slowly)
    threads = [threading.Thread(target=lambda: answers.append(told())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert answers == [answers[0]] * 3


def test_a_finish_makes_another_one(cast, told):
    number = cast.do(pull_top, by=cast.alice).result["item"]
    before = told()
    cast.do(finish, by=cast.alice, item=number)
    assert told() is not before


def test_what_only_might_have_changed_it_is_looked_at_and_kept(cast, told):
    """The settings changed, but nothing that dates depend on."""
    before = told()
    cast.do(change_settings, finished_means="It is live.")
    assert told().forecast is before.forecast


def test_another_calendar_makes_another_one(cast, told):
    before = told()
    cast.do(change_settings, working_days="1111000")
    assert told().forecast.dates.tolist() != before.forecast.dates.tolist()


def test_within_a_forecast_day_no_reload_changes_a_date(cast, told):
    cast.now = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # Monday's end of day: Tuesday's forecast day begins.
    before = told()
    for hours in (3, 6, 14, 23):
        cast.now = datetime(2026, 11, 23, 18, 0, tzinfo=UTC) + timedelta(hours=hours)
        assert told() is before
    cast.now += timedelta(hours=1)
    assert told() is not before


def test_friday_evening_and_monday_morning_say_the_same(cast, told):
    cast.now = datetime(2026, 11, 27, 18, 30, tzinfo=UTC)
    friday = told().forecast.dates[:, 1:50].tolist()
    cast.now = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    assert told().forecast.dates[:, 1:50].tolist() == friday


def test_another_zone_may_be_another_day(cast, told):
    cast.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    before = told().forecast.today
    cast.do(change_settings, time_zone="Asia/Tokyo")  # 21:00 there, after the end of day
    assert told().forecast.today == before + timedelta(days=1)


def test_a_longer_order_is_reached(cast, told):
    assert told().forecast.reach < 200
    cast.do(add, titles=[f"N{n}" for n in range(200)])
    assert told().forecast.reach > 205


def test_only_so_many_teams_are_kept(cast, kept, told, monkeypatch):
    monkeypatch.setattr(team_cache, "TEAMS", 1)
    before = told()
    with cast.doors.reading() as conn:
        kept(conn, cast.other_team, cast.now)
    assert told() is not before
