"""Chores: rows that are deleted after a while, and the claim that lets one process do the work of a day."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Delete, Exists, Table, and_, delete, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from queue_app.domain.cover.evidence import KEPT_DAYS
from queue_app.domain.queue.item import State
from queue_app.store.tables import (
    ABSENCE,
    AGENT_STINT,
    AREA_DAY,
    CHORE,
    DEVICE,
    EVIDENCE,
    IMPORT_UNDER_WAY,
    ITEM,
    LINK,
    OUTAGE,
    OUTBOX,
    REQUEST,
    SESSION,
    STINT,
    THROTTLE,
    UPLOAD,
)

EVERYWHERE = 0
RECORD = "record"
"""The chore that stores the day's quotes and judges earlier ones."""

ANSWERS = timedelta(hours=24)
UPLOADS = timedelta(hours=24)
STINTS = timedelta(days=1)
LINKS = timedelta(days=30)
LETTERS = timedelta(days=30)
DEVICES = timedelta(days=400)
OUTAGES = timedelta(days=400)
EVIDENCE_DAYS = timedelta(days=KEPT_DAYS)
ABSENCES = timedelta(days=2)
"""Two days, so that the absence has ended in every time zone."""


def claim(connection: Connection, kind: str, day: date, at: datetime, team: int = EVERYWHERE) -> bool:
    """Claim the work of this kind and day. Returns whether this process was the first."""
    try:
        with connection.begin_nested():
            connection.execute(insert(CHORE).values(team_id=team, kind=kind, day=day, at=at))
    except IntegrityError:
        return False
    connection.execute(delete(CHORE).where(CHORE.c.kind == kind, CHORE.c.day < day - timedelta(days=7)))
    return True


def is_claimed(connection: Connection, kind: str, day: date, team: int = EVERYWHERE) -> bool:
    """Whether a process has claimed the work of this kind and day already."""
    query = select(CHORE.c.at).where(CHORE.c.team_id == team, CHORE.c.kind == kind, CHORE.c.day == day)
    return connection.execute(query).one_or_none() is not None


def last_runs(connection: Connection) -> dict[str, datetime]:
    """{kind of chore: the time of its last claim}."""
    rows = connection.execute(select(CHORE.c.kind, func.max(CHORE.c.at).label("at")).group_by(CHORE.c.kind))
    return {row.kind: row.at for row in rows}


def release(connection: Connection, kind: str, team: int) -> None:
    """Remove the claims on the team's work, so that it is done again."""
    connection.execute(delete(CHORE).where(CHORE.c.kind == kind, CHORE.c.team_id == team))


def last_days(connection: Connection, kind: str) -> dict[int, date]:
    """{team: the last claimed day}."""
    last = (
        select(CHORE.c.team_id, func.max(CHORE.c.day).label("day"))
        .where(CHORE.c.kind == kind)
        .group_by(CHORE.c.team_id)
    )
    return {row.team_id: row.day for row in connection.execute(last)}


def purge(connection: Connection, now: datetime) -> dict[str, int]:
    """Delete rows that are past their retention; {table: rows deleted}."""
    doomed: tuple[tuple[Table, Delete], ...] = (
        (REQUEST, delete(REQUEST).where(REQUEST.c.at < now - ANSWERS)),
        (UPLOAD, delete(UPLOAD).where(UPLOAD.c.at < now - UPLOADS)),
        (IMPORT_UNDER_WAY, delete(IMPORT_UNDER_WAY).where(IMPORT_UNDER_WAY.c.alive_at < now - UPLOADS)),
        (SESSION, delete(SESSION).where(SESSION.c.expires_at < now)),
        (DEVICE, delete(DEVICE).where(DEVICE.c.last_seen < now - DEVICES)),
        (THROTTLE, delete(THROTTLE).where(THROTTLE.c.until < now)),
        (LINK, delete(LINK).where(or_(LINK.c.expires_at < now - LINKS, LINK.c.used_at < now - LINKS))),
        (OUTBOX, delete(OUTBOX).where(OUTBOX.c.expires_at < now, OUTBOX.c.failed_at.is_(None))),
        (OUTBOX, delete(OUTBOX).where(OUTBOX.c.failed_at < now - LETTERS)),
        (OUTAGE, delete(OUTAGE).where(OUTAGE.c.ended_at < now - OUTAGES)),
        (EVIDENCE, delete(EVIDENCE).where(EVIDENCE.c.on_day < now.date() - EVIDENCE_DAYS)),
        (AREA_DAY, delete(AREA_DAY).where(AREA_DAY.c.day < now.date() - EVIDENCE_DAYS)),
        (ABSENCE, delete(ABSENCE).where(ABSENCE.c.last_day < now.date() - ABSENCES)),
        (STINT, delete(STINT).where(_of_closed_items(STINT, now))),
        (AGENT_STINT, delete(AGENT_STINT).where(_of_closed_items(AGENT_STINT, now))),
    )
    return {kind.name: connection.execute(statement).rowcount for kind, statement in doomed}


def _of_closed_items(stint: Table, now: datetime) -> Exists:
    """The condition for stints to delete: their item was finished or dropped more than a day ago."""
    finished = and_(ITEM.c.state == State.FINISHED, ITEM.c.finished_on < (now - STINTS).date())
    dropped = and_(ITEM.c.state == State.DROPPED, ITEM.c.dropped_at < now - STINTS)
    items = select(ITEM.c.id).where(ITEM.c.team_id == stint.c.team_id, ITEM.c.id == stint.c.item_id)
    return items.where(or_(finished, dropped)).exists()
