"""API tokens: found by hash, valid until they expire or are revoked, deleted together with the membership."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, insert, select, update

from queue_app.store.agents import stints
from queue_app.store.tables import PERSON, TOKEN


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A valid token and its person. `label` is the name of the token, `name` is the name of the person."""

    id: int
    team: int
    person: int
    name: str
    email: str
    scope: str
    last_used_at: datetime | None
    label: str


_NOW = bindparam("now", type_=TOKEN.c.expires_at.type)
IN_FORCE = and_(TOKEN.c.revoked_at.is_(None), TOKEN.c.expires_at > _NOW)
_BY_HASH: Select[Any] = (
    select(
        TOKEN.c.id,
        TOKEN.c.team_id,
        TOKEN.c.person_id,
        PERSON.c.name,
        PERSON.c.email,
        TOKEN.c.scope,
        TOKEN.c.last_used_at,
        TOKEN.c.name.label("label"),
    )
    .select_from(TOKEN.join(PERSON, PERSON.c.id == TOKEN.c.person_id))
    .where(TOKEN.c.hash == bindparam("with_hash"), IN_FORCE, PERSON.c.deactivated_at.is_(None))
)


def by_hash(connection: Connection, token_hash: str, now: datetime) -> TokenFacts | None:
    """The token with this hash, if it is valid."""
    row = connection.execute(_BY_HASH, {"with_hash": token_hash, "now": now}).one_or_none()
    return TokenFacts(*row) if row else None


def token_exists(connection: Connection, token_hash: str) -> bool:
    """Whether a token with this hash exists, valid or not."""
    return connection.execute(select(TOKEN.c.id).where(TOKEN.c.hash == token_hash)).first() is not None


def make(connection: Connection, row: dict[str, Any]) -> int:
    """Insert a token; returns its id. A person who is not in the team violates fk_api_token_membership."""
    return int(connection.execute(insert(TOKEN).values(row).returning(TOKEN.c.id)).scalar_one())


def touch(connection: Connection, token: int, now: datetime) -> None:
    """Store when the token was last used."""
    connection.execute(update(TOKEN).where(TOKEN.c.id == token).values(last_used_at=now))


def hear(connection: Connection, token: int, now: datetime) -> None:
    """Store when the agent made its last call, which renews its lease."""
    touch(connection, token, now)
    stints.heard(connection, token, now)


def revoke_all(connection: Connection, person: int, now: datetime) -> None:
    """Revoke every token of the person, and end the stints of agents among them."""
    unrevoked = (TOKEN.c.person_id == person, TOKEN.c.revoked_at.is_(None))
    for token in connection.execute(select(TOKEN.c.id).where(*unrevoked, TOKEN.c.scope == "agent")).scalars().all():
        stints.end(connection, token, now)
    connection.execute(update(TOKEN).where(*unrevoked).values(revoked_at=now))


def revoke(connection: Connection, token: int, now: datetime, *, team: int | None, person: int | None) -> bool:
    """Revoke a token, only if it belongs to `team` and `person` where given. Returns whether it was unrevoked before.

    Also ends the stint of an agent.
    """
    conditions = [TOKEN.c.id == token, TOKEN.c.revoked_at.is_(None)]
    if team is not None:
        conditions.append(TOKEN.c.team_id == team)
    if person is not None:
        conditions.append(TOKEN.c.person_id == person)
    revoked = connection.execute(update(TOKEN).where(*conditions).values(revoked_at=now)).rowcount == 1
    if revoked:
        stints.end(connection, token, now)
    return revoked
