"""Notes on items. They are only ever added."""

from datetime import datetime

from sqlalchemy import Connection, insert

from queue_app.store.tables import NOTE

_WRITE = insert(NOTE).returning(NOTE.c.id)


def write(connection: Connection, team_id: int, item_id: int, words: str, by: int | None, at: datetime) -> int:
    """A new note; its id."""
    row = {"team_id": team_id, "item_id": item_id, "words": words, "by": by, "at": at}
    return int(connection.execute(_WRITE, row).scalar_one())
