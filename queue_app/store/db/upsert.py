"""Upserts: INSERT ... ON CONFLICT on both engines, each through its own dialect."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], sets: Sequence[str]) -> None:
    """Insert `rows`; where the primary key exists, update the columns `sets`."""
    statement = _statement(connection.dialect.name, table, tuple(sets))
    connection.execute(statement, list(rows) if len(rows) > 1 else rows[0])


@lru_cache
def _statement(dialect: str, table: Table, sets: tuple[str, ...]) -> Insert:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = make(table)
    key = [column.name for column in table.primary_key]
    return statement.on_conflict_do_update(index_elements=key, set_={name: statement.excluded[name] for name in sets})


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert `rows`, except those whose primary key exists."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    if rows:
        connection.execute(make(table).on_conflict_do_nothing(), list(rows))
