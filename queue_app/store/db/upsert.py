"""INSERT that meets rows which are there already: the same statement on both engines, which spell it in their own dialects."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], sets: Sequence[str]) -> None:
    """Insert `rows`; where the primary key is taken, write the columns `sets` instead."""
    statement = _statement(connection.dialect.name, table, tuple(sets))
    connection.execute(statement, list(rows) if len(rows) > 1 else rows[0])


@lru_cache
def _statement(dialect: str, table: Table, sets: tuple[str, ...]) -> Insert:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = make(table)
    key = [column.name for column in table.primary_key]
    return statement.on_conflict_do_update(index_elements=key, set_={name: statement.excluded[name] for name in sets})


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert those `rows` whose primary key is not taken."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    if rows:
        connection.execute(make(table).on_conflict_do_nothing(), list(rows))
