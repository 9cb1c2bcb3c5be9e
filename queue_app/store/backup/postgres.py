"""A PostgreSQL database as rows: COPY of every table in one snapshot, and back into tables created by the migrations.

pg_dump would be another program to install, and its version must fit the server's. Its dumps are also restored in a transaction
of their own. Here one transaction creates, fills, upgrades and checks the tables, so nobody sees a half restored database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import DataError, IntegrityError, sql
from sqlalchemy import Connection, text

from queue_app.store.backup.archive import Archive, ArchiveWriter
from queue_app.store.backup.manifest import NoBackup
from queue_app.store.db.engine import open_engine

_VERSION_TABLE = "alembic_version"
_COLUMNS = text(
    "SELECT c.relname, a.attname, pg_get_serial_sequence(format('%I', c.relname), a.attname)"
    " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
    " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"
    " AND a.attgenerated = '' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
    " ORDER BY c.relname, a.attnum"
)
_CONSTRAINTS = text(
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE contype IN ('p', 'u', 'x', 'f') AND connamespace = current_schema()::regnamespace ORDER BY contype = 'f'"
)
"""Foreign keys come last, because they need the other keys."""

_INDEXES = text(
    "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid"
    " WHERE c.relnamespace = current_schema()::regnamespace"
    " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))"
)
_BY_SORTING = "SET LOCAL maintenance_work_mem = '256MB'"
"""Memory to create indexes and check foreign keys."""

_DAYS = "SET LOCAL datestyle = 'ISO, YMD'"
"""Backups always use this date format, whatever the setting of the database."""


@contextmanager
def snapshot(url: str) -> Iterator[Connection]:
    """One consistent view of the database, without a time limit."""
    engine = open_engine(url, pool_size=1)
    try:
        with engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        ) as connection:
            yield connection
    finally:
        engine.dispose()


def tables(connection: Connection) -> dict[str, list[str]]:
    """{table: columns} of all tables in the schema except Alembic's."""
    found: dict[str, list[str]] = {}
    for table, column, _ in connection.execute(_COLUMNS):
        if table != _VERSION_TABLE:
            found.setdefault(table, []).append(column)
    return found


def dump(connection: Connection, archive: ArchiveWriter, found: dict[str, list[str]]) -> None:
    """Write each table into the backup, as PostgreSQL writes rows as text."""
    cursor = _cursor(connection)
    cursor.execute(_DAYS)
    for table, columns in found.items():
        with archive.part(_part(table)) as part, cursor.copy(_copy("COPY {} ({}) TO STDOUT", table, columns)) as rows:
            for data in rows:
                part.write(data)


def load(connection: Connection, archive: Archive) -> None:
    """Fill the empty tables of the backup's revision. Keys and indexes are dropped and created again, which checks every row.

    Raises NoBackup if the tables of the backup are not those of the revision.
    """
    if _sorted(tables(connection)) != _sorted(archive.manifest.tables):
        raise NoBackup("The backup has other tables than its revision. Nothing was restored. Use another backup.")
    with _fitting(), _without_keys_and_triggers(connection, list(archive.manifest.tables)):
        cursor = _cursor(connection)
        cursor.execute(_DAYS)
        for table, columns in archive.manifest.tables.items():
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))  # Rows that a migration inserted.
            with cursor.copy(_copy("COPY {} ({}) FROM STDIN", table, columns)) as rows:
                for chunk in archive.chunks(_part(table)):
                    rows.write(chunk)
        _set_sequences(connection)


@contextmanager
def _fitting() -> Iterator[None]:
    """Turn PostgreSQL's errors about invalid rows into a sentence."""
    try:
        yield
    except (DataError, IntegrityError) as error:
        first = str(error).partition("\n")[0]
        raise NoBackup(
            f"The rows of the backup do not fit: {first}. Nothing was restored. Use another backup."
        ) from None


def _sorted(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Sort the columns, because an upgraded database has them in another order than a new one."""
    return {table: sorted(columns) for table, columns in found.items()}


@contextmanager
def _without_keys_and_triggers(connection: Connection, names: list[str]) -> Iterator[None]:
    """Drop indexes, keys and triggers inside the context. The backup contains the rows that triggers wrote, and creating an
    index at the end is faster than updating it for each row."""
    cursor = _cursor(connection)
    constraints = [tuple(row) for row in connection.execute(_CONSTRAINTS)]
    indexes = [tuple(row) for row in connection.execute(_INDEXES)]
    for table, name, _ in reversed(constraints):
        cursor.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.SQL(table), sql.Identifier(name)))
    for name, _ in indexes:
        cursor.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(name)))
    for name in names:
        cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(name)))
    yield
    for name in names:
        cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(name)))
    cursor.execute(_BY_SORTING)
    for _, definition in indexes:
        cursor.execute(sql.SQL(definition))
    for table, name, definition in constraints:
        add = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}")
        cursor.execute(add.format(sql.SQL(table), sql.Identifier(name), sql.SQL(definition)))


def _set_sequences(connection: Connection) -> None:
    """Set each sequence to continue after the largest id."""
    cursor = _cursor(connection)
    for table, column, sequence in connection.execute(_COLUMNS).all():
        if sequence:
            query = sql.SQL("SELECT setval({}, max({column})) FROM {} HAVING max({column}) IS NOT NULL")
            cursor.execute(query.format(sequence, sql.Identifier(table), column=sql.Identifier(column)))


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


def _copy(command: str, table: str, columns: list[str]) -> sql.Composed:
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL(command).format(sql.Identifier(table), listed)


def _part(table: str) -> str:
    return f"rows/{table}"
