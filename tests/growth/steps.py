"""The database work for a page or a verb: steps of SQLite's virtual machine, or rows and index entries read by PostgreSQL."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, event

from queue_app.store.db.engine import Doors

FEW = {"sqlite": 3_000, "postgres": 300}
"""Fewer steps than this are negligible, however they grow."""
GRAIN = 10
"""SQLite reports its progress after this number of steps."""
_ENTRIES = """
SELECT coalesce(sum(pg_stat_get_xact_tuples_returned(oid)), 0) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')
"""
"""Rows read by table scans, and index entries, since the session last sent its counters to the server."""


_AS_IF_LARGE = "SET LOCAL enable_seqscan = off"
"""PostgreSQL scans small tables because that is cheap. Without scans the count is that of a large table."""


@dataclass
class Steps:
    """The counts so far."""

    count: int = 0
    by_statement: Counter[str] = field(default_factory=Counter)
    """For SQLite: {statement up to its first WHERE: steps}."""


@contextmanager
def stepped(doors: Doors) -> Iterator[Steps]:
    """Count while the context is open, in all transactions of the doors."""
    steps = Steps()
    with (_in_sqlite if doors.is_sqlite else _in_postgres)(doors, steps):
        yield steps


@contextmanager
def _in_sqlite(doors: Doors, steps: Steps) -> Iterator[None]:
    seen: list[Any] = []
    now = [""]

    def count() -> int:
        steps.count += GRAIN
        steps.by_statement[now[0]] += GRAIN
        return 0

    def asked(_conn: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        now[0] = statement.partition("WHERE")[0]

    def begun(conn: Connection) -> None:
        raw: Any = conn.connection.dbapi_connection
        raw.set_progress_handler(count, GRAIN)
        seen.append(raw)

    for name, call in (listened := (("begin", begun), ("before_cursor_execute", asked))):
        event.listen(doors.engine, name, call)
    try:
        yield
    finally:
        for name, call in listened:
            event.remove(doors.engine, name, call)
        for raw in seen:
            raw.set_progress_handler(None, 0)


@contextmanager
def _in_postgres(doors: Doors, steps: Steps) -> Iterator[None]:
    before: dict[int, int] = {}

    def begun(conn: Connection) -> None:
        raw: Any = conn.connection.dbapi_connection
        raw.execute(_AS_IF_LARGE)
        before[id(conn)] = _entries(conn)

    def ending(conn: Connection) -> None:
        if id(conn) in before:
            steps.count += _entries(conn) - before.pop(id(conn))

    for name, call in (("begin", begun), ("commit", ending), ("rollback", ending)):
        event.listen(doors.engine, name, call)
    try:
        yield
    finally:
        for name, call in (("begin", begun), ("commit", ending), ("rollback", ending)):
            event.remove(doors.engine, name, call)


def _entries(conn: Connection) -> int:
    raw: Any = conn.connection.dbapi_connection
    return int(raw.execute(_ENTRIES).fetchone()[0])
