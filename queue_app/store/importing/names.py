"""Names in a file: areas and former people. Former people have no account; they only provide evidence for areas."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    Table,
    bindparam,
    func,
    insert,
    literal,
    select,
)

from queue_app.store.db.bulk import Cells, insert_rows, readied
from queue_app.store.tables import AREA, EVIDENCE, FORMER, ITEM_AREA

_PEOPLE = select(FORMER.c.name, FORMER.c.id).where(FORMER.c.team_id == bindparam("team"))
_AREAS = select(AREA.c.folded, AREA.c.id, AREA.c.merged_into).where(AREA.c.team_id == bindparam("team"))
_ADD_PERSON = insert(FORMER).returning(FORMER.c.name, FORMER.c.id)
_ADD_AREA = insert(AREA).returning(AREA.c.folded, AREA.c.id)


def _temporary(name: str, **types: Any) -> Table:
    columns = (Column(column, type_) for column, type_ in types.items())
    return Table(name, MetaData(), *columns, prefixes=["TEMPORARY"], postgresql_on_commit="DROP")


_TAGS = _temporary("arriving_tag", item=BigInteger, area=Integer, n=Integer, done_on=Date)
_EVIDENCE = _temporary("arriving_evidence", item=BigInteger, area=Integer, on_day=Date, person=Integer)
_AREA_IDS = _temporary("arriving_area", nth=Integer, id=BigInteger)
_PERSON_IDS = _temporary("arriving_person", nth=Integer, id=BigInteger)
_TABLES = (_TAGS, _EVIDENCE, _AREA_IDS, _PERSON_IDS)
"""Tables for tags and evidence, which refer to areas and people by index: new ones have no id before the lock.

On SQLite, each statement on a table with a trigger starts its own journal, so one statement moves all tags.
"""


def former_people(connection: Connection, team_id: int, names: Collection[str]) -> tuple[dict[str, int], list[str]]:
    """{name: id} of the former people with these names, inserted if missing; and the new names."""
    ids = {name: id_ for name, id_ in connection.execute(_PEOPLE, {"team": team_id}) if name in names}
    new = [{"team_id": team_id, "name": name} for name in names if name not in ids]
    if new:
        ids |= {row[0]: row[1] for row in connection.execute(_ADD_PERSON, new)}
    return ids, [str(row["name"]) for row in new]


def areas(connection: Connection, team_id: int, named: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    """{folded name: id} of areas, inserted if missing; and the new names. A merged area counts as its target.

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
    """Whether these areas are unchanged: none was merged or renamed."""
    rows = connection.execute(_AREAS, {"team": team_id}).all()
    into = {row.id: row.merged_into for row in rows}
    now = {row.folded: _last(row.id, into) for row in rows}
    return all(now.get(folded) == id_ for folded, id_ in ids.items())


def lay_out(connection: Connection, tags: Iterable[Cells], evidence: Iterable[Cells]) -> None:
    """Store tags (item, area, n, day of finish) and evidence (item, area, day, person) in temporary tables, before the lock."""
    for table in _TABLES:
        table.create(connection)
    for table, rows in ((_TAGS, tags), (_EVIDENCE, evidence)):
        columns = table.c.keys()
        insert_rows(connection, table, columns, map(readied(table, columns, connection.dialect), rows))


def move_in(
    connection: Connection, team_id: int, first_item: int, area_ids: Sequence[int], people_ids: Sequence[int]
) -> None:
    """Move the rows out of the temporary tables. `first_item`: the offset of item ids.

    Two names can mean one area after a merge.
    """
    for table, ids in ((_AREA_IDS, area_ids), (_PERSON_IDS, people_ids)):
        insert_rows(connection, table, table.c.keys(), list(enumerate(ids)))
    team, item = literal(team_id), _TAGS.c.item + first_item
    tags = select(team, item, _AREA_IDS.c.id, func.min(_TAGS.c.n), _TAGS.c.done_on)
    tags = tags.join_from(_TAGS, _AREA_IDS, _AREA_IDS.c.nth == _TAGS.c.area)
    who = select(team, _AREA_IDS.c.id, _EVIDENCE.c.on_day, _PERSON_IDS.c.id)
    who = who.join_from(_EVIDENCE, _AREA_IDS, _AREA_IDS.c.nth == _EVIDENCE.c.area)
    who = who.join(_PERSON_IDS, _PERSON_IDS.c.nth == _EVIDENCE.c.person)
    if len(set(area_ids)) < len(area_ids):
        tags = tags.group_by(_TAGS.c.item, _AREA_IDS.c.id, _TAGS.c.done_on)
        who = who.group_by(_EVIDENCE.c.item, _AREA_IDS.c.id, _EVIDENCE.c.on_day, _PERSON_IDS.c.id)
    else:
        tags = tags.with_only_columns(team, item, _AREA_IDS.c.id, _TAGS.c.n, _TAGS.c.done_on)
    for into, names, rows in ((ITEM_AREA, _TAG_NAMES, tags), (EVIDENCE, _EVIDENCE_NAMES, who)):
        connection.execute(insert(into).from_select(names, rows, include_defaults=False))


_TAG_NAMES = ("team_id", "item_id", "area_id", "n", "done_on")
_EVIDENCE_NAMES = ("team_id", "area_id", "on_day", "former_id")
