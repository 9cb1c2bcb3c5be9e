"""D9: the machine's clock was wrong for a while. What is written later has the right time again."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from queue_app.store.db import clocks
from queue_app.store.tables import EVENT
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.transaction import utc_now
from tests.cast import MONDAY, Cast


def moments(cast: Cast) -> list[datetime]:
    query = select(EVENT.c.at).where(EVENT.c.team_id == cast.team, EVENT.c.kind != "created").order_by(EVENT.c.seq)
    with cast.doors.reading() as conn:
        return list(conn.execute(query).scalars())


@pytest.mark.parametrize("step", [timedelta(minutes=2), timedelta(minutes=59)])
def test_a_small_step_back_is_smoothed(cast: Cast, step: timedelta) -> None:
    cast.add("Search")
    last = moments(cast)[-1]
    cast.now -= step
    cast.add("Refunds")
    assert moments(cast)[-1] == last


@pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(days=365)])
def test_a_clock_that_was_far_ahead_is_not_copied_for_ever(cast: Cast, ahead: timedelta) -> None:  # D9
    cast.now += ahead
    cast.add("Written in the wrong year")
    cast.now = MONDAY + timedelta(hours=1)
    cast.add("Search")
    cast.do(pull_top)
    cast.do(finish, item=2 if cast.item(2).slot else 1)
    assert moments(cast)[-1] < MONDAY + timedelta(hours=2)
    assert moments(cast)[-1] > moments(cast)[-2] > moments(cast)[-3]


def test_what_began_under_the_wrong_clock_can_be_ended_under_the_right_one(cast: Cast) -> None:  # D9
    cast.add("Search", "Refunds", "Tax")
    cast.now += timedelta(days=365)
    for item in (1, 2, 3):
        cast.do(pull_top)
        cast.do(block, item=item, sentence="waits for the bank")
    cast.now = MONDAY + timedelta(hours=1)
    cast.do(unblock, item=1)
    cast.do(undo, by=cast.bob)
    cast.do(unblock, item=1)
    cast.do(finish, item=1)
    cast.do(put_back, item=2, kind="cannot_go_on")
    cast.do(drop, item=3, reason="Nobody needs it.")
    assert moments(cast)[-1] < MONDAY + timedelta(hours=2)


@pytest.mark.parametrize("doors", ["sqlite"], indirect=True)
def test_a_last_time_that_has_not_come_is_said(cast: Cast) -> None:  # D9
    cast.add("Search")
    with cast.doors.reading() as conn:
        assert list(clocks.problems(conn, cast.now)) == []
        (said,) = clocks.problems(conn, cast.now - timedelta(hours=2))
    assert said.endswith("Check the clock of this machine.")


@pytest.mark.parametrize("doors", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_a_database_on_another_clock_is_said(cast: Cast) -> None:  # D9
    with cast.doors.reading() as conn:
        assert list(clocks.problems(conn, utc_now())) == []
        (said,) = clocks.problems(conn, utc_now() + timedelta(days=3650))
    assert said.startswith("The clock of PostgreSQL differs by 3650 days")
