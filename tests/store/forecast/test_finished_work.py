"""What a forecast is made of, as it stands in the rows of both engines."""

from datetime import date, timedelta

from sqlalchemy import insert

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.store.forecast.finished_work import finished_work, marker
from queue_app.store.forecast.forecasts import forecast_now
from queue_app.store.tables import DAY_OFF
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.split import split
from queue_app.usecases.team.days_off import add_days_off, forget_history
from queue_app.usecases.team.settings import change_settings
from tests.statements import counted

LONG_AGO = date(2000, 1, 1)
REASON = Reason("other", "Because.")


def work(cast, since=LONG_AGO):
    with cast.doors.reading() as conn:
        return finished_work(conn, cast.team, cast.now.date(), cast.now, since)


def mark(cast):
    with cast.doors.reading() as conn:
        return marker(conn, cast.team)


def finish_next(cast, days=0):
    number = cast.do(pull_top, by=cast.alice, others="leave").result["item"]
    cast.now += timedelta(days=days)
    cast.do(finish, by=cast.alice, item=number)
    return number


def test_finished_items_are_counted_by_day(cast):
    first = cast.now.date()
    cast.add(*"ABC")
    finish_next(cast)
    finish_next(cast)
    finish_next(cast, days=2)
    assert work(cast).finished == ((first, 2), (first + timedelta(days=2), 1))
    assert work(cast).cycles == ((first, first), (first, first), (first, first + timedelta(days=2)))


def test_what_was_finished_before_the_history_begins_is_left_out(cast):
    cast.add(*"AB")
    finish_next(cast)
    finish_next(cast, days=3)
    assert work(cast, since=cast.now.date()).finished == ((cast.now.date(), 1),)


def test_running_items_are_among_the_spells(cast):
    cast.add(*"AB")
    finish_next(cast, days=1)
    cast.do(pull_top, by=cast.alice)
    today = cast.now.date()
    assert set(work(cast).spells) == {(today - timedelta(days=1), today), (today, None)}


def test_pieces_are_counted_with_what_they_came_from(cast):
    cast.add("Big", "Small")
    cast.do(split, item=1, pieces=["Big", "Big too", "Big as well"])
    for _ in range(3):
        finish_next(cast)
    finish_next(cast)
    assert (work(cast).pieces, work(cast).wholes) == (4, 2)


def test_days_off_are_read(cast):
    cast.untold(lambda conn: conn.execute(insert(DAY_OFF).values(team_id=cast.team, day=date(2026, 12, 25), name="")))
    with cast.doors.reading() as conn:
        assert forecast_now(conn, cast.team, cast.now).calendar.days_off == {date(2026, 12, 25)}


def test_a_habit_needs_thirty_days_of_history(cast):
    cast.add(*"ABCD")
    assert work(cast).habit is None
    cast.now += timedelta(days=30)
    cast.do(move, items=[4], target=Target(end="top"), reason=REASON)
    assert [work(cast).habit.above(place) for place in (1, 3, 4)] == [1.0, 1.0, 0.0]


def test_the_marker_moves_with_completions_and_not_with_moves(cast):
    cast.add(*"ABC")
    before = mark(cast)
    cast.do(move, items=[3], target=Target(end="top"), reason=REASON)
    cast.do(add, titles=["D"])
    assert mark(cast).seq == before.seq
    finish_next(cast)
    assert mark(cast).seq > before.seq


def test_the_statements_do_not_grow_with_the_history(cast):
    cast.add(*"ABCDEF")
    for _ in range(5):
        finish_next(cast, days=10)
    with counted(cast.doors) as sent:
        work(cast)
        mark(cast)
    assert len(sent) <= 9, "\n".join(sent)


def test_the_marker_moves_when_the_history_begins_elsewhere_or_the_calendar_changes(cast):
    seen = [mark(cast)]
    cast.do(forget_history, before=date(2026, 1, 1), reason="A new team.")
    seen.append(mark(cast))
    cast.do(change_settings, end_of_day=17 * 60)
    seen.append(mark(cast))
    cast.do(add_days_off, text="2026-12-25 Christmas")
    seen.append(mark(cast))
    assert len({one.seq for one in seen}) == 4
