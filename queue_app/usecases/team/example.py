"""Remove the example team, with everything in it and all its invented people."""

from sqlalchemy import Connection

from queue_app.domain.refusals import NoExample
from queue_app.store.team import example


def remove_example(conn: Connection, *, team: int) -> None:
    """Remove it. Raises NoExample for a real team: its history is never deleted. For `in_transaction`."""
    if not example.is_example(conn, team):
        raise NoExample
    example.remove(conn, team)
