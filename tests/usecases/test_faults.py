"""Failures between a use case and the database: nothing is half done, and the message about it is true."""

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError

from queue_app.domain.errors import KeyReused
from queue_app.domain.team.rights import Right
from queue_app.store.db import lock
from queue_app.store.db.engine import Doors
from queue_app.store.db.silence import DatabaseBusy
from queue_app.usecases import transaction
from queue_app.usecases.queue.add import add
from queue_app.usecases.transaction import OutcomeUnknown, utc_now
from queue_app.usecases.tx import Result, Tx, write
from tests.cast import Cast
from tests.conftest import NOT_POOLED

KEY = {"key": "asked-again", "digest": "4f2c"}
POSTGRES = pytest.mark.parametrize("doors", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)


@pytest.fixture
def impatient(cast: Cast, impatient_doors: Doors) -> Cast:
    """The cast at the doors of another process, which waits for a lock a tenth of a second and not five."""
    return replace(cast, doors=impatient_doors)


@contextmanager
def locked(doors: Doors) -> Iterator[None]:
    """Another connection holds the lock of every team all the time."""
    with doors.writing() as conn, conn.begin() as never:
        conn.execute(text("UPDATE team_clock SET revision = revision"))
        yield
        never.rollback()


@write(Right.WORK)
def note_after(tx: Tx, *, meanwhile: Callable[[Tx], object]) -> Result:
    """Something happens in the middle of the transaction."""
    meanwhile(tx)
    tx.record("noted", words="It is written.")
    return {"noted": True}


def killed(conn: Connection, doors: Doors) -> None:
    """End this connection on the server, as a restart does."""
    pid = conn.connection.dbapi_connection.info.backend_pid
    with doors.reading() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid, 2000)"), {"pid": pid})


@pytest.mark.parametrize("same_process", [True, False])
def test_a_lock_that_is_not_given_back_is_told_as_busy(cast: Cast, impatient: Cast, same_process: bool) -> None:
    began = time.monotonic()
    with locked((impatient if same_process else cast).doors), ThreadPoolExecutor() as threads:
        assert isinstance(threads.submit(impatient.add, "Search").exception(), DatabaseBusy)
    assert time.monotonic() - began < 4
    assert impatient.add("Search") == [1]
    assert cast.order() == ["Search"]


def test_a_short_wait_is_no_fault(cast: Cast, impatient: Cast) -> None:
    with ThreadPoolExecutor() as threads:
        with locked(cast.doors):
            adding = threads.submit(impatient.add, "Search")
            time.sleep(0.03)
        assert adding.result() == [1]


@POSTGRES
def test_a_deadlock_is_resolved_by_doing_it_again(cast: Cast) -> None:
    """Ours waits for a row that somebody holds who then waits for our lock. The database ends one of the two."""
    attempts = []

    def wait_for_the_row(tx: Tx) -> None:
        attempts.append(tx.seq)
        tx.conn.execute(text("UPDATE person SET name = name WHERE id = :id"), {"id": cast.alice})

    with ThreadPoolExecutor() as threads, cast.doors.writing() as conn, conn.begin() as other:
        conn.execute(text("UPDATE person SET name = name WHERE id = :id"), {"id": cast.alice})
        noting = threads.submit(cast.do, note_after, meanwhile=wait_for_the_row)
        while not attempts:
            time.sleep(0.01)
        time.sleep(0.2)
        conn.execute(text("UPDATE team_clock SET revision = revision"))
        other.rollback()
        assert noting.result().seq == 2
    assert attempts == [2, 2]


@contextmanager
def full_disk(doors: Doors) -> Iterator[None]:
    """No file of this process grows beyond the log of the database as it is now."""
    log = Path(f"{doors.engine.url.database}-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@NOT_POOLED
def test_a_commit_that_fails_is_told_as_unknown_and_nothing_is_written(cast: Cast) -> None:
    """On SQLite by a disk that is full, on PostgreSQL by the end of the connection before it."""
    cast.add("Search")  # So that there is a log.
    if cast.doors.is_sqlite:
        with full_disk(cast.doors), pytest.raises(OutcomeUnknown):
            cast.do(note_after, meanwhile=lambda _: None, **KEY)
    else:
        event.listen(cast.doors.engine, "commit", lambda conn: killed(conn, cast.doors), once=True)
        with pytest.raises(OutcomeUnknown):
            cast.do(note_after, meanwhile=lambda _: None, **KEY)
    again = cast.do(note_after, meanwhile=lambda _: None, **KEY)
    assert (again.seq, again.replayed) == (3, False)


def test_a_commit_whose_answer_is_lost_is_found_by_asking_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = transaction._commit

    def lost(conn: Connection, last: Callable[[], None]) -> None:
        commit(conn, last)
        raise OutcomeUnknown

    monkeypatch.setattr(transaction, "_commit", lost)
    with pytest.raises(OutcomeUnknown):
        cast.do(add, titles=["Search"], **KEY)
    monkeypatch.undo()
    again = cast.do(add, titles=["Search"], **KEY)
    assert (again.result, again.seq, again.replayed) == ({"items": [1]}, 2, True)
    assert cast.order() == ["Search"]


@NOT_POOLED
@POSTGRES
def test_a_connection_that_is_lost_in_the_middle_is_no_success_and_the_next_write_works(cast: Cast) -> None:
    def lost(tx: Tx) -> None:
        killed(tx.conn, cast.doors)
        tx.conn.execute(text("SELECT 1"))

    with pytest.raises(DBAPIError):
        cast.do(note_after, meanwhile=lost, **KEY)
    assert cast.do(note_after, meanwhile=lambda _: None, **KEY).seq == 2


@POSTGRES
def test_connections_that_the_server_ended_meanwhile_are_replaced(cast: Cast) -> None:
    cast.add("Search")
    with cast.doors.reading() as conn:
        others = "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = current_database()"
        conn.execute(text(f"{others} AND pid <> pg_backend_pid()"))
    for title in ("Refunds", "Invoices"):
        cast.add(title)
    assert cast.order() == ["Search", "Refunds", "Invoices"]


@POSTGRES
def test_a_key_that_was_used_elsewhere_meanwhile_is_found_by_the_next_attempt(cast: Cast) -> None:
    """The answer is sent together with COMMIT: what is refused there has written nothing and is no unknown outcome."""
    answer = {"person_id": cast.bob, "key": KEY["key"], "hash": "of another request", "team_id": None, "seq": None}
    answer |= {"at": utc_now(), "result": {"elsewhere": True}}

    def elsewhere(_: Tx) -> None:
        with cast.doors.writing() as conn, conn.begin():
            lock.write_request(conn, answer)

    with pytest.raises(KeyReused):
        cast.do(note_after, meanwhile=elsewhere, **KEY)
    assert cast.do(note_after, meanwhile=lambda _: None).seq == 2
