"""The shape of a database: one line for every column, key, check, index and trigger, as the engine reports them."""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, inspect

_POSTGRES = """
SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || coalesce('(' || character_maximum_length || ')', '')
    || ' nullable ' || is_nullable || ' default ' || coalesce(column_default, '-') || ' ' || coalesce(identity_generation, '')
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'constraint ' || conrelid::regclass || '.' || conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def shape(connection: Connection) -> set[str]:
    """One line for each part of the schema; Alembic's own table is left out."""
    postgres = connection.dialect.name == "postgresql"
    lines = connection.exec_driver_sql(_POSTGRES).scalars() if postgres else _sqlite(connection)
    return {" ".join(line.split()) for line in lines if "alembic_version" not in line}


def _sqlite(connection: Connection) -> Iterator[str]:
    inspector = inspect(connection)
    for table in inspector.get_table_names():
        columns = connection.exec_driver_sql(f"PRAGMA table_xinfo({table})").all()
        yield from (f"column {table} {tuple(row)[1:]}" for row in columns)
        yield from (f"check {table} {_bare(check)}" for check in inspector.get_check_constraints(table))
        yield from (f"unique {table} {unique}" for unique in inspector.get_unique_constraints(table))
        yield from (f"foreign key {table} {key}" for key in inspector.get_foreign_keys(table))
        yield f"primary key {table} {inspector.get_pk_constraint(table)}"
    yield from connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type <> 'table' AND sql > ''").scalars()


def _bare(check: Any) -> str:
    return f"{check['name']} {re.sub(r'[ ()]', '', check['sqltext'])}"
