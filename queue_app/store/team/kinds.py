"""The team's kinds of block, each inside or outside the team."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from queue_app.store.tables import KIND


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of block. `is_date`: its blocks wait for their look-again day. An archived kind is no longer offered."""

    id: int
    name: str
    inside: bool
    is_date: bool = False
    archived_at: datetime | None = None


_KINDS = (
    select(*(KIND.c[name] for name in ("id", "name", "inside", "is_date", "archived_at")))
    .where(KIND.c.team_id == bindparam("team"))
    .order_by(KIND.c.id)
)
_CREATE = insert(KIND).returning(KIND.c.id)
_WRITE = (
    update(KIND)
    .where(KIND.c.team_id == bindparam("of_team"), KIND.c.id == bindparam("of_id"))
    .values({name: bindparam(f"to_{name}") for name in ("name", "inside", "archived_at")})
)


def kinds(connection: Connection, team_id: int) -> list[Kind]:
    """All kinds of the team, including archived ones."""
    return [Kind(*row) for row in connection.execute(_KINDS, {"team": team_id})]


def create(connection: Connection, team_id: int, name: str, inside: bool) -> int:
    """Insert a kind; returns its id."""
    return int(connection.execute(_CREATE, {"team_id": team_id, "name": name, "inside": inside}).scalar_one())


def write(connection: Connection, team_id: int, kind: Kind) -> None:
    """Update a kind."""
    values = {"to_name": kind.name, "to_inside": kind.inside, "to_archived_at": kind.archived_at}
    connection.execute(_WRITE, {"of_team": team_id, "of_id": kind.id, **values})
