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
    """A letter that was taken to be sent. `attempts` includes the attempt that now follows."""

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
    """How many letters wait, when the oldest was made, and the mail server's last error."""

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
    """Take the letter that waits longest. Until `busy_until` no other process gets it, even if this process dies."""
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
    """Delete all letters to an address, waiting or given up."""
    connection.execute(delete(OUTBOX).where(OUTBOX.c.address == address))


def put_off(connection: Connection, letter: int, due: datetime | None, error: str, now: datetime) -> None:
    """Store that the letter was not sent, and why. It is tried again at `due`; None gives it up."""
    values: dict[str, Any] = {"due_at": due} if due else {"failed_at": now}
    connection.execute(update(OUTBOX).where(OUTBOX.c.id == letter).values(error=error[:LONGEST_ERROR], **values))


def given_up(connection: Connection, most: int) -> Sequence[DeadLetter]:
    """The newest letters that were given up, at most `most`."""
    columns = select(*(OUTBOX.c[field.name] for field in fields(DeadLetter))).where(OUTBOX.c.failed_at.is_not(None))
    newest = columns.order_by(OUTBOX.c.failed_at.desc(), OUTBOX.c.id.desc()).limit(most)
    return [DeadLetter(*row) for row in connection.execute(newest)]


def how_many_given_up(connection: Connection) -> int:
    """How many letters were given up."""
    return int(connection.execute(select(func.count()).where(OUTBOX.c.failed_at.is_not(None))).scalar_one())


def waiting(connection: Connection, now: datetime) -> WaitingLetters:
    """A summary of the letters that wait."""
    waits = (OUTBOX.c.failed_at.is_(None), OUTBOX.c.expires_at > now)
    row = connection.execute(select(func.count(), func.min(OUTBOX.c.made_at)).where(*waits)).one()
    last = select(OUTBOX.c.error).where(*waits, OUTBOX.c.error != "").order_by(OUTBOX.c.due_at.desc()).limit(1)
    return WaitingLetters(row[0], row[1], connection.execute(last).scalar_one_or_none() or "")


def retry(connection: Connection, letter: int, now: datetime) -> bool:
    """Put a letter that was given up back into the outbox. Returns False if it does not exist or has expired."""
    of = and_(OUTBOX.c.id == letter, OUTBOX.c.failed_at.is_not(None), OUTBOX.c.expires_at > now)
    return bool(connection.execute(update(OUTBOX).where(of).values(failed_at=None, attempts=0, due_at=now)).rowcount)


def remove_given_up(connection: Connection, letter: int) -> bool:
    """Delete a letter that was given up. Returns whether it existed."""
    of = and_(OUTBOX.c.id == letter, OUTBOX.c.failed_at.is_not(None))
    return bool(connection.execute(delete(OUTBOX).where(of)).rowcount)


def retry_all(connection: Connection, now: datetime) -> int:
    """Put every letter that was given up and has not expired back into the outbox. Returns how many."""
    again = and_(OUTBOX.c.failed_at.is_not(None), OUTBOX.c.expires_at > now)
    return connection.execute(update(OUTBOX).where(again).values(failed_at=None, attempts=0, due_at=now)).rowcount


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(OUTBOX.c.failed_at.is_(None), OUTBOX.c.due_at <= now, OUTBOX.c.expires_at > now)
