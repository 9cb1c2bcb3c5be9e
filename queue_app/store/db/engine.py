"""The two doors to the database. `reading()` is one consistent snapshot; `writing()` owns the only writing transaction.

A read followed by a write in one SQLite transaction fails at once with BUSY_SNAPSHOT, and BEGIN IMMEDIATE on
reads makes every page wait for writers. So the two doors never share a connection, and a request never holds both.


Each transaction that may write first checks that the schema still has this version, because another process
may have upgraded it since this one started.

The check holds until the transaction ends. On SQLite it is a query under the write lock (4 microseconds). On PostgreSQL
it is sent together with BEGIN (5 microseconds), and an upgrade waits until no transaction locks the table of the row.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from queue_app.store.db.silence import DatabaseBusy, Silence
from queue_app.store.db.version import head, refuse_other

LOCK_WAIT_SECONDS = 5
IDLE_SECONDS = 15
"""PostgreSQL ends a transaction that was idle for this long."""

READING_SECONDS, WRITING_SECONDS, AT_LENGTH_SECONDS = 4, 10, 60
"""Limits for one statement. They let every reader get an answer or a refusal within 5 seconds."""

_AT_LENGTH = (
    "PRAGMA cache_size = -32768",  # 32 MB hold the indexes of a large write. 128 MB save no further CPU time.
    "PRAGMA wal_autocheckpoint = 0",
)
_VERSION = "SELECT version_num FROM alembic_version"


def normalised(url: str) -> URL:
    """The URL with the installed driver: `postgresql://` means psycopg 3. Raises ArgumentError for a malformed URL."""
    try:
        parsed = make_url(url)
    except ValueError:  # The port is not a number. The original message would reveal a part of the URL.
        raise ArgumentError("DATABASE_URL is no address") from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed


def engine_options(url: URL, pool_size: int) -> dict[str, Any]:
    """The options of `create_engine`: one connection for each server thread and no overflow, so that a leak shows at once.

    `hide_parameters` keeps what people typed out of tracebacks in the log.
    """
    options: dict[str, Any] = {"pool_size": pool_size, "max_overflow": 0, "pool_timeout": 4, "hide_parameters": True}
    if url.get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": LOCK_WAIT_SECONDS, "check_same_thread": False}
    else:
        from queue_app.store.db import postgres

        options["pool_pre_ping"] = True
        options["connect_args"] = {name: value for name, value in postgres.CONNECTING.items() if name not in url.query}
        if "prepare_threshold" in url.query:
            options["connect_args"]["prepare_threshold"] = postgres.threshold(str(url.query["prepare_threshold"]))
    return options


def open_engine(url: str, pool_size: int = 4) -> Engine:
    """An engine with the listeners of `configure`, for the command line, migrations and tests."""
    parsed = normalised(url)
    engine = create_engine(parsed, **engine_options(parsed, pool_size))
    configure(engine)
    return engine


def configure(engine: Engine) -> None:
    """Attach the listeners for connect and begin. Must run before the first connection."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", partial(_keep_private, engine.url.database or ""))
        event.listen(engine, "connect", _set_pragmas)
    else:
        from queue_app.store.db import postgres

        event.listen(engine, "do_connect", lambda _dialect, _record, _further, named: postgres.connect(named))
        event.listen(engine, "checkin", postgres.calm)
    event.listen(engine, "begin", begin)


def _keep_private(database: str, _connection: Any, _entry: ConnectionPoolEntry) -> None:
    """Let only the owner read the file. SQLite creates its other files with the same rights."""
    for name in (database, f"{database}-wal", f"{database}-shm"):
        with suppress(OSError):  # The file is missing or has another owner: `topmost doctor` says so.
            file = Path(name)
            if file.stat().st_mode & 0o077:
                file.chmod(0o600)


