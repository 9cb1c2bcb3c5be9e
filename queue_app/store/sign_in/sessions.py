"""Sessions: who is signed in where, found by the hash of the id in the cookie."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from queue_app.store.db.prepared import Prepared
from queue_app.store.tables import PERSON, SESSION


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A valid session and its person. `locale`, `theme` and `keys` are the person's choices."""

    person: int
    name: str
    email: str
    last_seen: datetime
    locale: str | None
    theme: str | None
    keys: str | None


_IN_FORCE = Prepared(
    select(*(PERSON.c[name] for name in ("id", "name", "email", "locale", "theme", "keys")), SESSION.c.last_seen)
    .select_from(SESSION.join(PERSON, PERSON.c.id == SESSION.c.person_id))
    .where(
        SESSION.c.id_hash == bindparam("with_hash"),
        SESSION.c.expires_at > bindparam("now", type_=SESSION.c.expires_at.type),
        SESSION.c.last_seen > bindparam("used_after", type_=SESSION.c.last_seen.type),
        PERSON.c.deactivated_at.is_(None),
    )
)


def in_force(connection: Connection, id_hash: str, now: datetime, used_after: datetime) -> SessionFacts | None:
    """The session with this hash; None if it expired, was last used before `used_after`, or its person was deactivated."""
    sent = {"with_hash": id_hash, "now": now, "used_after": used_after}
    rows = _IN_FORCE.rows(connection, sent)
    if not rows:
        return None
    row = rows[0]
    chosen = (row["locale"], row["theme"], row["keys"])
    return SessionFacts(row["id"], row["name"], row["email"] or "", row["last_seen"], *chosen)


def began_at(connection: Connection, id_hash: str, person: int) -> datetime | None:
    """When the person's session with this hash began."""
    query = select(SESSION.c.created_at).where(SESSION.c.id_hash == id_hash, SESSION.c.person_id == person)
    return connection.execute(query).scalar_one_or_none()


def open_session(
    connection: Connection, id_hash: str, person: int, client: str, now: datetime, expires: datetime
) -> None:
    """Insert a session."""
    row = {"id_hash": id_hash, "person_id": person, "client": client, "created_at": now, "last_seen": now}
    connection.execute(insert(SESSION).values(expires_at=expires, **row))


def touch(connection: Connection, id_hash: str, now: datetime) -> None:
    """Store when the session was last used."""
    connection.execute(update(SESSION).where(SESSION.c.id_hash == id_hash).values(last_seen=now))


def end(connection: Connection, id_hash: str, person: int) -> None:
    """End one session of the person."""
    connection.execute(delete(SESSION).where(SESSION.c.id_hash == id_hash, SESSION.c.person_id == person))


def end_others(connection: Connection, person: int, id_hash: str) -> None:
    """End every session of the person except one."""
    connection.execute(delete(SESSION).where(SESSION.c.person_id == person, SESSION.c.id_hash != id_hash))


def end_all(connection: Connection, person: int) -> None:
    """End every session of the person."""
    connection.execute(delete(SESSION).where(SESSION.c.person_id == person))
