"""Counts of failed sign-ins. Reading one locks its row, so that concurrent attempts are all counted."""

import hashlib
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from queue_app.domain.sign_in.throttle import Failures
from queue_app.store.tables import THROTTLE


def hash_of(counted: str) -> str:
    """The key of an account or an address. It is a hash, so that the table does not list who failed to sign in."""
    return hashlib.sha256(counted.encode("utf-8", "surrogatepass")).hexdigest()


def failures(connection: Connection, kind: str, counted: str, now: datetime) -> Failures:
    """The failures so far, initially 0. Locks the row until the transaction ends.

    It is one statement. Between an INSERT that finds the row and a SELECT, a successful attempt could delete the row.
    """
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    new = make(THROTTLE).values(kind=kind, hash=hash_of(counted), failures=0, since=now, until=now)
    unchanged = new.on_conflict_do_update(index_elements=["kind", "hash"], set_={"failures": THROTTLE.c.failures})
    columns = (THROTTLE.c.failures, THROTTLE.c.since, THROTTLE.c.until)
    row = connection.execute(unchanged.returning(*columns)).one()
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
