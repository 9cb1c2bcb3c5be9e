"""Links that open one page without an account. They are found by the hash of their secret, and valid until revoked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, insert, or_, select, update

from queue_app.domain.team.team import Team
from queue_app.store.tables import PAGE_LINK, TEAM
from queue_app.store.team.teams import as_team


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A valid link: the page that it opens, and its team."""

    id: int
    page: str
    team: Team
    opened_at: datetime | None


_BY_HASH: Select[Any] = (
    select(*TEAM.c, PAGE_LINK.c.id.label("link"), PAGE_LINK.c.page, PAGE_LINK.c.opened_at)
    .select_from(PAGE_LINK.join(TEAM, TEAM.c.id == PAGE_LINK.c.team_id))
    .where(PAGE_LINK.c.hash == bindparam("with_hash"), PAGE_LINK.c.revoked_at.is_(None), TEAM.c.archived_at.is_(None))
)


def by_hash(connection: Connection, link_hash: str) -> OpenedLink | None:
    """The valid link with this hash, or None. Links of an archived team are invalid."""
    row: RowMapping | None = connection.execute(_BY_HASH, {"with_hash": link_hash}).mappings().one_or_none()
    return OpenedLink(row["link"], row["page"], as_team(row), row["opened_at"]) if row else None


def make(connection: Connection, row: dict[str, Any]) -> int:
    """Insert a link; returns its id."""
    return int(connection.execute(insert(PAGE_LINK).values(row).returning(PAGE_LINK.c.id)).scalar_one())


def touch(connection: Connection, *, link: int, now: datetime, before: datetime) -> None:
    """Store that the link was opened, unless its last opening was stored after `before`."""
    stale = or_(PAGE_LINK.c.opened_at.is_(None), PAGE_LINK.c.opened_at <= before)
    connection.execute(update(PAGE_LINK).where(PAGE_LINK.c.id == link, stale).values(opened_at=now))


def revoke_of(connection: Connection, team_id: int, person: int, now: datetime) -> list[int]:
    """Revoke the links that the person made; returns their ids."""
    conditions = (PAGE_LINK.c.team_id == team_id, PAGE_LINK.c.made_by == person, PAGE_LINK.c.revoked_at.is_(None))
    ended = update(PAGE_LINK).where(*conditions).values(revoked_at=now).returning(PAGE_LINK.c.id)
    return sorted(connection.execute(ended).scalars())


def revoke(connection: Connection, team_id: int, link: int, now: datetime) -> str | None:
    """Revoke the link; returns its name, or None if the team has no such valid link."""
    conditions = (PAGE_LINK.c.id == link, PAGE_LINK.c.team_id == team_id, PAGE_LINK.c.revoked_at.is_(None))
    ended = update(PAGE_LINK).where(*conditions).values(revoked_at=now).returning(PAGE_LINK.c.name)
    return connection.execute(ended).scalar_one_or_none()
