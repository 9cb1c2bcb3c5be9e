"""Upgrades and downgrades of the schema.

The whole upgrade is one transaction, which begins before the version is read. So a killed upgrade changes nothing. If two
servers start together, one migrates and the other finds the new version.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from queue_app.store.db import version
from queue_app.store.db.encoding import WrongEncoding
from queue_app.store.db.engine import open_engine

if TYPE_CHECKING:
    from alembic.config import Config

_ADVISORY_LOCK = 0x746F706D6F7374  # "topmost" in ASCII; no other program on this database should use it.
_SQLITE_SETTINGS = ("PRAGMA foreign_keys=OFF", "PRAGMA busy_timeout=120000")
_POSTGRES_SETTINGS = (
    "SET LOCAL lock_timeout = 0",
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
)


class NotUpgraded(Exception):
    """This version cannot work with the database, which is unchanged. The message gives the operator the reason."""


class DatabaseAway(NotUpgraded):
    """No database answers at the URL."""

    def __init__(self, error: SQLAlchemyError) -> None:
        lines = str(getattr(error, "orig", None) or error).strip().splitlines()
        super().__init__(f"The database does not answer: {lines[0]}. Check DATABASE_URL and that the database runs.")


class DatabaseNewer(NotUpgraded):
    """The database was upgraded by a newer Topmost; this version must not write to it."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is at revision {revision}. This version of Topmost does not know it. "
            "Start the newer version, or restore a backup from before the upgrade."
        )
        self.revision = revision


class BrokenReferences(NotUpgraded):
    """A migration would have left rows that refer to nothing. Nothing was changed."""


def upgrade(url: str, revision: str = "head") -> None:
    """Upgrade the database at `url` to `revision`, all or nothing. Does nothing if it has this revision, or if a newer version
    only made additive changes.

    Raises NotUpgraded.
    """
    with _refusals():
        if revision == "head" and _takes_this_version(url):
            return
        from alembic import command

        try:
            command.upgrade(_settings(url), revision)
        except DatabaseNewer:
            if not _takes_this_version(url):
                raise


@dataclass(frozen=True, slots=True)
class Pending:
    """What an upgrade would do. `rolling`: servers of the previous version may go on during the upgrade and afterwards."""

    migrations: int
    rolling: bool


def pending(url: str) -> Pending:
    """What `upgrade` would do. Raises NotUpgraded."""
    with _refusals(), _looking_at(url) as connection:
        if version.schema(connection) is version.Schema.CURRENT:
            return Pending(0, rolling=True)
        _refuse_newer(connection)
        steps = version.steps(version.current(connection), version.head()) or ()
        return Pending(len(steps), all(map(version.is_additive, steps)))


def _takes_this_version(url: str) -> bool:
    with _looking_at(url) as connection:
        return version.schema(connection) is version.Schema.CURRENT


@contextmanager
def _looking_at(url: str) -> Iterator[Connection]:
    engine = open_engine(url, pool_size=1)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn errors of an unusable database into a sentence for the operator."""
    try:
        yield
    except WrongEncoding as refused:
        raise NotUpgraded(str(refused)) from None
    except (DBAPIError, ArgumentError) as error:
        if is_away(error):
            raise DatabaseAway(error) from error
        raise


def upgrade_within(connection: Connection, revision: str = "head") -> None:
    """Upgrade inside the transaction of `migrating`, which the caller goes on using."""
    from alembic import command

    settings = version.alembic_settings()
    settings.attributes["connection"] = connection
    command.upgrade(settings, revision)


def is_away(error: SQLAlchemyError) -> bool:
    """Whether no database answers. SQLite raises a plain DatabaseError for a file that is not a database."""
    return isinstance(error, OperationalError | InterfaceError | ArgumentError) or type(error) is DatabaseError


def downgrade(url: str, revision: str) -> None:
    """Downgrade the database at `url` to `revision`, all or nothing."""
    from alembic import command

    command.downgrade(_settings(url), revision)


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """The transaction of an upgrade, locked against other upgrades. Committed at the end, rolled back on any error."""
    engine = open_engine(url, pool_size=1)
    try:
        with _locked(engine) as connection:
            _refuse_newer(connection)
            _hold_writers(connection)
            before = version.current(connection)
            yield connection
            _note_older_writers(connection, before)
            _check_references(connection)
    finally:
        engine.dispose()


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as plain:
        connection = plain.execution_options(topmost_door="migrating")
        if engine.dialect.name == "sqlite":
            # Before BEGIN: foreign_keys=OFF has no effect inside a transaction. Batch changes need it to recreate tables.
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
    connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")  # Waiting longer for a table would block everybody.


def _refuse_newer(connection: Connection) -> None:
    revision = version.current(connection)
    if revision is not None and not version.knows(revision):
        raise DatabaseNewer(revision)


def _hold_writers(connection: Connection) -> None:
    """Block all writers until the commit, by locking the table that each write on PostgreSQL reads first (`engine.begin`)."""
    revision = version.current(connection)
    if connection.dialect.name == "postgresql" and revision is not None and revision != version.head():
        connection.exec_driver_sql("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")


def _note_older_writers(connection: Connection, before: str | None) -> None:
    """Store which older versions may write: after additive migrations the previous one and those that it allowed, else none."""
    after = version.current(connection)
    if after == before or after is None or not inspect(connection).has_table("older_writer"):
        return
    steps = version.steps(before, after)
    if before is None or steps is None or not all(map(version.is_additive, steps)):
        connection.execute(text("DELETE FROM older_writer"))
        return
    about = {"revision": before}
    connection.execute(text("DELETE FROM older_writer WHERE revision = :revision"), about)
    connection.execute(text("INSERT INTO older_writer (revision) VALUES (:revision)"), about)


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise BrokenReferences(f"{len(broken)} rows refer to missing rows, the first in table {broken[0][0]}.")


def _settings(url: str) -> Config:
    settings = version.alembic_settings()
    settings.attributes["url"] = url
    return settings


@contextmanager
def triggers_away(connection: Connection) -> Iterator[None]:
    """Drop all triggers inside the context, for a migration that recreates a table on SQLite. The triggers of the table would be
    lost with it, and triggers of other tables that name it would prevent the rename."""
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = connection.execute(query).all() if connection.dialect.name == "sqlite" else []
    for trigger in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {trigger.name}")
    yield
    for trigger in triggers:
        connection.exec_driver_sql(trigger.sql)
