"""What open pages need to know: the revisions of their teams, and who may still watch them.

A statement answers for all pages at once.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from queue_app.store.tables import CLOCK, MEMBERSHIP, PAGE_LINK, PERSON, SESSION, TEAM

NO_TEAM = 0
"""Stands for the teams of a session whose person is in none."""

_HASHES: BindParameter[str] = bindparam("hashes", expanding=True)
_REVISIONS: Select[Any] = select(CLOCK.c.team_id, CLOCK.c.revision).where(
    CLOCK.c.team_id.in_(bindparam("teams", expanding=True))
)
_SESSIONS: Select[Any] = (
    select(SESSION.c.id_hash, func.coalesce(MEMBERSHIP.c.team_id, NO_TEAM))
    .select_from(SESSION.join(PERSON, PERSON.c.id == SESSION.c.person_id))
    .outerjoin(MEMBERSHIP, MEMBERSHIP.c.person_id == PERSON.c.id)
    .where(
        SESSION.c.id_hash.in_(_HASHES),
        SESSION.c.expires_at > bindparam("now", type_=SESSION.c.expires_at.type),
        SESSION.c.last_seen > bindparam("used_after", type_=SESSION.c.last_seen.type),
        PERSON.c.deactivated_at.is_(None),
    )
)
_LINKS: Select[Any] = (
    select(PAGE_LINK.c.hash, PAGE_LINK.c.team_id)
    .select_from(PAGE_LINK.join(TEAM, TEAM.c.id == PAGE_LINK.c.team_id))
    .where(PAGE_LINK.c.hash.in_(_HASHES), PAGE_LINK.c.revoked_at.is_(None), TEAM.c.archived_at.is_(None))
)


def revisions(connection: Connection, teams: Collection[int]) -> dict[int, int]:
    """{team: its revision}."""
    return {row.team_id: row.revision for row in connection.execute(_REVISIONS, {"teams": sorted(teams)})}


def teams_of_sessions(
    connection: Connection, hashes: Collection[str], now: datetime, used_after: datetime
) -> set[tuple[str, int]]:
    """(session, team) for each session in force and each team of its person."""
    sent = {"hashes": sorted(hashes), "now": now, "used_after": used_after}
    return {(session, team) for session, team in connection.execute(_SESSIONS, sent)}


def teams_of_links(connection: Connection, hashes: Collection[str]) -> set[tuple[str, int]]:
    """(link, team) for each link in force."""
    return {(link, team) for link, team in connection.execute(_LINKS, {"hashes": sorted(hashes)})}
