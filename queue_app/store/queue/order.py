"""The order: the neighbours of a spot, the head of the queue, and both ends. Only the store and the domain see ranks.

Also columns for queries about an item: the spots next to it and on top of the order.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Label,
    RowMapping,
    ScalarSelect,
    and_,
    bindparam,
    exists,
    func,
    null,
    or_,
    select,
    union_all,
)

from queue_app.domain.queue.item import Item
from queue_app.domain.queue.move import MoveFacts
from queue_app.domain.queue.order import SMALLEST_TOP, Spot, Target
from queue_app.store.db.prepared import Prepared, list_parameters, values_of
from queue_app.store.queue.items import columns, read, waiting
from queue_app.store.tables import CLOCK, COIN, ITEM, SLOT

_TEAM: BindParameter[int] = bindparam("team")

LIMIT = (
    select(func.count()).select_from(SLOT).where(SLOT.c.team_id == _TEAM, SLOT.c.closing.is_(False)).scalar_subquery()
)
"""The WIP limit: the number of slots that are not closing."""


_END: BindParameter[int] = bindparam("end", type_=ITEM.c.rank.type)
_FARTHEST = 2**63 - 1
_NO_ITEM = 0
"""An id that no item has. With a plain "false" instead, SQLite scans all items."""


def _neighbour(upwards: bool, moved: list[BindParameter[int]], bound: ColumnElement[int]) -> tuple[Any, Any]:
    """(id, rank) of the nearest open item beyond the bound, other than the moved ones."""
    near = ITEM.alias("near")
    beyond = near.c.rank < bound if upwards else near.c.rank > bound
    nearest = near.c.rank.desc() if upwards else near.c.rank
    query = (
        select(near.c.id, near.c.rank)
        .where(near.c.team_id == _TEAM, near.c.rank.is_not(None), beyond)
        .order_by(nearest)
        .limit(1)
    )
    if moved:
        query = query.where(near.c.number.not_in(moved))
    return query.with_only_columns(near.c.id).scalar_subquery(), query.with_only_columns(near.c.rank).scalar_subquery()


def _anchored() -> ColumnElement[int]:
    anchor = ITEM.alias("anchor")
    rank = select(anchor.c.rank).where(anchor.c.team_id == _TEAM, anchor.c.number == bindparam("anchor"))
    return func.coalesce(rank.scalar_subquery(), _END, type_=ITEM.c.rank.type)


@lru_cache(maxsize=64)
def _facts(upwards: bool, count: int, anchored: bool) -> Prepared:
    """The query of a move: moved items and anchor, each with the neighbour of the target, then the head with NULL as `wip`."""
    moved = list_parameters("moved", count, ITEM.c.number)
    named = [*moved, *([bindparam("anchor", type_=ITEM.c.number.type)] if anchored else [])]
    near_id, near_rank = _neighbour(upwards, moved, _anchored() if anchored else _END)
    fell = exists().where(COIN.c.team_id == _TEAM, or_(COIN.c.low_id == ITEM.c.id, COIN.c.high_id == ITEM.c.id))
    neighbour = (near_id.label("near_id"), near_rank.label("near_rank"), LIMIT.label("wip"), fell.label("coin"))
    items = select(*columns(ITEM), *neighbour).select_from(
        CLOCK.outerjoin(
            ITEM, and_(ITEM.c.team_id == CLOCK.c.team_id, ITEM.c.number.in_(named)) if named else ITEM.c.id == _NO_ITEM
        )
    )
    head = (
        select(ITEM.c.id, ITEM.c.rank)
        .where(ITEM.c.team_id == _TEAM, waiting(ITEM))
        .order_by(ITEM.c.rank)
        .limit(LIMIT + bindparam("further"))
        .subquery("head")
    )
    further = select(*(head.c.get(str(column.key), null()) for column in items.selected_columns))
    return Prepared(union_all(items.where(CLOCK.c.team_id == _TEAM), further))


def move_facts(
    connection: Connection, team_id: int, moved: Sequence[int], target: Target, coming: int = 0
) -> tuple[MoveFacts, Item | None]:
    """The facts of a move, and the anchor. They contain the existing items of the `moved` numbers, in their present
    order. `coming` is the number of new items. The head is at least the top, plus as many items as are moved.
    """
    upwards = target.above is not None or target.end == "bottom"
    query = {"team": team_id, "end": _FARTHEST if upwards else -_FARTHEST, "anchor": target.anchor}
    query |= {"further": SMALLEST_TOP + len(moved) + coming} | values_of("moved", moved)
    rows = _facts(upwards, len(moved), target.anchor is not None).rows(connection, query)
    items = [(item, row["coin"]) for row in rows if row["wip"] is not None and (item := read(row))]
    anchor = next((item for item, _ in items if item.number == target.anchor), None)
    near = (rows[0]["near_id"], rows[0]["near_rank"])
    fixed = (anchor.id, anchor.rank) if anchor else (None, None)
    upper, lower = (near, fixed) if upwards else (fixed, near)
    head = sorted((row["rank"], row["id"]) for row in rows if row["wip"] is None)
    facts = MoveFacts(
        moved=tuple(sorted((item for item, _ in items if item.number in moved), key=lambda item: item.rank or 0)),
        spot=Spot(*upper, *lower),
        head=tuple(id_ for _, id_ in head),
        limit=rows[0]["wip"],
        coins=any(coin for item, coin in items if item.number in moved),
    )
    return facts, anchor


def bottom(connection: Connection, team_id: int) -> Spot:
    """The spot below every open item."""
    last = connection.execute(_LAST, {"team": team_id}).one_or_none()
    return Spot(above_id=last.id, above_rank=last.rank) if last else Spot()


_LAST = (
    select(ITEM.c.id, ITEM.c.rank)
    .where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None))
    .order_by(ITEM.c.rank.desc())
    .limit(1)
)


def _nearest(table: FromClause, upwards: bool, column: str) -> ScalarSelect[Any]:
    near = ITEM.alias("near")
    beyond = near.c.rank < table.c.rank if upwards else near.c.rank > table.c.rank
    nearest = near.c.rank.desc() if upwards else near.c.rank
    query = select(near.c[column]).where(near.c.team_id == table.c.team_id, beyond).order_by(nearest).limit(1)
    return query.correlate(table).scalar_subquery()


def above(table: FromClause) -> Label[Any]:
    """The rank of the open item directly above; its id is the item's `under`."""
    return _nearest(table, True, "rank").label("above_rank")


