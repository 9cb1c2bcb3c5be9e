"""Inspect and fill databases that no fixture keeps open."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from queue_app.store.db import version
from queue_app.store.db.engine import open_engine
from tests.migrations.shapes import shape

ROWS = Path(__file__).parent / "rows"


@contextmanager
def looking_at(url: str) -> Iterator[Connection]:
    """A transaction on the database at `url`, committed at the end."""
    engine = open_engine(url, pool_size=1)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def look(url):
    """The revision of the database at `url`, and its shape."""
    with looking_at(url) as connection:
        return version.current(connection), shape(connection)


def fill(url, revision):
    """Put the work of a team into a database at `revision`. Returns the row counts of its tables."""
    with looking_at(url) as connection:
        for statement in (ROWS / f"{revision}.sql").read_text().split(";\n"):
            if statement.strip():
                connection.execute(text(statement))
    return counts(url)


def counts(url):
    with looking_at(url) as connection:
        sqlite = connection.dialect.name == "sqlite"
        listing = (
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            if sqlite
            else ("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        )
        tables = connection.exec_driver_sql(listing).scalars().all()
        return {table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() for table in tables}
