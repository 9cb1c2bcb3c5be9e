"""Counts of failed sign-ins. Reading locks the row, so that concurrent attempts are all counted."""

import hashlib
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from queue_app.domain.sign_in.throttle import Failures
from queue_app.store.tables import THROTTLE


def hash_of(counted: str) -> str:
    """The key of an account or an address. It is a hash, so that the table does not list who failed to sign in."""
    return hashlib.sha256(counted.encode("utf-8", "surrogatepass")).hexdigest()


def failures(connection: Connection, kind: str, counted: str, now: datetime) -> Failures:
    """The failures so far, 0 at first; the row is locked until the transaction ends."""
    key = {"kind": kind, "hash": hash_of(counted)}
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    new = make(THROTTLE).values(failures=0, since=now, until=now, **key)
    connection.execute(new.on_conflict_do_nothing())
    columns = select(THROTTLE.c.failures, THROTTLE.c.since, THROTTLE.c.until)
    row = connection.execute(columns.where(_is(kind, counted)).with_for_update()).one()
    return Failures(row.failures, row.since, row.until)


def keep(connection: Connection, kind: str, counted: str, now: Failures | None) -> None:
    """Store the count; None deletes it."""
    if now is None:
        connection.execute(delete(THROTTLE).where(_is(kind, counted)))
        return
    values = {"failures": now.count, "since": now.since, "until": now.until}
    connection.execute(update(THROTTLE).where(_is(kind, counted)).values(values))


def _is(kind: str, counted: str) -> ColumnElement[bool]:
    return and_(THROTTLE.c.kind == kind, THROTTLE.c.hash == hash_of(counted))
