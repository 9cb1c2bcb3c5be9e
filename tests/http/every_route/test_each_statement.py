"""Each statement of each verb fails once, on a real database: nothing is half done, the answer says so, and a retry with the same
key acts once.

On SQLite every statement of every action fails, in the ways that SQLite has. On PostgreSQL the server ends the connection before
each round trip of a pull, and before some of those of others.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
import pytest
from sqlalchemy import event, make_url
from werkzeug.test import TestResponse

from queue_app.api.hal import endpoint
from queue_app.store.db.engine import Doors
from queue_app.store.db.postgres import PatientConnection
from queue_app.usecases import transaction
from queue_app.usecases.actions import ACTIONS
from tests.conftest import NOT_POOLED
from tests.http.furnished import Furnished, SqliteFurnished
from tests.http.matrix import Cell, Matrix

VERBS = sorted(endpoint(action) for action in ACTIONS.values())
SOME = {"api.queue_pull": 1, "api.item_move": 4, "api.item_finish": 4, "api.queue_undo": 4, "imports.bring_in": 13}
"""Only every n-th round trip is cut, because each new connection costs some milliseconds."""

EVENTS = {"imports.bring_in": 2}
"""How many events a verb records: an import records one for its item and one for itself. The other verbs record one."""

MOST = 200
UNKNOWN = "Nobody knows whether this was written."


@dataclass
class Fault:
    """Makes statement number `at` fail, with SQLite's kinds of failure in `turn`; 0: no failure. `seen`: the statements so far.

    A full or unreadable disk also ends the transaction, or leaves that to the caller. A lock of another connection is still
    held when the statement is tried again.
    """

    at: int = 0
    seen: int = 0
    turn: int = 0

    def meet(self, connection: sqlite3.Connection) -> None:
        self.seen += 1
        if not self.at or self.seen < self.at:
            return
        kind = (self.at + self.turn) % 4
        if kind == 3:
            raise sqlite3.OperationalError("database is locked")
        if self.seen == self.at:
            if kind != 1:
                sqlite3.Connection.rollback(connection)
            raise sqlite3.OperationalError(("disk I/O error", "database or disk is full", "disk I/O error")[kind])


FAULT = Fault()


class FailingCursor(sqlite3.Cursor):
    def execute(self, *args: object) -> sqlite3.Cursor:
        FAULT.meet(self.connection)
        return super().execute(*args)

    def executemany(self, *args: object) -> sqlite3.Cursor:
        FAULT.meet(self.connection)
        return super().executemany(*args)


class FailingConnection(sqlite3.Connection):
    def cursor(self, *_: object) -> sqlite3.Cursor:
        return super().cursor(FailingCursor)

    def execute(self, *args: object) -> sqlite3.Cursor:
        return self.cursor().execute(*args)

    def commit(self) -> None:
        FAULT.meet(self)
        super().commit()


@pytest.fixture(scope="module")
def on_sqlite(request, application, tmp_path_factory) -> Iterator[Furnished]:
    template = tmp_path_factory.mktemp("each-statement") / "template.sqlite3"
    shutil.copyfile(request.getfixturevalue("_sqlite").template, template)
    made = SqliteFurnished(application, template)
    event.listen(made._file.engine, "do_connect", _connect)
    yield made
    made.close()


def _connect(_dialect, _record, where, named) -> sqlite3.Connection:
    return sqlite3.connect(*where, factory=FailingConnection, **named)


@pytest.fixture
def at_once(monkeypatch):
    """Retry after a conflict without waiting."""
    monkeypatch.setattr(transaction, "retry_wait", lambda *_: 0)


def _asks(matrix: Matrix, cell: Cell) -> Callable[[], TestResponse]:
    """Sends the same request repeatedly: with one key, or with the nonce of one page."""
    browser = matrix.furnished.browser(cell.who)
    browser.client.environ_base["HTTP_IDEMPOTENCY_KEY"] = "each-statement"
    asked = matrix.asked(cell)  # Before any failure, because an example may read the database.
    return lambda: matrix.send(asked, cell, browser)


def _is_told(answer: TestResponse, at: int) -> None:
    assert answer.status_code == 503, (at, answer.status_code, answer.text)
    assert "Retry-After" in answer.headers
    if answer.is_json:
        assert answer.json["detail"], at


@pytest.mark.parametrize("verb", VERBS)
def test_on_sqlite_whichever_statement_fails_nothing_is_half_done(on_sqlite, at_once, verb):
    FAULT.at, FAULT.turn = 0, VERBS.index(verb)
    matrix = Matrix(on_sqlite, "POST", verb)
    site, before = matrix.fresh()
    cell = matrix.allowed()[-1]
    ask, revision = _asks(matrix, cell), site.revision(cell.team)
    for at in range(1, MOST):
        FAULT.at, FAULT.seen = at, 0
        answer = ask()
        FAULT.at = 0
        if FAULT.seen < at:
            break
        _is_told(answer, at)
        assert site.mark() == before, f"{at} failed, and something was written"
    assert at > 8, "there are more statements"
    after = site.mark()
    assert answer.status_code == 201
    assert site.revision(cell.team) > revision
    again = ask()
    assert (again.status_code, again.json) == (201, answer.json)
    assert site.mark() == after, "asked again, it was done again"


class Ends:
    """Makes the server end the connection before round trip number `at`; 0: never. `seen`: the round trips so far."""

    def __init__(self, server: str) -> None:
        self.at = self.seen = 0
        self._administrator = psycopg.connect(server, autocommit=True)

    def close(self) -> None:
        self._administrator.close()

    def meet(self, connection: PatientConnection) -> None:
        self.seen += 1
        if self.seen == self.at and not connection.closed:
            about = {"pid": connection.pgconn.backend_pid}
            self._administrator.execute("SELECT pg_terminate_backend(%(pid)s, 2000)", about)


@pytest.fixture(scope="module")
def on_postgres(request, application) -> Iterator[Furnished]:
    database = request.getfixturevalue("_postgres")
    database.empty()
    made = Furnished(application, lambda: Doors(database.engine))
    yield made
    made.close()


@pytest.fixture
def ends(on_postgres, monkeypatch) -> Iterator[Ends]:
    url = on_postgres.world.cast.doors.engine.url
    made = Ends(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))
    wait = PatientConnection.wait

    def met(connection, *further, **named):
        made.meet(connection)
        return wait(connection, *further, **named)

    monkeypatch.setattr(PatientConnection, "wait", met)
    yield made
    made.close()


@NOT_POOLED
@pytest.mark.postgres
@pytest.mark.parametrize("verb", SOME)
def test_on_postgresql_whichever_round_trip_is_cut_nothing_is_half_done(on_postgres, ends, verb):
    """COMMIT may have arrived before the cut. Then the answer says that the outcome is unknown, and a retry shows it."""
    matrix = Matrix(on_postgres, "POST", verb)
    site, _ = matrix.fresh()
    cell = matrix.allowed()[-1]
    ask, kinds, began = _asks(matrix, cell), set(), site.revision(cell.team)
    for at in range(1, MOST, SOME[verb]):
        ends.at, ends.seen = at, 0
        answer = ask()
        ends.at = 0
        if ends.seen < at:
            break
        if answer.status_code < 400:  # The pool replaced a closed connection.
            kinds.add("replaced")
        else:
            _is_told(answer, at)
            kinds.add("unknown" if UNKNOWN in answer.text else "cut")
            if UNKNOWN not in answer.text:
                assert site.revision(cell.team) == began, f"{at} was cut, and something was written"
                continue
            answer = ask()
        assert answer.status_code < 400
        assert site.revision(cell.team) == began + EVENTS.get(verb, 1)
        matrix.fresh()
    assert kinds >= ({"replaced", "cut", "unknown"} if SOME[verb] == 1 else {"cut"})
    assert answer.status_code < 400
    assert ask().status_code == answer.status_code
    assert site.revision(cell.team) == began + EVENTS.get(verb, 1), "asked again, it was done again"
