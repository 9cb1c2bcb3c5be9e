"""What the service does by itself once a day. It belongs to no team's history and moves no revision."""

from datetime import datetime

from sqlalchemy import Connection

from queue_app.store import chores


def tidy(conn: Connection, *, now: datetime) -> dict[str, int]:
    """Delete what was kept long enough, once a day among all processes; {table: rows deleted}, empty when it was done."""
    if not chores.claim(conn, "tidy", now.date(), now):
        return {}
    return chores.purge(conn, now)
