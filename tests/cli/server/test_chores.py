"""`topmost chores` does the work that is due, once a day, whether or not the thread of a server runs."""

from datetime import timedelta

from sqlalchemy import func, select

from queue_app.service.process import chores
from queue_app.store.tables import AREA_DAY, REQUEST
from queue_app.usecases.transaction import utc_now
from tests import given


def count(cast, table):
    with cast.doors.reading() as conn:
        return conn.execute(select(func.count()).select_from(table)).scalar_one()


def test_what_is_due_is_done(cast, flask):
    given.area(cast, "Payments")
    cast.now = utc_now() - timedelta(hours=25)
    cast.add("Search")
    assert count(cast, REQUEST) > 0
    for _ in range(2):
        told = flask("chores")
        assert (told.exit_code, told.output) == (0, "All chores are done.\n")
        assert (count(cast, REQUEST), count(cast, AREA_DAY)) == (0, 1)


def test_one_that_fails_is_named_and_keeps_no_other_from_being_done(cast, flask, monkeypatch):
    def broken(conn, *, now):
        raise ZeroDivisionError("a fault of ours")

    given.area(cast, "Payments")
    monkeypatch.setattr(chores, "tidy", broken)
    told = flask("chores")
    assert told.exit_code == 1
    assert "These chores failed: the daily tidying. The others are done." in told.output
    assert count(cast, AREA_DAY) == 1
