"""Memberships and roles, and the query that gives a person access to a team."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, exists, func, insert, select, update

from queue_app.domain.team.rights import Founder, Role
from queue_app.domain.team.team import Team
from queue_app.store.db.prepared import Prepared
from queue_app.store.tables import MEMBERSHIP, PERSON, TEAM
from queue_app.store.team.teams import as_team

_ENTRY = Prepared(
    select(TEAM, MEMBERSHIP.c.role)
    .select_from(TEAM.join(MEMBERSHIP, MEMBERSHIP.c.team_id == TEAM.c.id))
    .where(TEAM.c.id == bindparam("team"), MEMBERSHIP.c.person_id == bindparam("person"))
)

WORKS: ColumnElement[bool] = MEMBERSHIP.c.role != Role.OBSERVER.value
"""Members and managers: the people who can be on an item."""

_WHO_WORK: Select[Any] = (
    select(PERSON.c.id, PERSON.c.name)
    .select_from(MEMBERSHIP.join(PERSON, PERSON.c.id == MEMBERSHIP.c.person_id))
    .where(MEMBERSHIP.c.team_id == bindparam("team"), WORKS)
    .order_by(func.lower(PERSON.c.name), PERSON.c.id)
)

_MINE = MEMBERSHIP.c.person_id == bindparam("person")
_IN_USE = TEAM.c.archived_at.is_(None)
_OLDEST = select(func.min(PERSON.c.id)).where(PERSON.c.email.is_not(None), PERSON.c.deactivated_at.is_(None))
_FOUNDER: Select[Any] = select(
    exists().where(_MINE, MEMBERSHIP.c.role == Role.MANAGER.value).label("manages"),
    exists().where(_MINE, MEMBERSHIP.c.team_id == TEAM.c.id, _IN_USE).label("in_team"),
    (_OLDEST.scalar_subquery() == bindparam("person")).label("first"),
    exists().where(_IN_USE).label("any_team"),
)  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Entry:
    """A team and the role of a person in it."""

    team: Team
    role: Role


def entry(connection: Connection, team_id: int, person: int) -> Entry | None:
    """The team and the person's role in it; None if the team does not exist or the person is not in it."""
    rows = _ENTRY.rows(connection, {"team": team_id, "person": person})
    return Entry(as_team(rows[0]), Role(rows[0]["role"])) if rows else None


def role_of(connection: Connection, team_id: int, person: int) -> Role | None:
    """The person's role in the team, or None."""
    role = connection.execute(select(MEMBERSHIP.c.role).where(*_is(team_id, person))).scalar_one_or_none()
    return Role(role) if role else None


def who_work(connection: Connection, team_id: int) -> dict[int, str]:
    """{id: name} of the members and managers, by name."""
    return {row.id: row.name for row in connection.execute(_WHO_WORK, {"team": team_id})}


def names(connection: Connection, team_id: int) -> dict[int, str]:
    """{id: name} of everybody in the team."""
    query = select(PERSON.c.id, PERSON.c.name).join(MEMBERSHIP, MEMBERSHIP.c.person_id == PERSON.c.id)
    return {row.id: row.name for row in connection.execute(query.where(MEMBERSHIP.c.team_id == team_id))}


def managers(connection: Connection, team_id: int) -> int:
    """The number of managers of the team."""
    of_team = (MEMBERSHIP.c.team_id == team_id, MEMBERSHIP.c.role == Role.MANAGER.value)
    return connection.execute(select(func.count()).select_from(MEMBERSHIP).where(*of_team)).scalar_one()


def needs_manager(connection: Connection, team_id: int) -> bool:
    """Whether the team is in use and has only one manager."""
    archived = connection.execute(select(TEAM.c.archived_at).where(TEAM.c.id == team_id)).scalar_one()
    return archived is None and managers(connection, team_id) == 1


def teams_of(connection: Connection, person: int) -> dict[int, Role]:
    """{team: role} of the person."""
    columns = select(MEMBERSHIP.c.team_id, MEMBERSHIP.c.role).where(MEMBERSHIP.c.person_id == person)
    return {row.team_id: Role(row.role) for row in connection.execute(columns.order_by(MEMBERSHIP.c.team_id))}


def founder(connection: Connection, person: int) -> Founder:
    """The facts that decide whether the person may create a team. One statement."""
    return Founder(**connection.execute(_FOUNDER, {"person": person}).mappings().one())


def team_names_of(connection: Connection, person: int) -> list[str]:
    """The names of the person's teams."""
    names = select(TEAM.c.name).join(MEMBERSHIP, MEMBERSHIP.c.team_id == TEAM.c.id)
    return list(connection.execute(names.where(MEMBERSHIP.c.person_id == person)).scalars())


def add(connection: Connection, team_id: int, person: int, role: Role, at: datetime) -> None:
    """Insert a membership. A second one in the team violates pk_membership."""
    row = {"team_id": team_id, "person_id": person, "role": role.value, "since": at}
    connection.execute(insert(MEMBERSHIP).values(row))


def set_role(connection: Connection, team_id: int, person: int, role: Role) -> None:
    """Change the person's role in the team."""
    connection.execute(update(MEMBERSHIP).where(*_is(team_id, person)).values(role=role.value))


def remove(connection: Connection, team_id: int, person: int) -> None:
    """Delete a membership, and with it the person's tokens for the team."""
    connection.execute(delete(MEMBERSHIP).where(*_is(team_id, person)))


def _is(team_id: int, person: int) -> tuple[Any, Any]:
    return MEMBERSHIP.c.team_id == team_id, MEMBERSHIP.c.person_id == person
