"""Links that open one page to whoever has them: found by the hash of their secret, in force until they are revoked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, insert, or_, select, update

from queue_app.domain.team.team import Team
from queue_app.store.tables import PAGE_LINK, TEAM
from queue_app.store.team.teams import as_team


@dataclass(frozen=True, slots=True)
class Opened:
    """A link in force: the page that it opens, and of which team."""

    id: int
    page: str
    team: Team
    opened_at: datetime | None


_BY_HASH: Select[Any] = (
    select(*TEAM.c, PAGE_LINK.c.id.label("link"), PAGE_LINK.c.page, PAGE_LINK.c.opened_at)
    .select_from(PAGE_LINK.join(TEAM, TEAM.c.id == PAGE_LINK.c.team_id))
    .where(PAGE_LINK.c.hash == bindparam("with_hash"), PAGE_LINK.c.revoked_at.is_(None), TEAM.c.archived_at.is_(None))
)


def by_hash(connection: Connection, link_hash: str) -> Opened | None:
    """The link with this hash, if it is in force; those of an archived team wait until it is brought back."""
    row: RowMapping | None = connection.execute(_BY_HASH, {"with_hash": link_hash}).mappings().one_or_none()
    return Opened(row["link"], row["page"], as_team(row), row["opened_at"]) if row else None


def make(connection: Connection, row: dict[str, Any]) -> int:
    """A new link; its id."""
    return int(connection.execute(insert(PAGE_LINK).values(row).returning(PAGE_LINK.c.id)).scalar_one())


def touch(connection: Connection, *, link: int, now: datetime, before: datetime) -> None:
    """Remember that the link was opened, unless that was noted after `before` already."""
    stale = or_(PAGE_LINK.c.opened_at.is_(None), PAGE_LINK.c.opened_at <= before)
    connection.execute(update(PAGE_LINK).where(PAGE_LINK.c.id == link, stale).values(opened_at=now))


def revoke(connection: Connection, team_id: int, link: int, now: datetime) -> str | None:
    """The link opens nothing any more; its name, None where the team has no such link in force."""
    which = (PAGE_LINK.c.id == link, PAGE_LINK.c.team_id == team_id, PAGE_LINK.c.revoked_at.is_(None))
    ended = update(PAGE_LINK).where(*which).values(revoked_at=now).returning(PAGE_LINK.c.name)
    return connection.execute(ended).scalar_one_or_none()
