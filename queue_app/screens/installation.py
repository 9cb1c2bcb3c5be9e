"""The operators' page: availability, the notice, letters. It shows no data of teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from queue_app.domain.uptime import Uptime, uptime
from queue_app.store import outages
from queue_app.store.db import version
from queue_app.store.mail import outbox
from queue_app.store.mail.outbox import DeadLetter, WaitingLetters
from queue_app.store.notices import Notice, read_notice
from queue_app.store.tables import MEMBERSHIP, TEAM

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Installation:
    """`dead_letters` are the newest of all `dead`; `notice` is the one that is shown now; `zone` is of the reader's team."""

    now: datetime
    zone: str
    revision: str
    uptime: Uptime | None
    notice: Notice | None
    waiting: WaitingLetters
    dead_letters: Sequence[DeadLetter]
    dead: int


def installation(connection: Connection, person: int, now: datetime) -> Installation:
    """Read the page."""
    notice = read_notice(connection)
    return Installation(
        now=now,
        zone=_zone_of(connection, person),
        revision=version.current(connection) or "",
        uptime=uptime(outages.recent(connection, now), outages.watched_since(connection), now),
        notice=notice if notice and notice.until > now else None,
        waiting=outbox.waiting(connection, now),
        dead_letters=outbox.given_up(connection, SHOWN),
        dead=outbox.how_many_given_up(connection),
    )


def _zone_of(connection: Connection, person: int) -> str:
    of = select(TEAM.c.time_zone).join(MEMBERSHIP, MEMBERSHIP.c.team_id == TEAM.c.id)
    first = of.where(MEMBERSHIP.c.person_id == person).order_by(TEAM.c.id).limit(1)
    return connection.execute(first).scalar_one_or_none() or "UTC"
