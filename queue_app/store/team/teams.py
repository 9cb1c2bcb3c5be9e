"""Teams: their rows, first slots and clock."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from queue_app.domain.errors import NotFound
from queue_app.domain.team.team import Team
from queue_app.store.db.lock import write_events
from queue_app.store.queue.slots import open_slots
from queue_app.store.tables import CLOCK, KIND, MEMBERSHIP, TEAM

FIRST_KINDS = (
    ("outside people", False, False),
    ("another team", False, False),
    ("a decision", True, False),
    ("a date", False, True),
    ("environment", True, False),
    ("knowledge", True, False),
)
"""The kinds of block of a new team: (name, inside the team, is a date)."""


def create(connection: Connection, settings: dict[str, Any], limit: int, by: int | None, at: datetime) -> int:
    """Insert a team with its clock, its slots and its first event; returns its id."""
    team_id: int = connection.execute(insert(TEAM).values(created_at=at, **settings).returning(TEAM.c.id)).scalar_one()
    connection.execute(insert(CLOCK).values(team_id=team_id, revision=1, last_at=at))
    open_slots(connection, team_id, list(range(1, limit + 1)))
    connection.execute(
        insert(KIND), [{"team_id": team_id, "name": n, "inside": i, "is_date": d} for n, i, d in FIRST_KINDS]
    )
    data = {"limit": limit, "slots": {"added": list(range(1, limit + 1))}}
    created = {"team_id": team_id, "seq": 1, "at": at, "kind": "created", "by": by, "data": data}
    write_events(connection, [created])
    return team_id


def add_member(connection: Connection, team_id: int, person_id: int, role: str, at: datetime) -> None:
    """Insert a membership."""
    connection.execute(insert(MEMBERSHIP).values(team_id=team_id, person_id=person_id, role=role, since=at))


SETTINGS = (
    "name",
    "time_zone",
    "working_days",
    "end_of_day",
    "standup_days",
    "standup_minute",
    "who_orders",
    "who_limits",
    "finished_means",
    "agent_silence",
    "agents_finish",
)
"""The columns that a manager can change."""


def settings(connection: Connection, team_id: int) -> dict[str, Any]:
    """The current settings."""
    columns = [TEAM.c[name] for name in SETTINGS]
    return dict(connection.execute(select(*columns).where(TEAM.c.id == team_id)).mappings().one())


def change(connection: Connection, team_id: int, values: dict[str, Any]) -> None:
    """Update the team's row."""
    connection.execute(update(TEAM).where(TEAM.c.id == team_id).values(values))


def named(connection: Connection, name: str) -> list[int]:
    """The ids of the teams with this name, ignoring case."""
    query = select(TEAM.c.id).where(func.lower(TEAM.c.name) == name.lower()).order_by(TEAM.c.id)
    return list(connection.execute(query).scalars())


def exists(connection: Connection, team_id: int) -> bool:
    """Whether the team exists."""
    return connection.execute(select(TEAM.c.id).where(TEAM.c.id == team_id)).one_or_none() is not None


def of_number(connection: Connection, team_id: int) -> Team:
    """The team with this id. Raises NotFound."""
    row = connection.execute(select(TEAM).where(TEAM.c.id == team_id)).mappings().one_or_none()
    if row is None:
        raise NotFound
    return as_team(row)


def in_use(connection: Connection) -> list[Team]:
    """All teams that are not archived."""
    rows = connection.execute(select(TEAM).where(TEAM.c.archived_at.is_(None)).order_by(TEAM.c.id)).mappings()
    return [as_team(row) for row in rows]


def as_team(row: Mapping[Any, Any]) -> Team:
    """The `Team` in a row with its columns."""
    return Team(
        id=row["id"],
        name=row["name"],
        time_zone=row["time_zone"],
        who_orders=row["who_orders"],
        who_limits=row["who_limits"],
        archived=row["archived_at"] is not None,
        agent_silence=row["agent_silence"],
        agents_finish=row["agents_finish"],
    )