def below(table: FromClause) -> list[Label[Any]]:
    """The columns of the open item directly below."""
    return [_nearest(table, False, column).label(f"below_{column}") for column in ("id", "rank")]


def top(excluding: ColumnElement[int] | None = None) -> list[Label[Any]]:
    """The columns of the first open item of the team, other than `excluding`."""
    first = ITEM.alias("first")
    query = select(first).where(first.c.team_id == _TEAM, first.c.rank.is_not(None)).order_by(first.c.rank).limit(1)
    if excluding is not None:
        query = query.where(first.c.id != excluding)
    return [
        query.with_only_columns(first.c[column]).scalar_subquery().label(f"top_{column}") for column in ("id", "rank")
    ]


def spot_above(item: Item, row: RowMapping) -> Spot:
    """The spot directly above `item`, from the column `above`."""
    return Spot(item.under, row["above_rank"], item.id, item.rank)


def spot_below(item: Item, row: RowMapping) -> Spot:
    """The spot directly below `item`, from the columns `below`."""
    return Spot(item.id, item.rank, row["below_id"], row["below_rank"])


def spot_on_top(row: RowMapping) -> Spot:
    """The spot above every open item, from the columns `top`."""
    return Spot(below_id=row["top_id"], below_rank=row["top_rank"])
