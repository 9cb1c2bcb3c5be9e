"""Names in a file: areas and former people. Former people have no account; they are only evidence for areas."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, insert, select

from queue_app.store.db.bulk import insert_rows, readied
from queue_app.store.tables import AREA, EVIDENCE, FORMER, ITEM_AREA

_PEOPLE = select(FORMER.c.name, FORMER.c.id).where(FORMER.c.team_id == bindparam("team"))
_AREAS = select(AREA.c.folded, AREA.c.id, AREA.c.merged_into).where(AREA.c.team_id == bindparam("team"))
_ADD_PERSON = insert(FORMER).returning(FORMER.c.name, FORMER.c.id)
_ADD_AREA = insert(AREA).returning(AREA.c.folded, AREA.c.id)

_TAG = ("team_id", "item_id", "area_id", "n", "done_on")
_EVIDENCE = ("team_id", "area_id", "on_day", "former_id")


def former_people(connection: Connection, team_id: int, names: Collection[str]) -> tuple[dict[str, int], list[str]]:
    """{name: id} of the former people with these names, inserted where missing, and the new names."""
    ids = {name: id_ for name, id_ in connection.execute(_PEOPLE, {"team": team_id}) if name in names}
    new = [{"team_id": team_id, "name": name} for name in names if name not in ids]
    if new:
        ids |= {row[0]: row[1] for row in connection.execute(_ADD_PERSON, new)}
    return ids, [str(row["name"]) for row in new]


def areas(connection: Connection, team_id: int, named: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    """{folded name: id} of areas, inserted where missing, and the new names. A merged area counts as the one it was merged into.

    `named` is {folded name: name}.
    """
    rows = connection.execute(_AREAS, {"team": team_id}).all()
    into = {row.id: row.merged_into for row in rows}
    ids = {row.folded: _last(row.id, into) for row in rows}
    new = [{"team_id": team_id, "name": named[folded], "folded": folded} for folded in named if folded not in ids]
    if new:
        ids |= {row[0]: row[1] for row in connection.execute(_ADD_AREA, new)}
    return ids, [str(row["name"]) for row in new]


def _last(area_id: int, into: Mapping[int, int | None]) -> int:
    while (further := into.get(area_id)) is not None:
        area_id = further
    return area_id


def same_areas(connection: Connection, team_id: int, ids: Mapping[str, int]) -> bool:
    """Whether these areas still mean the same: nobody merged or renamed one."""
    rows = connection.execute(_AREAS, {"team": team_id}).all()
    into = {row.id: row.merged_into for row in rows}
    now = {row.folded: _last(row.id, into) for row in rows}
    return all(now.get(folded) == id_ for folded, id_ in ids.items())


def tag(connection: Connection, team_id: int, touched: Iterable[tuple[int, date | None, Sequence[int]]]) -> None:
    """Give new items their areas: an item's id, its day of finish, and the ids of its areas."""
    ready = readied(ITEM_AREA, _TAG, connection.dialect)
    rows = [
        ready((team_id, item, area_id, n, done_on))
        for item, done_on, ids in touched
        for n, area_id in enumerate(ids, start=1)
    ]
    insert_rows(connection, ITEM_AREA, _TAG, rows)


def insert_evidence(connection: Connection, team_id: int, rows: Iterable[tuple[int, date, int]]) -> None:
    """Insert evidence of former people, as (area id, day of the finish, former person id)."""
    ready = readied(EVIDENCE, _EVIDENCE, connection.dialect)
    insert_rows(connection, EVIDENCE, _EVIDENCE, [ready((team_id, *row)) for row in rows])
