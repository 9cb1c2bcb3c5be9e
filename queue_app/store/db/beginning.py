"""How a transaction begins. Each that may write looks first whether the database is still of this version: another process
may have upgraded it since this one started.

What was read holds until the transaction ends. On SQLite it is read behind the write lock, by a call into the library (4
microseconds); on PostgreSQL it travels with BEGIN (5), and an upgrade waits until nobody holds the row's table.
"""

import sqlite3
from contextlib import suppress
from typing import Any

import psycopg
from psycopg.pq import ExecStatus
from sqlalchemy import Connection

from queue_app.store.db.version import head, refuse_other

_READ = "SELECT version_num FROM alembic_version"
_BEGIN_AND_READ = f"BEGIN; {_READ}".encode()


def begin(connection: Connection) -> None:
    """Begin as the door wants it. Raises OtherSchema where somebody would write to a database of another version."""
    door = connection.get_execution_options().get("topmost_door")
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if door in ("writing", "migrating") else "BEGIN")
    if door == "writing":
        driver: Any = connection.connection.dbapi_connection
        if (_on_sqlite if sqlite else _on_postgres)(driver) != head():
            refuse_other(connection)


def _on_sqlite(driver: Any) -> str | None:
    """None where it cannot be read: `refuse_other` finds out why."""
    with suppress(sqlite3.Error):
        row = driver.execute(_READ).fetchone()
        return row[0] if row else None
    return None


def _on_postgres(driver: Any) -> str | None:
    """One round trip, where the driver would have sent BEGIN alone. None after a rollback where it cannot be read."""
    told = driver.pgconn.exec_(_BEGIN_AND_READ)
    if told.status == ExecStatus.TUPLES_OK:
        found = told.get_value(0, 0)
        return found.decode() if found else None
    with suppress(psycopg.Error):
        driver.rollback()
    return None
