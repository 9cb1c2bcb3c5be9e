"""A look at a database that no fixture holds open."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from queue_app.store.engine import open_engine


@contextmanager
def looking_at(url: str) -> Iterator[Connection]:
    """One transaction on the database at `url`, committed at the end."""
    engine = open_engine(url, pool_size=1)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
