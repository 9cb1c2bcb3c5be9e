"""Evidence of who can take work in an area. It is written when an item is finished, names no item and is in no event."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert

from queue_app.store.tables import EVIDENCE

_WRITE = insert(EVIDENCE).returning(EVIDENCE.c.id)
_FORGET = delete(EVIDENCE).where(
    EVIDENCE.c.team_id == bindparam("team"), EVIDENCE.c.id.in_(bindparam("ids", expanding=True))
)

_DISOWN = delete(EVIDENCE).where(
    EVIDENCE.c.team_id == bindparam("team"),
    EVIDENCE.c.person_id == bindparam("by"),
    EVIDENCE.c.area_id == bindparam("area"),
    EVIDENCE.c.on_day == bindparam("on"),
)


def write(connection: Connection, team_id: int, on: date, areas: Iterable[int], people: Sequence[int]) -> list[int]:
    """Store that all `people` worked on an item in all these `areas`, finished on the day `on`. Returns the ids of the rows."""
    rows = [{"team_id": team_id, "on_day": on, "area_id": a, "person_id": p} for a in areas for p in people]
    return list(connection.execute(_WRITE, rows).scalars()) if rows else []


def forget(connection: Connection, team_id: int, ids: Sequence[int]) -> None:
    """Delete the evidence of a finish that was undone."""
    connection.execute(_FORGET, {"team": team_id, "ids": list(ids)})


def disown(connection: Connection, team_id: int, person: int, area_id: int, on: date) -> bool:
    """Delete the person's evidence in the area on that day. Returns whether there was any."""
    deleted = connection.execute(_DISOWN, {"team": team_id, "by": person, "area": area_id, "on": on})
    return deleted.rowcount > 0
