"""One-time links, found by the hash of the secret in their address. Only one transaction can use a link. An invitation can
be used by as many people as it admits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, insert, literal, select, update

from queue_app.domain.team.rights import Role
from queue_app.store.tables import LINK, TEAM


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link and its purpose. `usable`: neither used nor expired."""

    purpose: str
    team: int | None
    team_name: str | None
    role: Role | None
    person: int | None
    email: str | None
    made_by: int | None
    usable: bool


def make(connection: Connection, link_hash: str, purpose: str, now: datetime, expires: datetime, **about: Any) -> None:
    """Insert a link; `about` has the other columns."""
    row = {"hash": link_hash, "purpose": purpose, "created_at": now, "expires_at": expires}
    connection.execute(insert(LINK).values(row | about))


def find_link(connection: Connection, link_hash: str, purpose: str, now: datetime) -> Link | None:
    """The link with this hash and purpose, usable or not; None if there is none."""
    row = connection.execute(
        select(LINK, TEAM.c.name.label("team_name"))
        .select_from(LINK.outerjoin(TEAM, TEAM.c.id == LINK.c.team_id))
        .where(LINK.c.hash == link_hash, LINK.c.purpose == purpose)
    ).one_or_none()
    if row is None:
        return None
    usable = row.used_at is None and row.expires_at > now
    role = Role(row.role) if row.role else None
    return Link(row.purpose, row.team_id, row.team_name, role, row.person_id, row.email, row.made_by, usable)


def use(connection: Connection, link_hash: str, purpose: str, now: datetime) -> bool:
    """Use the link for one person; the last person marks it as used. Returns False if it was used up or has expired."""
    condition = and_(
        LINK.c.hash == link_hash, LINK.c.purpose == purpose, LINK.c.used_at.is_(None), LINK.c.expires_at > now
    )
    further = LINK.c.people > 1
    used = {
        "people": case((further, LINK.c.people - 1), else_=1),
        "used_at": case((further, None), else_=literal(now, LINK.c.used_at.type)),
    }
    return connection.execute(update(LINK).where(condition).values(used)).rowcount == 1


def resets(connection: Connection, person: int, now: datetime) -> int:
    """How many usable links for a new password the person has."""
    usable = (LINK.c.used_at.is_(None), LINK.c.expires_at > now)
    of = select(func.count()).where(LINK.c.purpose == "reset", LINK.c.person_id == person, *usable)
    return int(connection.execute(of).scalar_one())


def end_resets(connection: Connection, person: int, now: datetime) -> None:
    """Invalidate the person's links for a new password."""
    _end(connection, now, LINK.c.purpose == "reset", LINK.c.person_id == person)


def end_invitation(connection: Connection, team_id: int, link_hash: str, now: datetime) -> bool:
    """Withdraw an invitation of the team. Returns whether it existed and was unused."""
    return _end(connection, now, LINK.c.purpose == "invitation", LINK.c.team_id == team_id, LINK.c.hash == link_hash)


def end_invitations_of(connection: Connection, team_id: int, person: int, now: datetime) -> None:
    """Withdraw the person's invitations to the team, so that they do not work again if the person returns."""
    _end(connection, now, LINK.c.purpose == "invitation", LINK.c.team_id == team_id, LINK.c.made_by == person)


def end_set_up(connection: Connection, now: datetime) -> None:
    """Invalidate all links for the first set-up."""
    _end(connection, now, LINK.c.purpose == "setup")


def _end(connection: Connection, now: datetime, *conditions: Any) -> bool:
    return (
        connection.execute(update(LINK).where(LINK.c.used_at.is_(None), *conditions).values(used_at=now)).rowcount > 0
    )
