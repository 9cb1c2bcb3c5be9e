"""Detect that something was written, by any process, without reading every row."""

import sqlite3
from collections.abc import Hashable

from queue_app.store.db.base import Base
from queue_app.store.db.engine import Doors

COUNTS = " UNION ALL ".join(
    f"SELECT '{table}', count(*), sum(xmin::text::bigint) FROM \"{table}\"" for table in Base.metadata.tables
)
"""The number of rows of each table, and the sum of the ids of the transactions that wrote them. Every write uses a higher id,
so it changes the count or the sum."""


class Watch:
    """Watches one database. Must be closed."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._file = sqlite3.connect(str(doors.engine.url.database)) if doors.is_sqlite else None

    def mark(self) -> Hashable:
        """A value that stays the same until a change to any row is committed.

        SQLite counts the commits by other connections. Only this object uses its connection, so SQLite counts all commits.
        """
        if self._file:
            return int(self._file.execute("PRAGMA data_version").fetchone()[0])
        with self._doors.reading() as conn:
            # Sorted, because parallel workers of PostgreSQL return the tables in any order.
            return tuple(sorted(tuple(row) for row in conn.exec_driver_sql(COUNTS)))

    def close(self) -> None:
        if self._file:
            self._file.close()
