"""Bulk inserts. Rows are prepared before the lock is taken, so that only the database works under it.

Measured with 100,000 items on SQLite: half of the time under the lock went into turning values into parameters.


Also PostgreSQL's table statistics: after a bulk insert they are wrong until autovacuum runs.

Measured after an import of 10,000 items: a pull scanned the whole table three times, 8 ms instead of 0.1.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, column, insert, text
from sqlalchemy import table as table_of
from sqlalchemy.engine import Dialect

BATCH = 200
"""Rows converted to cells at a time. One row may hold 80 kB of text, and its cells as much again."""

Cells = tuple[Any, ...]
"""Values as the database driver takes them."""


def readied(table: Table, names: Sequence[str], dialect: Dialect) -> Callable[[Sequence[Any]], Cells]:
    """A function that turns values of these columns into cells."""
    processors = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]

    def ready(values: Sequence[Any]) -> Cells:
        return tuple(
            [value if process is None else process(value) for process, value in zip(processors, values, strict=True)]
        )

    return ready


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Cells]) -> None:
    """Insert rows with cells in the order of `names`. Raises SQLAlchemy's DBAPIError."""
    if connection.dialect.name == "sqlite":
        into = insert(table_of(table.name, *(column(name) for name in names)))
        statement, left = str(into.compile(dialect=connection.dialect)), iter(rows)
        while cells := list(islice(left, BATCH)):
            connection.exec_driver_sql(statement, cells)
    else:
        _copy(connection, table, names, rows)


def renew_plans(connection: Connection, *tables: Table) -> None:
    """Update PostgreSQL's statistics of these tables inside a transaction. Otherwise PostgreSQL keeps
    checking foreign keys with plans that were made for empty tables.

    Measured: the first 12,000 items of an installation cost 72,006,000 reads of index entries.
    """
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in tables)
        connection.exec_driver_sql(f"ANALYZE (SKIP_LOCKED) {names}")
        connection.exec_driver_sql("DISCARD PLANS")


def _copy(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Cells]) -> None:
    import psycopg
    from psycopg import sql

    from queue_app.store.db.postgres import engine_errors

    columns = sql.SQL(", ").join(sql.Identifier(name) for name in names)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    raw: psycopg.Connection[Any] = connection.connection.dbapi_connection  # type: ignore[assignment]
    with engine_errors(connection, "COPY"), raw.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)


_RENEW = text("ANALYZE (SKIP_LOCKED) item, event, event_item, item_area")


def analyze_tables(connection: Connection) -> None:
    """Update PostgreSQL's statistics. Tables that another ANALYZE has locked are skipped."""
    connection.execute(_RENEW)
