"""Areas of the team, and which an item touches."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from queue_app.store.base import table
from queue_app.store.items import ITEM
from queue_app.store.tables import area

AREA = table(area.Area)
ITEM_AREA = table(area.ItemArea)

_TAG = insert(ITEM_AREA)
_UNTAG = delete(ITEM_AREA).where(ITEM_AREA.c.team_id == bindparam("team"), ITEM_AREA.c.item_id == bindparam("item"))
_TAGS = (
    select(ITEM_AREA.c.area_id)
    .where(ITEM_AREA.c.team_id == bindparam("team"), ITEM_AREA.c.item_id == bindparam("item"))
    .order_by(ITEM_AREA.c.n)
)
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


def tag(connection: Connection, team_id: int, items: Sequence[int], areas: Sequence[int]) -> None:
    """Say which areas (ids, at most three) these new items (ids) touch."""
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
    """Say anew which areas an item touches."""
    connection.execute(_UNTAG, {"team": team_id, "item": item})
    tag(connection, team_id, [item], areas)


def copy_tags(connection: Connection, team_id: int, item: int, onto: Sequence[int]) -> None:
    """Say of the new items `onto` that they touch the areas of `item`; ids."""
    connection.execute(_COPY, {"team": team_id, "item": item, "onto": list(onto)})
