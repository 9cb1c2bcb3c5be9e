"""Counts the statements between BEGIN and COMMIT. An executemany is one."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event

from queue_app.store.engine import Doors


@contextmanager
def counted(doors: Doors) -> Iterator[list[str]]:
    """The statements that are sent while the context is open."""
    sent: list[str] = []

    def note(conn, cursor, statement, *_):
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(doors.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(doors.engine, "before_cursor_execute", note)


@contextmanager
def rows_written(doors: Doors) -> Iterator[list[int]]:
    """How many rows each committed transaction inserted, updated or deleted while the context is open, triggers included."""
    written: list[int] = []
    before: dict[int, int] = {}

    def begun(conn: Connection) -> None:
        before[id(conn)] = _written(conn)

    def committing(conn: Connection) -> None:
        written.append(_written(conn) - before.pop(id(conn)))

    event.listen(doors.engine, "begin", begun)
    event.listen(doors.engine, "commit", committing)
    try:
        yield written
    finally:
        event.remove(doors.engine, "begin", begun)
        event.remove(doors.engine, "commit", committing)


def _written(conn: Connection) -> int:
    """SQLite counts for the whole connection, PostgreSQL for the transaction."""
    if conn.dialect.name == "sqlite":
        return int(conn.connection.dbapi_connection.total_changes)
    query = "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"
    return int(conn.exec_driver_sql(query).scalar_one())
