"""A prepared statement gives and raises what `Connection.execute` does, and stands only where a transaction is open."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from queue_app.store.db import lock
from queue_app.store.db.errors import violated
from queue_app.store.db.prepared import Prepared, list_parameters, values_of
from queue_app.store.queue.items import columns
from queue_app.store.tables import EVENT, ITEM
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast

ITEMS = select(*columns(ITEM)).where(ITEM.c.team_id == bindparam("team")).order_by(ITEM.c.number)
EVENTS = select(EVENT).where(EVENT.c.team_id == bindparam("team")).order_by(EVENT.c.seq)


@pytest.fixture
def worked(cast: Cast) -> Cast:
    """One item is finished, one runs, one waits: moments, days, truths and documents are all there."""
    cast.add("Search", "Export", "Badge")
    for _ in range(2):
        cast.do(pull_top)
    cast.do(finish, item=1)
    return cast


@pytest.mark.parametrize("statement", [ITEMS, EVENTS], ids=["items", "events"])
def test_it_reads_what_the_engine_reads(worked: Cast, statement) -> None:
    with worked.doors.reading() as conn:
        expected = [dict(row) for row in conn.execute(statement, {"team": worked.team}).mappings()]
        assert Prepared(statement).rows(conn, {"team": worked.team}) == expected
    assert len(expected) >= 3


def test_it_writes_what_the_engine_writes(worked: Cast) -> None:
    row = {"team_id": worked.team, "at": datetime(2026, 3, 1, 9, tzinfo=UTC), "kind": "noted", "by": None}
    rows = [row | {"seq": 900 + n, "data": {"words": "100 % done", "n": n}} for n in range(2)]
    prepared = Prepared(insert(EVENT).values({column.key: bindparam(column.key) for column in EVENT.c}))
    with worked.doors.writing() as conn, conn.begin() as never:
        prepared.write(conn, *rows)
        conn.execute(insert(EVENT), [one | {"seq": one["seq"] + 2} for one in rows])
        found = conn.execute(EVENTS, {"team": worked.team}).all()[-4:]
        never.rollback()
    assert [one[2:] for one in found[:2]] == [one[2:] for one in found[2:]]
    assert [one.data["n"] for one in found] == [0, 1, 0, 1]


def test_a_violated_constraint_is_told_as_the_engine_tells_it(worked: Cast) -> None:
    row = {"person_id": worked.bob, "key": "asked-again", "hash": "4f2c", "team_id": worked.team, "seq": 1}
    row |= {"at": datetime(2026, 3, 1, 9, tzinfo=UTC), "result": {}}
    with worked.doors.writing() as conn, conn.begin() as never:
        lock.write_request(conn, row)
        with pytest.raises(IntegrityError) as error:
            lock.write_request(conn, row)
        never.rollback()
    assert violated(error.value) == "pk_request"


def test_outside_a_transaction_it_is_refused(worked: Cast) -> None:
    with worked.doors.engine.connect() as conn, pytest.raises(RuntimeError):
        Prepared(ITEMS).rows(conn, {"team": worked.team})


def test_a_list_of_open_length_is_refused(worked: Cast) -> None:
    open_list = select(ITEM.c.id).where(ITEM.c.number.in_(bindparam("numbers", expanding=True)))
    with worked.doors.reading() as conn, pytest.raises(TypeError):
        Prepared(open_list).rows(conn, {"numbers": [1, 2]})
    numbers = list_parameters("number", 2, ITEM.c.number)
    with worked.doors.reading() as conn:
        found = Prepared(select(ITEM.c.title).where(ITEM.c.number.in_(numbers)).order_by(ITEM.c.number))
        assert found.rows(conn, values_of("number", [1, 3])) == [{"title": "Search"}, {"title": "Badge"}]
