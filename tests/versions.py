"""Pretend that another process upgraded the database: change only its version, until the context ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from queue_app.store.db.engine import Doors
from queue_app.store.db.version import head

FUTURE = "2999_01_01_the_future"


@contextmanager
def of_version(doors: Doors, revision: str | None = FUTURE) -> Iterator[None]:
    """The database of `doors` claims to be at `revision` (None: no revision)."""
    _say(doors, revision)
    try:
        yield
    finally:
        _say(doors, head())


def _say(doors: Doors, revision: str | None) -> None:
    with doors.engine.begin() as connection:  # Not through the two doors, which would refuse the version.
        connection.execute(text("DELETE FROM alembic_version"))
        if revision:
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
