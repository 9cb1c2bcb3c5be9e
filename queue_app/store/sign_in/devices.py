"""The browsers from which a person signed in, found by the hash of the secret in their cookie."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, select, update

from queue_app.store.tables import DEVICE


def is_known(connection: Connection, person: int, device: str) -> bool:
    """Whether the person signed in from this browser before."""
    return bool(connection.execute(select(exists().where(_is(person, device)))).scalar_one())


def remember(
    connection: Connection, person: int, device: str, client: str, now: datetime, *, confirmed: bool = False
) -> bool:
    """Store that the person signed in from this browser. Returns whether to tell them. The first browser counts as confirmed."""
    seen = update(DEVICE).where(_is(person, device)).values(last_seen=now, client=client)
    if connection.execute(seen).rowcount:
        return False
    others = exists().where(DEVICE.c.person_id == person)
    first = not connection.execute(select(others)).scalar_one()
    row = {"hash": device, "person_id": person, "client": client, "created_at": now, "last_seen": now}
    connection.execute(insert(DEVICE).values(confirmed=confirmed or first, **row))
    return not (confirmed or first)


def confirm(connection: Connection, person: int, device: str) -> None:
    """Store that the person knows about this browser."""
    connection.execute(update(DEVICE).where(_is(person, device)).values(confirmed=True))


def forget_all(connection: Connection, person: int) -> None:
    """Forget all browsers of the person."""
    connection.execute(delete(DEVICE).where(DEVICE.c.person_id == person))


def _is(person: int, device: str) -> ColumnElement[bool]:
    return and_(DEVICE.c.hash == device, DEVICE.c.person_id == person)