def _set_pragmas(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # The driver's own BEGIN does not hold the transaction, so updates get lost.
    _keep_a_log(connection)
    for pragma in ("PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"):
        connection.execute(pragma)


def _keep_a_log(connection: Any) -> None:
    """Switch to WAL, once for each file. Retries, because another server may do the same and SQLite does not wait here."""
    until = time.monotonic() + LOCK_WAIT_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


class Doors:
    """One database with a door for reading and one for writing. A process has one instance."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writer = threading.Lock()
        self._silence = Silence()
        self.waited: Callable[[str, float], None] = lambda _door, _seconds: None  # Told how long each caller waited.
        self._readers = engine.execution_options(topmost_door="reading")
        self._long_readers = engine.execution_options(topmost_door="reading at length")
        self._writers = engine.execution_options(topmost_door="writing")
        self._layouts = engine.execution_options(topmost_door="laying out")

    @contextmanager
    def reading(self, *, at_length: bool = False) -> Iterator[Connection]:
        """A consistent snapshot. Writes through it are refused or rolled back. `at_length`: nobody waits for the answer.

        On PostgreSQL it ends with COMMIT, because a ROLLBACK makes the driver forget all its prepared statements.
        """
        door, came = self._long_readers if at_length else self._readers, time.perf_counter()
        with self._silence.noticed(), door.connect() as connection, connection.begin() as snapshot:
            self.waited("reading", time.perf_counter() - came)
            yield connection
            if self.is_sqlite:
                snapshot.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write. It is rolled back at the end, unless `usecases/transaction.py` committed it.

        Raises DatabaseBusy if the wait for other writers is too long. BEGIN raises OtherSchema if the database has
        another version.
        """
        with self._silence.noticed(), self._turn(), self._writers.connect() as connection:
            yield connection

    @contextmanager
    def writing_at_length(self, lay_out: Callable[[Connection], None]) -> Iterator[Connection]:
        """Like `writing`, for bulk writes: `lay_out` fills temporary tables before other writers have to wait.

        The connection leaves the pool and is closed afterwards, with its temporary tables and settings. On PostgreSQL
        `lay_out` and the write share one transaction, because PgBouncer may run the next one in another session.
        """
        with self._silence.noticed(), self._layouts.connect() as connection:
            connection.detach()
            if not self.is_sqlite:
                with _rolled_back(connection):
                    connection.begin()
                    lay_out(connection)
                    yield connection
                return
            with connection.begin():
                for statement in _AT_LENGTH:
                    connection.exec_driver_sql(statement)
                lay_out(connection)
            connection.execution_options(topmost_door="writing")
            with self._turn(), _rolled_back(connection):
                yield connection
            _check_point(connection)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Let only one writer of this process wait at BEGIN IMMEDIATE on SQLite, whose own queue is not fair."""
        if not self.is_sqlite:
            yield
            return
        if not self._writer.acquire(timeout=LOCK_WAIT_SECONDS):
            raise DatabaseBusy
        try:
            yield
        finally:
            self._writer.release()


@contextmanager
def _rolled_back(connection: Connection) -> Iterator[None]:
    """Roll back at the end. What was committed before stays."""
    try:
        yield
    finally:
        connection.rollback()


@contextmanager
def together(connection: Connection) -> Iterator[None]:
    """Send statements to PostgreSQL in one round trip. They must only write. Errors may be raised only at the end."""
    if connection.dialect.name == "sqlite":
        yield
        return
    from queue_app.store.db import postgres

    driver: Any = connection.connection.dbapi_connection
    with postgres.engine_errors(connection, "COMMIT"), driver.pipeline():
        yield


def _check_point(connection: Connection) -> None:
    """Checkpoint the WAL now, while nobody waits, instead of during the next write."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA wal_checkpoint(PASSIVE)")


def begin(connection: Connection) -> None:
    """Begin a transaction for the connection's door. Raises OtherSchema for a write to a database of another version, and
    DatabaseBusy if the version cannot be read."""
    door = connection.get_execution_options().get("topmost_door")
    writes = door == "writing"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes or door == "migrating" else "BEGIN")
        revision = _on_sqlite(connection.connection.dbapi_connection) if writes else None
    else:
        writes = writes or door == "laying out"
        revision = _on_postgres(connection, door, _VERSION if writes else "")
    if writes and revision != head():
        refuse_other(connection)
        if revision is None:  # Reading it failed before and works now. The failure may have ended the transaction.
            raise DatabaseBusy


_LIMITS = {
    "reading": ("REPEATABLE READ READ ONLY", READING_SECONDS),
    "reading at length": ("REPEATABLE READ READ ONLY", AT_LENGTH_SECONDS),
    "writing": ("READ COMMITTED", WRITING_SECONDS),
    "laying out": ("READ COMMITTED", AT_LENGTH_SECONDS),
}


def _on_postgres(connection: Connection, door: str | None, then: str) -> str | None:
    """Begin within the door's limits. Returns the stored revision if `then` is its query and it can be read."""
    from queue_app.store.db import postgres

    if door not in _LIMITS:  # A migration or a test, which has no time limit.
        postgres.wait_for_ever(connection)
        return None
    isolation, statement = _LIMITS[door]
    limits = postgres.Limits(isolation, LOCK_WAIT_SECONDS, statement, IDLE_SECONDS)
    return postgres.begin(connection, limits, then)


def _on_sqlite(driver: Any) -> str | None:
    """The stored revision; None if it cannot be read (`refuse_other` says why)."""
    with suppress(sqlite3.Error):
        row = driver.execute(_VERSION).fetchone()
        return row[0] if row else None
    return None
