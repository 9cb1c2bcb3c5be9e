"""Checks that a backup fits its database, and ends access after a restore."""

from datetime import datetime

from sqlalchemy import Connection, delete, text, update

from queue_app.store.tables import LIFE_SIGN, LINK, OLDER_WRITER, SESSION, TOKEN

_LAST_EVENTS = text("SELECT team_id, revision FROM team_clock ORDER BY team_id")
"""As plain SQL, because the backup may have an older schema than the table classes."""


def last_events(connection: Connection) -> dict[str, int]:
    """{team: its last event}."""
    return {str(team): last for team, last in connection.execute(_LAST_EVENTS)}


def end_access(connection: Connection, now: datetime) -> None:
    """End every session, token and one-time link. Otherwise those ended or used since the backup would work again."""
    connection.execute(delete(SESSION))
    connection.execute(update(TOKEN).where(TOKEN.c.revoked_at.is_(None)).values(revoked_at=now))
    connection.execute(update(LINK).where(LINK.c.used_at.is_(None)).values(used_at=now))


def begin_anew(connection: Connection) -> None:
    """Delete the state of the old servers: their last sign of life, and which versions may write.

    The time since the backup must not count as an outage.
    """
    for table in (LIFE_SIGN, OLDER_WRITER):
        connection.execute(delete(table))
