"""What open streams ask regularly: the revisions of their teams, and who may still watch them.

One statement answers for all streams.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, func, select

from queue_app.domain.team.rights import Role
from queue_app.store.sign_in.tokens import IN_FORCE
from queue_app.store.tables import CLOCK, MEMBERSHIP, PAGE_LINK, PERSON, SESSION, TEAM, TOKEN
from queue_app.store.waits.held import state_elsewhere

NO_TEAM = 0
"""Used as the team of a session whose person is in no team."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of a team: its revision, and a number for the waits between its items and those of other teams (0: none)."""

    revision: int
    elsewhere: int = 0


InForce = dict[tuple[str, int], Role | None]
"""{(session, token or link, team): role}. The role is None for a link, which belongs to no person."""

_HASHES: BindParameter[str] = bindparam("hashes", expanding=True)
_MARKS: Select[Any] = select(
    CLOCK.c.team_id, CLOCK.c.revision, state_elsewhere(CLOCK.c.team_id).label("elsewhere")
).where(CLOCK.c.team_id.in_(bindparam("teams", expanding=True)))
_SESSIONS: Select[Any] = (
    select(SESSION.c.id_hash, func.coalesce(MEMBERSHIP.c.team_id, NO_TEAM), MEMBERSHIP.c.role)
    .select_from(SESSION.join(PERSON, PERSON.c.id == SESSION.c.person_id))
    .outerjoin(MEMBERSHIP, MEMBERSHIP.c.person_id == PERSON.c.id)
    .where(
        SESSION.c.id_hash.in_(_HASHES),
        SESSION.c.expires_at > bindparam("now", type_=SESSION.c.expires_at.type),
        SESSION.c.last_seen > bindparam("used_after", type_=SESSION.c.last_seen.type),
        PERSON.c.deactivated_at.is_(None),
    )
)
_TOKENS: Select[Any] = (
    select(TOKEN.c.id, TOKEN.c.team_id, MEMBERSHIP.c.role)
    .select_from(TOKEN.join(PERSON, PERSON.c.id == TOKEN.c.person_id))
    .join(MEMBERSHIP, and_(MEMBERSHIP.c.person_id == TOKEN.c.person_id, MEMBERSHIP.c.team_id == TOKEN.c.team_id))
    .where(TOKEN.c.id.in_(bindparam("tokens", expanding=True)), IN_FORCE, PERSON.c.deactivated_at.is_(None))
)
_LINKS: Select[Any] = (
    select(PAGE_LINK.c.hash, PAGE_LINK.c.team_id)
    .select_from(PAGE_LINK.join(TEAM, TEAM.c.id == PAGE_LINK.c.team_id))
    .where(PAGE_LINK.c.hash.in_(_HASHES), PAGE_LINK.c.revoked_at.is_(None), TEAM.c.archived_at.is_(None))
)


def marks(connection: Connection, teams: Collection[int]) -> dict[int, Mark]:
    """{team: its mark}."""
    rows = connection.execute(_MARKS, {"teams": sorted(teams)})
    return {row.team_id: Mark(row.revision, row.elsewhere) for row in rows}


def teams_of_sessions(connection: Connection, hashes: Collection[str], now: datetime, used_after: datetime) -> InForce:
    """The valid sessions among these, each with every team of its person."""
    sent = {"hashes": sorted(hashes), "now": now, "used_after": used_after}
    return {(session, team): role and Role(role) for session, team, role in connection.execute(_SESSIONS, sent)}


def teams_of_tokens(connection: Connection, tokens: Collection[str], now: datetime) -> InForce:
    """The valid tokens among these (ids as text), each with its team."""
    rows = connection.execute(_TOKENS, {"tokens": sorted(map(int, tokens)), "now": now})
    return {(str(token), team): Role(role) for token, team, role in rows}


def teams_of_links(connection: Connection, hashes: Collection[str]) -> InForce:
    """The valid links among these, each with its team."""
    rows = connection.execute(_LINKS, {"hashes": sorted(hashes)})
    return dict.fromkeys(((link, team) for link, team in rows), None)
