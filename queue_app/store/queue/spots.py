"""The spots next to an item and at the top of the order, as columns of a query about the item."""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, Label, RowMapping, ScalarSelect, bindparam, select

from queue_app.domain.queue.item import Item
from queue_app.domain.queue.order import Spot
from queue_app.store.tables import ITEM

_TEAM: BindParameter[int] = bindparam("team")


def _nearest(table: FromClause, upwards: bool, column: str) -> ScalarSelect[Any]:
    near = ITEM.alias("near")
    beyond = near.c.rank < table.c.rank if upwards else near.c.rank > table.c.rank
    nearest = near.c.rank.desc() if upwards else near.c.rank
    found = select(near.c[column]).where(near.c.team_id == table.c.team_id, beyond).order_by(nearest).limit(1)
    return found.correlate(table).scalar_subquery()


def above(table: FromClause, prefix: str = "") -> list[Label[Any]]:
    """The rank of the open item directly above; its id is the item's `under`."""
    return [_nearest(table, True, "rank").label(prefix + "above_rank")]


def below(table: FromClause) -> list[Label[Any]]:
    """The open item directly below."""
    return [_nearest(table, False, column).label(f"below_{column}") for column in ("id", "rank")]


def top(but: ColumnElement[int] | None = None) -> list[Label[Any]]:
    """The first open item of the team, `but` one."""
    first = ITEM.alias("first")
    found = select(first).where(first.c.team_id == _TEAM, first.c.rank.is_not(None)).order_by(first.c.rank).limit(1)
    if but is not None:
        found = found.where(first.c.id != but)
    return [
        found.with_only_columns(first.c[column]).scalar_subquery().label(f"top_{column}") for column in ("id", "rank")
    ]


def spot_above(item: Item, row: RowMapping, prefix: str = "") -> Spot:
    """Between `item` and what stands above it, from the columns `above`."""
    return Spot(item.under, row[prefix + "above_rank"], item.id, item.rank)


def spot_below(item: Item, row: RowMapping) -> Spot:
    """Between `item` and what stands below it, from the columns `below`."""
    return Spot(item.id, item.rank, row["below_id"], row["below_rank"])


def spot_on_top(row: RowMapping) -> Spot:
    """Above every open item, from the columns `top`."""
    return Spot(below_id=row["top_id"], below_rank=row["top_rank"])
