"""Raises the schema to this version, and takes it back.

One transaction holds the whole upgrade and begins before the version is read. So a killed upgrade leaves what was there
before, and of two servers that start together one migrates and the other finds it done.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from queue_app.store.db import version
from queue_app.store.db.engine import open_engine

_ADVISORY_LOCK = 0x746F706D6F7374  # "topmost": any number that nobody else on this database uses.
_SQLITE_SETTINGS = ("PRAGMA foreign_keys=OFF", "PRAGMA busy_timeout=120000")
_POSTGRES_SETTINGS = (
    "SET LOCAL lock_timeout = 0",
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
)


class NotUpgraded(Exception):
    """The database is as it was, and this version cannot work with it. The text says why, for whoever starts it."""


class DatabaseAway(NotUpgraded):
    """There is no database at the address, or it takes nothing."""

    def __init__(self, error: SQLAlchemyError) -> None:
        said = str(getattr(error, "orig", None) or error).strip().splitlines()
        super().__init__(f"The database does not answer: {said[0]}. Check DATABASE_URL and that the database runs.")


class DatabaseNewer(NotUpgraded):
    """The database was upgraded by a newer Topmost; this one must not write to it."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is at revision {revision}. This version of Topmost does not know it. "
            "Start the newer version, or restore a backup from before the upgrade."
        )
        self.revision = revision


class BrokenReferences(NotUpgraded):
    """A migration would have left rows that refer to nothing. Nothing was changed."""


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to `revision`, all or nothing; nothing to do is fine.

    Raises NotUpgraded.
    """
    try:
        command.upgrade(_settings(url), revision)
    except (DBAPIError, ArgumentError) as error:
        if is_away(error):
            raise DatabaseAway(error) from error
        raise


def is_away(error: SQLAlchemyError) -> bool:
    """Whether there is no database that answers; a plain DatabaseError is what SQLite says of a file that is something else."""
    return isinstance(error, OperationalError | InterfaceError | ArgumentError) or type(error) is DatabaseError


def downgrade(url: str, revision: str) -> None:
    """Take the database at `url` back to `revision`, all or nothing. Raises as `upgrade` does."""
    command.downgrade(_settings(url), revision)


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """The one transaction of an upgrade, locked against every other. Committed at the end, rolled back on any error."""
    engine = open_engine(url, pool_size=1)
    try:
        with _locked(engine) as connection:
            _refuse_newer(connection)
            _hold_writers(connection)
            yield connection
            _check_references(connection)
    finally:
        engine.dispose()


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as plain:
        connection = plain.execution_options(topmost_door="migrating")
        if engine.dialect.name == "sqlite":
            # Before BEGIN: inside a transaction the first has no effect, and batch changes recreate tables.
            for pragma in _SQLITE_SETTINGS:
                connection.connection.cursor().execute(pragma)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                _wait_for_our_turn(connection)
            yield connection


def _wait_for_our_turn(connection: Connection) -> None:
    for setting in _POSTGRES_SETTINGS:
        connection.exec_driver_sql(setting)
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
    connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")  # A table in use: give up rather than queue everybody.


def _refuse_newer(connection: Connection) -> None:
    revision = version.current(connection)
    if revision is not None and not version.knows(revision):
        raise DatabaseNewer(revision)


def _hold_writers(connection: Connection) -> None:
    """Nobody writes between here and the commit: each write on PostgreSQL reads this table first (`store/beginning.py`)."""
    at = version.current(connection)
    if connection.dialect.name == "postgresql" and at is not None and at != version.head():
        connection.exec_driver_sql("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise BrokenReferences(f"{len(broken)} rows refer to missing rows, the first in table {broken[0][0]}.")


def _settings(url: str) -> Config:
    settings = Config(toml_file=version.SETTINGS)
    settings.attributes["url"] = url
    return settings
