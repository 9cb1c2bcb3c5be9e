"""Evidence: who can take work of an area. Written when an item is finished; it names no item and stands in no event."""

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
    """Each of `people` worked on something in each of `areas` that was finished on the day; the ids of the rows."""
    rows = [{"team_id": team_id, "on_day": on, "area_id": a, "person_id": p} for a in areas for p in people]
    return list(connection.execute(_WRITE, rows).scalars()) if rows else []


def forget(connection: Connection, team_id: int, ids: Sequence[int]) -> None:
    """The finish was undone: it leaves no trace in the cover."""
    connection.execute(_FORGET, {"team": team_id, "ids": list(ids)})


def disown(connection: Connection, team_id: int, person: int, area_id: int, on: date) -> bool:
    """The person worked on nothing that was finished in the area on that day; whether anything said so."""
    gone = connection.execute(_DISOWN, {"team": team_id, "by": person, "area": area_id, "on": on})
    return gone.rowcount > 0
