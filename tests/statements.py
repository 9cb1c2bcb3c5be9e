"""Count the statements between BEGIN and COMMIT as the driver gets them. An executemany counts as one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, event

from queue_app.store.db.engine import Doors


@contextmanager
def counted(doors: Doors) -> Iterator[list[str]]:
    """The statements that are sent while the context is open."""
    sent: list[str] = []

    def noting(send: Callable[..., None]) -> Callable[..., None]:
        def noted(cursor: Any, statement: str, *further: Any, **named: Any) -> None:
            if not statement.startswith("BEGIN"):
                sent.append(statement)
            send(cursor, statement, *further, **named)

        return noted

    dialect = doors.engine.dialect
    with ExitStack() as stack:
        for name in ("do_execute", "do_execute_no_params", "do_executemany"):
            stack.enter_context(patch.object(dialect, name, noting(getattr(dialect, name))))
        yield sent


@contextmanager
def rows_written(doors: Doors) -> Iterator[list[int]]:
    """The number of rows that each transaction wrote and committed while the context is open, including triggers."""
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
    """The rows written so far. SQLite counts them per connection, PostgreSQL per transaction."""
    if conn.dialect.name == "sqlite":
        return int(conn.connection.dbapi_connection.total_changes)
    query = "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"
    return int(conn.connection.dbapi_connection.execute(query).fetchone()[0])  # type: ignore[attr-defined,union-attr]
