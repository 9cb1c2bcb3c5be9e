"""Take the example team away, with everything in it and everybody who was invented for it."""

from sqlalchemy import Connection

from queue_app.domain.refusals import NoExample
from queue_app.store.team import example


def remove_example(conn: Connection, *, team: int) -> None:
    """Raises NoExample for a real team: its history is never deleted. For `alone`."""
    if not example.is_example(conn, team):
        raise NoExample
    example.remove(conn, team)
