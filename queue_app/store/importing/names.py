"""Names in a file: areas, and people of former times. Those are nobody's account, and evidence for areas only."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, insert, select

from queue_app.store.db.bulk import insert_rows, readied
from queue_app.store.tables import AREA, EVIDENCE, FORMER, ITEM_AREA

_PEOPLE = select(FORMER.c.name, FORMER.c.id).where(FORMER.c.team_id == bindparam("team"))
_AREAS = select(AREA.c.folded, AREA.c.id, AREA.c.merged_into).where(AREA.c.team_id == bindparam("team"))
_ADD_PERSON = insert(FORMER).returning(FORMER.c.name, FORMER.c.id)
_ADD_AREA = insert(AREA).returning(AREA.c.folded, AREA.c.id)

_TAG = ("team_id", "item_id", "area_id", "n")
_EVIDENCE = ("team_id", "area_id", "on_day", "former_id")


def former_people(connection: Connection, team_id: int, names: Collection[str]) -> tuple[dict[str, int], int]:
    """The ids of the former people of these names, and how many of them are new."""
    there = {name: id_ for name, id_ in connection.execute(_PEOPLE, {"team": team_id}) if name in names}
    new = [{"team_id": team_id, "name": name} for name in names if name not in there]
    if new:
        there |= {row[0]: row[1] for row in connection.execute(_ADD_PERSON, new)}
    return there, len(new)


def areas(connection: Connection, team_id: int, named: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    """The ids of areas by folded name, and the names that were made; a merged area stands for what it was merged into.

    `named` is {folded name: name}.
    """
    rows = connection.execute(_AREAS, {"team": team_id}).all()
    into = {row.id: row.merged_into for row in rows}
    there = {row.folded: _last(row.id, into) for row in rows}
    new = [{"team_id": team_id, "name": named[folded], "folded": folded} for folded in named if folded not in there]
    if new:
        there |= {row[0]: row[1] for row in connection.execute(_ADD_AREA, new)}
    return there, [str(row["name"]) for row in new]


def _last(area_id: int, into: Mapping[int, int | None]) -> int:
    while (further := into.get(area_id)) is not None:
        area_id = further
    return area_id


def tag(connection: Connection, team_id: int, touched: Iterable[tuple[int, Sequence[int]]]) -> None:
    """Say which areas new items touch, as pairs of an item's id and the ids of its areas."""
    rows = [(team_id, item, area_id, n) for item, ids in touched for n, area_id in enumerate(ids, start=1)]
    insert_rows(connection, ITEM_AREA, _TAG, rows)


def insert_evidence(connection: Connection, team_id: int, found: Iterable[tuple[int, date, int]]) -> None:
    """Former people worked along: area, the day of the finish, former person."""
    ready = readied(EVIDENCE, _EVIDENCE, connection.dialect)
    insert_rows(connection, EVIDENCE, _EVIDENCE, [ready((team_id, *one)) for one in found])
