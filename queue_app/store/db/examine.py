"""What `topmost doctor` looks for inside the database: broken pages, rows that refer to nothing, an old server."""

from collections.abc import Iterator

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

OLDEST_POSTGRES = 13
_RESTORE = "Stop the server and restore the last backup."


def faults(connection: Connection) -> Iterator[str]:
    """What is wrong, in sentences."""
    yield from _sqlite(connection) if connection.dialect.name == "sqlite" else _postgres(connection)


def _sqlite(connection: Connection) -> Iterator[str]:
    """SQLite names the page of a fault; where it cannot go on, the table is known."""
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
    """What SQLite says; None where a page is so broken that it ends."""
    try:
        return [str(row[0]) for row in connection.exec_driver_sql("SELECT * FROM pragma_integrity_check(?)", (of,))]
    except DatabaseError:
        return None


def _postgres(connection: Connection) -> Iterator[str]:
    version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    if version < OLDEST_POSTGRES:
        yield f"PostgreSQL {version} is too old. Use {OLDEST_POSTGRES} or newer."
