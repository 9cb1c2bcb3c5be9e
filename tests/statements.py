"""Counts the statements between BEGIN and COMMIT. An executemany is one."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from queue_app.store.engine import Doors


@contextmanager
def counted(doors: Doors) -> Iterator[list[str]]:
    """The statements that are sent while the context is open."""
    sent: list[str] = []

    def note(conn, cursor, statement, *_):
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(doors.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(doors.engine, "before_cursor_execute", note)
