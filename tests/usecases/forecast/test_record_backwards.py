"""Days that nobody kept are worked out from what was known on each of them: the same is said as was said then."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from queue_app.domain.forecast.record import DAYS, record_start
from queue_app.domain.queue.order import Target
from queue_app.store.tables import TEAM
from queue_app.usecases.forecast.record import due, keep_record
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.team.days_off import add_days_off, forget_history, remove_days_off
from queue_app.usecases.team.settings import change_settings
from tests.cast import REASON, Cast
from tests.recording import forgotten, keep, quoted, told, work_for
from tests.store.rows import history

DAY = timedelta(days=1)
OFF = date(2026, 11, 5)


def test_a_fresh_import_has_a_record_of_the_next_completions_and_none_of_an_item(cast: Cast) -> None:
    history(cast, days=120)
    cast.add(*"ABC")
    keep(cast)
    rows = quoted(cast, backwards=True)
    assert {row.about for row in rows} == {"next"}
    assert all(row.day.weekday() < 5 for row in rows)
    assert min(row.day for row in rows) == date(2026, 7, 30), "the third day with a completion has passed"
    record = told(cast).record
    assert record.next_shown.score.resolved >= 12
    assert record.next_shown.score.calibration == "as quoted"
    assert record.items_shown.score.resolved == 0


def test_backwards_says_the_same_as_was_said_then(cast: Cast) -> None:
    history(cast)
    cast.add(*(f"Item {n}" for n in range(60)))
    cast.now += DAY
    work_for(cast, 9)
    cast.do(move, items=[40], target=Target(end="top"), reason=REASON)
    cast.do(drop, item=30, reason="No.")
    cast.now += DAY
    work_for(cast, 9)
    said = [row[:-2] for row in quoted(cast) if date(2026, 11, 23) < row.day < date(2026, 12, 14)]
    forgotten(cast)
    keep(cast)
    again = [row[:-2] for row in quoted(cast, backwards=True) if row.day > date(2026, 11, 23)]
    assert len(said) > 50
    assert again == said


def test_a_later_finish_and_a_backdated_one_change_nothing_of_an_earlier_evening(cast: Cast) -> None:
    history(cast, days=30)
    cast.add(*"AB")
    cast.do(pull_top, by=cast.alice)
    cast.now += 3 * DAY
    keep(cast)
    before = [tuple(row)[:-1] for row in quoted(cast, day=date(2026, 11, 25))]
    cast.do(finish, by=cast.alice, item=1, on=date(2026, 11, 24))
    forgotten(cast)
    cast.now += DAY
    keep(cast)
    assert [tuple(row)[:-1] for row in quoted(cast, day=date(2026, 11, 25))] == before


def test_what_had_something_put_above_it_is_marked(cast: Cast) -> None:
    history(cast)
    cast.add(*"ABCD")
    cast.now += DAY
    keep(cast)
    cast.now += DAY
    cast.do(move, items=[4], target=Target(above=3), reason=REASON)
    cast.now += DAY
    keep(cast)
    marked = {(row.day, row.place): row.overtaken for row in quoted(cast, about="item", backwards=False)}
    assert marked == {
        (date(2026, 11, 24), 1): False,
        (date(2026, 11, 24), 3): True,
        (date(2026, 11, 26), 1): False,
        (date(2026, 11, 26), 3): False,
    }


def test_the_record_looks_back_so_far_and_not_beyond_where_the_history_begins(cast: Cast) -> None:
    history(cast, days=DAYS + 50)
    begins = cast.now.date() - 30 * DAY
    keep(cast)
    assert 0 <= (min(row.day for row in quoted(cast)) - record_start(cast.now.date())).days < 7
    before = told(cast).record.next_shown.score
    cast.untold(lambda conn: conn.execute(update(TEAM).where(TEAM.c.id == cast.team).values(history_from=begins)))
    assert 0 < told(cast).record.next_shown.score.resolved < before.resolved


CHANGES = {
    "working days": lambda cast: cast.do(change_settings, working_days="1111000"),
    "the time zone": lambda cast: cast.do(change_settings, time_zone="Asia/Tokyo"),
    "the end of the day": lambda cast: cast.do(change_settings, end_of_day=9 * 60),
    "days off": lambda cast: cast.do(add_days_off, text="2026-11-09 - 2026-11-13"),
    "no days off": lambda cast: cast.do(remove_days_off, day=OFF),
    "a forgotten history": lambda cast: cast.do(
        forget_history, before=date(2026, 10, 12), reason="Another team since."
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_under_another_calendar_the_past_is_worked_out_anew_and_what_was_told_live_stays(
    cast: Cast, change: Callable[[Cast], object]
) -> None:
    history(cast)
    cast.add(*"ABC")
    cast.do(add_days_off, text=OFF.isoformat())
    cast.now += DAY
    keep(cast)
    cast.now += DAY
    keep(cast)
    live = quoted(cast, backwards=False)
    change(cast)
    assert cast.team in due(cast.doors, cast.now)
    keep(cast)
    again, days_of_live = quoted(cast, backwards=True), {row.day for row in quoted(cast, backwards=False)}
    assert quoted(cast, backwards=False)[: len(live)] == live
    forgotten(cast)
    keep(cast)
    assert [row for row in quoted(cast, backwards=True) if row.day not in days_of_live] == again


def test_a_calendar_that_changes_while_the_past_is_worked_out_is_the_one_that_counts(cast: Cast) -> None:
    history(cast)
    changed = []

    class Meanwhile:
        reading = staticmethod(cast.doors.reading)
        waited = staticmethod(cast.doors.waited)

        @staticmethod
        def writing():
            if not changed:
                changed.append(cast.do(change_settings, working_days="1111000"))
            return cast.doors.writing()

    keep_record(Meanwhile(), cast.team, cast.now)
    assert changed
    assert {row.day.weekday() for row in quoted(cast)} == {0, 1, 2, 3}
