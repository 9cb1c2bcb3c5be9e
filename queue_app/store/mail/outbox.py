"""Letters that wait to be sent, and those that were given up."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, select, update

from queue_app.store.tables import OUTBOX

LONGEST_ERROR = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that waits. `attempts` were made before, this one included once it is taken."""

    id: int
    kind: str
    address: str
    locale: str | None
    about: dict[str, Any]
    made_at: datetime
    expires_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A letter that was given up."""

    id: int
    kind: str
    address: str
    error: str
    failed_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingLetters:
    """How many wait, since when the oldest one, and what the mail server said last."""

    count: int
    since: datetime | None
    error: str


def put_in(connection: Connection, kind: str, address: str, now: datetime, lasts: timedelta, **further: Any) -> None:
    """Put a letter into the outbox; `further` are `locale` and `about`."""
    times = {"made_at": now, "due_at": now, "expires_at": now + lasts}
    connection.execute(insert(OUTBOX).values(kind=kind, address=address, **times, **further))


def any_due(connection: Connection, now: datetime) -> bool:
    """Whether a letter can be sent now."""
    return bool(connection.execute(select(exists().where(_due(now)))).scalar_one())


def take(connection: Connection, now: datetime, busy_until: datetime) -> Letter | None:
    """Take the letter that waits longest. Until `busy_until` nobody else gets it, also when this process dies."""
    columns = (OUTBOX.c.id, OUTBOX.c.kind, OUTBOX.c.address, OUTBOX.c.locale, OUTBOX.c.about, OUTBOX.c.made_at)
    first = select(*columns, OUTBOX.c.expires_at, OUTBOX.c.attempts).where(_due(now)).order_by(OUTBOX.c.due_at)
    row = connection.execute(first.limit(1).with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    attempts = row.attempts + 1
    connection.execute(update(OUTBOX).where(OUTBOX.c.id == row.id).values(attempts=attempts, due_at=busy_until))
    return Letter(*row[:-1], attempts)


def remove(connection: Connection, letter: int) -> None:
    """Delete a letter that was sent or is no longer useful."""
    connection.execute(delete(OUTBOX).where(OUTBOX.c.id == letter))


def remove_for(connection: Connection, address: str) -> None:
    """Delete all letters to an address, sent in vain or not yet."""
    connection.execute(delete(OUTBOX).where(OUTBOX.c.address == address))


def put_off(connection: Connection, letter: int, due: datetime | None, error: str, now: datetime) -> None:
    """Note that it was not sent: try again when it is `due`, or give it up."""
    values: dict[str, Any] = {"due_at": due} if due else {"failed_at": now}
    connection.execute(update(OUTBOX).where(OUTBOX.c.id == letter).values(error=error[:LONGEST_ERROR], **values))


def given_up(connection: Connection, most: int) -> Sequence[DeadLetter]:
    """The newest letters that were given up, at most so many."""
    columns = select(*(OUTBOX.c[field.name] for field in fields(DeadLetter))).where(OUTBOX.c.failed_at.is_not(None))
    newest = columns.order_by(OUTBOX.c.failed_at.desc(), OUTBOX.c.id.desc()).limit(most)
    return [DeadLetter(*row) for row in connection.execute(newest)]


def how_many_given_up(connection: Connection) -> int:
    """How many letters were given up."""
    return int(connection.execute(select(func.count()).where(OUTBOX.c.failed_at.is_not(None))).scalar_one())


def waiting(connection: Connection, now: datetime) -> WaitingLetters:
    """The letters that still wait, together."""
    waits = (OUTBOX.c.failed_at.is_(None), OUTBOX.c.expires_at > now)
    row = connection.execute(select(func.count(), func.min(OUTBOX.c.made_at)).where(*waits)).one()
    last = select(OUTBOX.c.error).where(*waits, OUTBOX.c.error != "").order_by(OUTBOX.c.due_at.desc()).limit(1)
    return WaitingLetters(row[0], row[1], connection.execute(last).scalar_one_or_none() or "")


def retry(connection: Connection, letter: int, now: datetime) -> bool:
    """Try a letter that was given up once more; whether there was one that is not too late."""
    of = and_(OUTBOX.c.id == letter, OUTBOX.c.failed_at.is_not(None), OUTBOX.c.expires_at > now)
    return bool(connection.execute(update(OUTBOX).where(of).values(failed_at=None, attempts=0, due_at=now)).rowcount)


def remove_given_up(connection: Connection, letter: int) -> bool:
    """Delete a letter that was given up; whether there was one."""
    of = and_(OUTBOX.c.id == letter, OUTBOX.c.failed_at.is_not(None))
    return bool(connection.execute(delete(OUTBOX).where(of)).rowcount)


def retry_all(connection: Connection, now: datetime) -> int:
    """Try every letter that was given up once more, if it is not too late. Returns how many."""
    again = and_(OUTBOX.c.failed_at.is_not(None), OUTBOX.c.expires_at > now)
    return connection.execute(update(OUTBOX).where(again).values(failed_at=None, attempts=0, due_at=now)).rowcount


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(OUTBOX.c.failed_at.is_(None), OUTBOX.c.due_at <= now, OUTBOX.c.expires_at > now)
