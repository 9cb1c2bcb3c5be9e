"""INSERT that updates what is there already: the same statement on both engines, which spell it in their own dialects."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], sets: Sequence[str]) -> None:
    """Insert `rows`; where the primary key is taken, write the columns `sets` instead."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(table)
    key = [column.name for column in table.primary_key]
    change = statement.on_conflict_do_update(index_elements=key, set_={name: statement.excluded[name] for name in sets})
    connection.execute(change, list(rows) if len(rows) > 1 else rows[0])
