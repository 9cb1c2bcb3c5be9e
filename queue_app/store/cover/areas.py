"""The areas of a team, and the areas of items."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Update, bindparam, delete, exists, insert, select, update

from queue_app.domain.cover.areas import Area
from queue_app.store.tables import AREA, EVIDENCE, ITEM, ITEM_AREA

_TAG = insert(ITEM_AREA)
_UNTAG = delete(ITEM_AREA).where(ITEM_AREA.c.team_id == bindparam("team"), ITEM_AREA.c.item_id == bindparam("item"))
_TAGS = (
    select(ITEM_AREA.c.area_id)
    .where(ITEM_AREA.c.team_id == bindparam("team"), ITEM_AREA.c.item_id == bindparam("item"))
    .order_by(ITEM_AREA.c.n)
)
_TAGS_OF = (
    select(ITEM_AREA.c.item_id, ITEM_AREA.c.area_id)
    .where(ITEM_AREA.c.team_id == bindparam("team"), ITEM_AREA.c.item_id.in_(bindparam("items", expanding=True)))
    .order_by(ITEM_AREA.c.item_id, ITEM_AREA.c.n)
)
_UNTAG_ALL = delete(ITEM_AREA).where(
    ITEM_AREA.c.team_id == bindparam("team"), ITEM_AREA.c.item_id.in_(bindparam("items", expanding=True))
)
_LISTED = select(AREA.c.id).where(AREA.c.team_id == bindparam("team"), AREA.c.archived_at.is_(None))
_COPY = insert(ITEM_AREA).from_select(
    ["team_id", "item_id", "area_id", "n"],
    select(ITEM_AREA.c.team_id, ITEM.c.id, ITEM_AREA.c.area_id, ITEM_AREA.c.n)
    .join_from(ITEM_AREA, ITEM, ITEM.c.team_id == ITEM_AREA.c.team_id)
    .where(
        ITEM_AREA.c.team_id == bindparam("team"),
        ITEM_AREA.c.item_id == bindparam("item"),
        ITEM.c.id.in_(bindparam("onto", expanding=True)),
    ),
)
_FIND = select(AREA).where(AREA.c.team_id == bindparam("team"), AREA.c.id.in_(bindparam("ids", expanding=True)))
_CREATE = insert(AREA).returning(AREA.c.id)
_WRITE = (
    update(AREA)
    .where(AREA.c.team_id == bindparam("of_team"), AREA.c.id == bindparam("of_id"))
    .values({name: bindparam(f"to_{name}") for name in ("name", "folded", "archived_at", "merged_into")})
)


def _moves() -> list[Delete | Update]:
    """The statements of a merge. An item with both areas first loses the old one, so that it never has an area twice."""
    has_both = ITEM_AREA.alias("has_both")
    both = exists().where(
        has_both.c.team_id == ITEM_AREA.c.team_id,
        has_both.c.item_id == ITEM_AREA.c.item_id,
        has_both.c.area_id == bindparam("into"),
    )
    moved = (
        update(table)
        .where(table.c.team_id == bindparam("team"), column == bindparam("area"))
        .values({column.name: bindparam("into")})
        for table, column in (
            (ITEM_AREA, ITEM_AREA.c.area_id),
            (EVIDENCE, EVIDENCE.c.area_id),
            (AREA, AREA.c.merged_into),
        )
    )
    duplicates = delete(ITEM_AREA).where(
        ITEM_AREA.c.team_id == bindparam("team"), ITEM_AREA.c.area_id == bindparam("area"), both
    )
    return [duplicates, *moved]


_MOVES = _moves()


def active_areas(connection: Connection, team_id: int) -> frozenset[int]:
    """The ids of the areas that are not archived, which items may have."""
    return frozenset(connection.execute(_LISTED, {"team": team_id}).scalars())


def tag(connection: Connection, team_id: int, items: Sequence[int], areas: Sequence[int]) -> None:
    """Give these new items (ids) their areas (ids, at most three)."""
    rows = [
        {"team_id": team_id, "item_id": item, "area_id": area_id, "n": n}
        for item in items
        for n, area_id in enumerate(areas, start=1)
    ]
    if rows:
        connection.execute(_TAG, rows)


def tags(connection: Connection, team_id: int, item: int) -> list[int]:
    """The ids of the areas of one item."""
    return list(connection.execute(_TAGS, {"team": team_id, "item": item}).scalars())


def retag(connection: Connection, team_id: int, item: int, areas: Sequence[int]) -> None:
    """Replace the areas of an item."""
    connection.execute(_UNTAG, {"team": team_id, "item": item})
    tag(connection, team_id, [item], areas)


def tags_of(connection: Connection, team_id: int, items: Sequence[int]) -> dict[int, list[int]]:
    """{item: areas} of those of the items that have areas; all ids."""
    by_item: defaultdict[int, list[int]] = defaultdict(list)
    for item, area in connection.execute(_TAGS_OF, {"team": team_id, "items": list(items)}):
        by_item[item].append(area)
    return dict(by_item)


def retag_all(connection: Connection, team_id: int, tags: Mapping[int, Sequence[int]]) -> None:
    """Replace the areas of several items: {item: areas}."""
    connection.execute(_UNTAG_ALL, {"team": team_id, "items": list(tags)})
    rows = [
        {"team_id": team_id, "item_id": item, "area_id": area, "n": n}
        for item, areas in tags.items()
        for n, area in enumerate(areas, start=1)
    ]
    if rows:
        connection.execute(_TAG, rows)


def copy_tags(connection: Connection, team_id: int, item: int, onto: Sequence[int]) -> None:
    """Give the new items `onto` the areas of `item`; all ids."""
    connection.execute(_COPY, {"team": team_id, "item": item, "onto": list(onto)})


def find(connection: Connection, team_id: int, ids: Sequence[int]) -> dict[int, Area]:
    """{id: area} of the team's areas with these ids."""
    rows = connection.execute(_FIND, {"team": team_id, "ids": list(ids)})
    return {row.id: Area(row.id, row.name, row.archived_at, row.merged_into) for row in rows}


def create(connection: Connection, team_id: int, name: str) -> int:
    """Insert an area; returns its id. A taken name violates its constraint (NameTaken)."""
    row = {"team_id": team_id, "name": name, "folded": name.casefold()}
    return int(connection.execute(_CREATE, row).scalar_one())


def write(connection: Connection, team_id: int, area: Area) -> None:
    """Update an area. A taken name violates its constraint (NameTaken)."""
    values: dict[str, Any] = {"to_name": area.name, "to_folded": area.name.casefold()}
    values |= {"to_archived_at": area.archived_at, "to_merged_into": area.merged_into}
    connection.execute(_WRITE, {"of_team": team_id, "of_id": area.id, **values})


def move_all(connection: Connection, team_id: int, area: int, into: int) -> None:
    """Move items, evidence and merged areas from `area` to `into`; ids."""
    query = {"team": team_id, "area": area, "into": into}
    for statement in _MOVES:
        connection.execute(statement, query)
