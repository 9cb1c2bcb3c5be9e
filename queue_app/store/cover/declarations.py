"""Declarations of members: one row for a person and an area, with the day of the declaration."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, select

from queue_app.domain.cover.declarations import Saying
from queue_app.store.db.upsert import upsert
from queue_app.store.tables import AREA, DECLARATION

_mine = and_(
    DECLARATION.c.team_id == AREA.c.team_id,
    DECLARATION.c.area_id == AREA.c.id,
    DECLARATION.c.person_id == bindparam("by"),
)
_LISTED: Select[Any] = (
    select(AREA.c.id, DECLARATION.c.says, DECLARATION.c.on_day)
    .select_from(AREA.outerjoin(DECLARATION, _mine))
    .where(AREA.c.team_id == bindparam("team"), AREA.c.archived_at.is_(None))
    .order_by(AREA.c.folded)
)
_WITHDRAW = delete(DECLARATION).where(
    DECLARATION.c.team_id == bindparam("team"),
    DECLARATION.c.person_id == bindparam("by"),
    DECLARATION.c.area_id.in_(bindparam("areas", expanding=True)),
)


def of_person(connection: Connection, team: int, person: int) -> dict[int, Saying | None]:
    """{active area: (kind, day) or None}, in the order of names."""
    rows = connection.execute(_LISTED, {"team": team, "by": person})
    return {row.id: (row.says, row.on_day) if row.says else None for row in rows}


def write(connection: Connection, team: int, person: int, was: Mapping[int, Saying], now: Mapping[int, Saying]) -> None:
    """Store the declarations `now`, and delete those in `was` about other areas."""
    withdrawn = [area for area in was if area not in now]
    if withdrawn:
        connection.execute(_WITHDRAW, {"team": team, "by": person, "areas": withdrawn})
    member = {"team_id": team, "person_id": person}
    rows = [member | {"area_id": area, "says": says, "on_day": day} for area, (says, day) in now.items()]
    if rows:
        upsert(connection, DECLARATION, rows, ["says", "on_day"])
