"""Checks of the database for `topmost doctor`: damaged pages, dangling references, an old server."""

from collections.abc import Iterator

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

OLDEST_POSTGRES = 13
_UNCHECKED = (
    "SELECT conname FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace"
    " UNION ALL SELECT c.relname FROM pg_index JOIN pg_class c ON c.oid = indexrelid"
    " WHERE NOT indisvalid AND c.relnamespace = current_schema()::regnamespace"
)
_CONNECTIONS = "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
_RESTORE = "Stop the server and restore the last backup."


def faults(connection: Connection) -> Iterator[str]:
    """Yield what is wrong, in sentences."""
    yield from _sqlite(connection) if connection.dialect.name == "sqlite" else _postgres(connection)


def _sqlite(connection: Connection) -> Iterator[str]:
    """Names the damaged pages, or only the damaged tables if SQLite's check of the file fails."""
    said = _integrity(connection, "20")
    if said is None:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        broken = [name for name in tables if _integrity(connection, name) != ["ok"]]
        said = [f"table {name}" for name in broken] or ["the file"]
    for fault in said:
        if fault != "ok":
            yield f"The database file is damaged: {fault}. {_RESTORE}"
    rows = [] if said != ["ok"] else connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if rows:
        yield f"{len(rows)} rows refer to missing rows, the first in table {rows[0][0]}. {_RESTORE}"


def _integrity(connection: Connection, of: str) -> list[str] | None:
    """SQLite's findings; None if a page is so damaged that the check fails."""
    try:
        return [str(row[0]) for row in connection.exec_driver_sql("SELECT * FROM pragma_integrity_check(?)", (of,))]
    except DatabaseError:
        return None


def _postgres(connection: Connection) -> Iterator[str]:
    version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    if version < OLDEST_POSTGRES:
        yield f"PostgreSQL {version} is too old. Use {OLDEST_POSTGRES} or newer."
    for name in connection.exec_driver_sql(_UNCHECKED).scalars():
        yield f"PostgreSQL does not hold rows to {name}. {_RESTORE}"


def too_few_connections(connection: Connection, wanted: int) -> Iterator[str]:
    """Compare with PostgreSQL's connection limit, a part of which is reserved for administrators."""
    free = connection.exec_driver_sql(_CONNECTIONS).scalar_one()
    if free < wanted:
        yield f"PostgreSQL takes {free} connections, and this server may use {wanted}. Lower THREADS, or raise max_connections."
