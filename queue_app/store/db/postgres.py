"""Connections to PostgreSQL with time limits, and how their transactions begin.

The server's limits do not help if the server is stopped or the network drops packets. So the client has limits too: it
closes a connection that is silent for longer than its `patience`, and the caller gets an OperationalError.

The server's limits are sent with BEGIN, in the same round trip, and end with the transaction. PgBouncer in transaction mode
would refuse them as startup options and lose them as session settings.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import ConnectionTimeout
from psycopg.generators import execute
from psycopg.pq import ExecStatus
from sqlalchemy import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError

from queue_app.store.db.encoding import WrongEncoding

Value = TypeVar("Value")

CONNECT_SECONDS, PING_SECONDS = 2, 1
"""Limits for opening a connection and for pinging a pooled one. A reader may wait for both, one after the other."""

CONNECTING = {
    "connect_timeout": CONNECT_SECONDS,
    "client_encoding": "UTF8",
    "tcp_user_timeout": 5_000,  # Milliseconds that sent data may stay unacknowledged.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}


class Silent(psycopg.OperationalError):
    """The database did not answer in time; the connection is closed."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that closes if one answer takes longer than `patience` seconds (None: no limit)."""

    patience: float | None = PING_SECONDS

    def wait(self, gen: PQGen[Value], interval: float = 0.1, timeout: float | None = None) -> Value:
        """Wait as the driver does, but no longer than `patience`."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.errors._WaitTimeout:
            if timeout is None:
                self.close()
                raise Silent("the database does not answer") from None
            raise


def is_silence(error: BaseException | None) -> bool:
    """Whether the driver's error says that the database did not answer."""
    return isinstance(error, Silent | ConnectionTimeout)


def threshold(given: str) -> int | None:
    """After how many executions the driver prepares a statement; `none` means never. Raises ArgumentError."""
    if given.casefold() == "none":
        return None
    if not (given.isascii() and given.isdecimal()):
        raise ArgumentError("prepare_threshold in DATABASE_URL is a number, or none")
    return int(given)


def connect(arguments: dict[str, Any]) -> PatientConnection:
    """Connect to a database. Raises WrongEncoding unless it can store every character."""
    connection = PatientConnection.connect(**arguments)
    encoding = connection.info.parameter_status("server_encoding") or "unknown"
    if encoding != "UTF8":
        connection.close()
        raise WrongEncoding(encoding)
    return connection


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a transaction may wait for a lock, work on a statement and be idle, in seconds.

    The client waits longer than the server: the server ends a slow statement, and the client only ends silence.
    """

    isolation: str
    lock: float
    statement: float
    idle: float

    @property
    def patience(self) -> float:
        """The seconds that the client waits for one answer."""
        return max(self.statement, self.lock) * 1.1

    def begin(self) -> str:
        """The statements that begin such a transaction."""
        return (
            f"BEGIN ISOLATION LEVEL {self.isolation}; SET LOCAL lock_timeout = {self.lock * 1000:.0f}; "
            f"SET LOCAL statement_timeout = {self.statement * 1000:.0f}; "
            f"SET LOCAL idle_in_transaction_session_timeout = {self.idle * 1000:.0f}; SET LOCAL datestyle = 'ISO'"
        )


@lru_cache(maxsize=16)
def _begin(limits: Limits, then: str) -> bytes:
    return f"{limits.begin()}; {then}".encode() if then else limits.begin().encode()


def begin(connection: Connection, limits: Limits, then: str = "") -> str | None:
    """Begin with `limits` in one round trip. Returns the first value of the query `then`; None, after a rollback, if it fails.

    Raises DBAPIError if the connection is lost.
    """
    driver: Any = connection.connection.dbapi_connection
    with engine_errors(connection, "BEGIN"):
        driver.patience = CONNECT_SECONDS + (limits.lock if then else 0)
        driver.pgconn.send_query(_begin(limits, then))
        results = driver.wait(execute(driver.pgconn))
        driver.patience = limits.patience
        last = results[-1]
        if last.status == ExecStatus.TUPLES_OK:
            value = last.get_value(0, 0) if last.ntuples else None
            return value.decode() if value else None
        if last.status != ExecStatus.COMMAND_OK:
            if not then:
                raise psycopg.OperationalError(last.get_error_message())
            driver.rollback()
    return None


@contextmanager
def engine_errors(connection: Connection, statement: str) -> Iterator[None]:
    """Raise the driver's errors as `Connection.execute` does; a lost connection leaves the pool."""
    driver: Any = connection.connection.dbapi_connection
    try:
        yield
    except psycopg.Error as error:
        lost = bool(driver.closed or driver.broken)
        if lost:
            connection.invalidate(error)
        hidden, dialect = connection.engine.hide_parameters, connection.dialect
        raise DBAPIError.instance(statement, None, error, psycopg.Error, hidden, lost, dialect) from error


def wait_for_ever(connection: Connection) -> None:
    """Remove the time limit until the connection returns to the pool."""
    driver: Any = connection.connection.dbapi_connection
    driver.patience = None


def calm(driver: Any, _record: Any) -> None:
    """Reset the patience of a connection that returns to the pool to that of a ping."""
    if driver is not None:
        driver.patience = PING_SECONDS
