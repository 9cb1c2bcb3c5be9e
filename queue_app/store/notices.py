"""The operator's notice: one row, which the next notice replaces."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from queue_app.store.tables import NOTICE

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Notice:
    """The text of the notice, and the time until which every page shows it."""

    words: str
    until: datetime


def read_notice(connection: Connection) -> Notice | None:
    """The last notice, expired or not."""
    row = connection.execute(select(NOTICE.c.words, NOTICE.c.until)).one_or_none()
    return Notice(row.words, row.until) if row else None


def replace_notice(connection: Connection, notice: Notice | None) -> None:
    """Show this notice from now on; None removes it."""
    connection.execute(delete(NOTICE))
    if notice is not None:
        connection.execute(insert(NOTICE).values(id=1, words=notice.words, until=notice.until))
