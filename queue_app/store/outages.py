"""Signs of life, and the outages between them. A sign of life means that a server runs and that the database takes writes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from queue_app.domain.uptime import SHORTEST, WINDOW, Outage, gap
from queue_app.store.notices import read_notice
from queue_app.store.tables import LIFE_SIGN, OUTAGE


def sign(connection: Connection, *, now: datetime, own_silence: timedelta | None) -> Outage | None:
    """Record a sign of life. Returns the outage that it ended, if there was one.

    `own_silence` is the time since this process gave its last sign, None for its first. One process at a time decides.
    """
    last = connection.execute(select(LIFE_SIGN.c.at).with_for_update()).scalar_one_or_none()
    if last is None:
        connection.execute(insert(LIFE_SIGN).values(id=1, since=now, at=now))
        return None
    connection.execute(update(LIFE_SIGN).values(at=now))
    silence = gap(last, now, own_silence)
    if silence < SHORTEST:
        return None
    began = now - silence
    notice = read_notice(connection)
    outage = Outage(began, now, announced=notice is not None and notice.until > began)
    row = {"began_at": outage.began, "ended_at": outage.ended, "announced": outage.announced}
    connection.execute(insert(OUTAGE).values(row))
    return outage


def watched_since(connection: Connection) -> datetime | None:
    """When the first server gave a sign of life."""
    return connection.execute(select(LIFE_SIGN.c.since)).scalar_one_or_none()


def recent(connection: Connection, now: datetime) -> Sequence[Outage]:
    """The recent outages, which the uptime line shows."""
    query = select(OUTAGE.c.began_at, OUTAGE.c.ended_at, OUTAGE.c.announced).where(OUTAGE.c.ended_at > now - WINDOW)
    return [Outage(*row) for row in connection.execute(query)]
