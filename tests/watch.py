"""Sees that something was written, by whomever, without reading every row."""

import sqlite3
from collections.abc import Hashable

from queue_app.store.db.base import Base
from queue_app.store.db.engine import Doors

COUNTS = " UNION ALL ".join(
    f"SELECT '{table}', count(*), sum(xmin::text::bigint) FROM \"{table}\"" for table in Base.metadata.tables
)
"""Rows and the sum of the transactions that wrote them. A write gives its rows a number above all others: the count or the sum
changes, whatever it did."""


class Watch:
    """A look at one database. To be closed."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._file = sqlite3.connect(str(doors.engine.url.database)) if doors.is_sqlite else None

    def mark(self) -> Hashable:
        """The same as before when nothing was committed meanwhile, another one when any row changed.

        SQLite counts the commits of other connections that changed the file, and nobody else has this one.
        """
        if self._file:
            return int(self._file.execute("PRAGMA data_version").fetchone()[0])
        with self._doors.reading() as conn:
            # Sorted, because several workers of PostgreSQL may count at the same time.
            return tuple(sorted(tuple(row) for row in conn.exec_driver_sql(COUNTS)))

    def close(self) -> None:
        if self._file:
            self._file.close()
