"""The two doors to the database. `reading()` is one consistent snapshot; `writing()` owns the only writing transaction.

Seen: a read followed by a write in one SQLite transaction fails at once with BUSY_SNAPSHOT, and BEGIN IMMEDIATE on
reads makes every page wait for writers. So the two never share a connection, and a request never holds both.


How a transaction begins. Each that may write looks first whether the database is still of this version: another process
may have upgraded it since this one started.

What was read holds until the transaction ends. On SQLite it is read behind the write lock, by a call into the library (4
microseconds); on PostgreSQL it travels with BEGIN (5), and an upgrade waits until nobody holds the row's table.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from sqlite3 import OperationalError
from typing import Any

import psycopg
from psycopg.pq import ExecStatus
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from queue_app.store.db.version import head, refuse_other

LOCK_WAIT_SECONDS = 5
_POSTGRES_OPTIONS = (
    "-c lock_timeout=5s -c statement_timeout=10s -c idle_in_transaction_session_timeout=15s -c datestyle=ISO"
)
_AT_LENGTH = {
    "sqlite": (
        "PRAGMA cache_size = -131072",  # 128 MB: a large write stays in memory.
        "PRAGMA wal_autocheckpoint = 0",
    ),
    "postgresql": ("SET statement_timeout = 0",),
}


class DatabaseBusy(Exception):
    """Another write held the database for too long; nothing was written."""


def normalised(url: str) -> URL:
    """The address with the driver that is shipped: `postgresql://` means psycopg 3. Raises ArgumentError for no address."""
    try:
        parsed = make_url(url)
    except ValueError:  # A port that is no number; the text of that error holds a part of the address.
        raise ArgumentError("DATABASE_URL is no address") from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "postgresql" and "options" not in parsed.query:
        parsed = parsed.update_query_dict({"options": _POSTGRES_OPTIONS})
    return parsed


def engine_options(url: URL, pool_size: int) -> dict[str, Any]:
    """What `create_engine` gets: one connection a server thread and no overflow, so that a leak shows at once."""
    options: dict[str, Any] = {"pool_size": pool_size, "max_overflow": 0, "pool_timeout": 10, "pool_pre_ping": True}
    if url.get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": LOCK_WAIT_SECONDS, "check_same_thread": False}
        options["pool_pre_ping"] = False
    return options


def open_engine(url: str, pool_size: int = 4) -> Engine:
    """An engine with the listeners of `configure`, for the command line, migrations and tests."""
    parsed = normalised(url)
    engine = create_engine(parsed, **engine_options(parsed, pool_size))
    configure(engine)
    return engine


def configure(engine: Engine) -> None:
    """Attach how it connects and begins. Must run before the first connection."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", begin)


def _set_pragmas(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # The driver's own BEGIN loses updates: it does not hold the transaction.
    _keep_a_log(connection)
    for pragma in ("PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"):
        connection.execute(pragma)


def _keep_a_log(connection: Any) -> None:
    """WAL, once for each file. Seen: two servers that start on a new file together, and SQLite waits for nobody here."""
    until = time.monotonic() + LOCK_WAIT_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


class Doors:
    """One database, two doors. A process makes one of these."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writer = threading.Lock()
        options: dict[str, Any] = {"topmost_door": "reading"}
        if not self.is_sqlite:
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._readers = engine.execution_options(**options)
        self._writers = engine.execution_options(topmost_door="writing")
        self._layouts = engine.execution_options(topmost_door="laying out")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot that does not move while it is read; whatever is written through it is refused or rolled back."""
        with self._readers.connect() as connection, connection.begin() as snapshot:
            yield connection
            snapshot.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write. It is rolled back unless `usecases/transaction.py` committed it.

        Raises DatabaseBusy when the wait for other writers was too long; to begin it raises OtherSchema where the database
        is not of this version.
        """
        with self._turn(), self._writers.connect() as connection:
            yield connection

    @contextmanager
    def writing_at_length(self, lay_out: Callable[[Connection], None]) -> Iterator[Connection]:
        """As `writing`, for very many rows: `lay_out` puts them into temporary tables before anybody has to wait.

        The connection leaves the pool and is closed afterwards, with its tables and with what was set for it.
        """
        with self._layouts.connect() as connection:
            connection.detach()
            with connection.begin():
                for statement in _AT_LENGTH[self.engine.dialect.name]:
                    connection.exec_driver_sql(statement)
                lay_out(connection)
            connection.execution_options(topmost_door="writing")
            with self._turn():
                try:
                    yield connection
                finally:
                    connection.rollback()
            if self.is_sqlite:
                _check_point(connection)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """On SQLite one writer of this process stands before BEGIN IMMEDIATE: our own queue is fair, SQLite's is not."""
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
def together(connection: Connection) -> Iterator[None]:
    """What PostgreSQL is sent in here takes one round trip; it must only write, and fails at the latest at the end."""
    if connection.dialect.name == "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    with driver.pipeline():
        yield


def _check_point(connection: Connection) -> None:
    """Copy what was written into the database file: while nobody waits, and not at somebody's next write."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA wal_checkpoint(PASSIVE)")


_READ = "SELECT version_num FROM alembic_version"
_BEGIN_AND_READ = f"BEGIN; {_READ}".encode()


def begin(connection: Connection) -> None:
    """Begin as the door wants it. Raises OtherSchema where somebody would write to a database of another version."""
    door = connection.get_execution_options().get("topmost_door")
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if door in ("writing", "migrating") else "BEGIN")
    if door == "writing":
        driver: Any = connection.connection.dbapi_connection
        if (_on_sqlite if sqlite else _on_postgres)(driver) != head():
            refuse_other(connection)


def _on_sqlite(driver: Any) -> str | None:
    """None where it cannot be read: `refuse_other` finds out why."""
    with suppress(sqlite3.Error):
        row = driver.execute(_READ).fetchone()
        return row[0] if row else None
    return None


def _on_postgres(driver: Any) -> str | None:
    """One round trip, where the driver would have sent BEGIN alone. None after a rollback where it cannot be read."""
    told = driver.pgconn.exec_(_BEGIN_AND_READ)
    if told.status == ExecStatus.TUPLES_OK:
        found = told.get_value(0, 0)
        return found.decode() if found else None
    with suppress(psycopg.Error):
        driver.rollback()
    return None
