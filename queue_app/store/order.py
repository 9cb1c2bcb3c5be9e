"""The order: neighbours of a spot, the head of the queue, and the two ends. Ranks never leave the store and the domain."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, exists, false, func, or_, select, true

from queue_app.domain.item import Item
from queue_app.domain.move import MoveFacts
from queue_app.domain.order import SMALLEST_TOP, Spot, Target
from queue_app.store.base import table
from queue_app.store.coins import COIN
from queue_app.store.items import ITEM, by_numbers, waiting
from queue_app.store.prepared import Prepared, listed, values_of
from queue_app.store.tables import team

SLOT = table(team.WipSlot)
CLOCK = table(team.TeamClock)

_TEAM: BindParameter[int] = bindparam("team")

LIMIT = (
    select(func.count()).select_from(SLOT).where(SLOT.c.team_id == _TEAM, SLOT.c.closing.is_(False)).scalar_subquery()
)
"""The WIP limit: how many slots are not closing."""


def _coins(count: int) -> ColumnElement[bool]:
    if not count:
        return false()
    ids = listed("id", count, ITEM.c.id)
    return exists().where(COIN.c.team_id == _TEAM, or_(COIN.c.low_id.in_(ids), COIN.c.high_id.in_(ids)))


def _neighbour(upwards: bool, moved: list[BindParameter[int]]) -> tuple[Any, Any]:
    """(id, rank) of the nearest open item beyond the bound that is not moved; a missing bound means that end."""
    near = ITEM.alias("near")
    bound = bindparam("bound", type_=ITEM.c.rank.type)
    beyond = near.c.rank < bound if upwards else near.c.rank > bound
    nearest = near.c.rank.desc() if upwards else near.c.rank
    found = (
        select(near.c.id, near.c.rank)
        .where(near.c.team_id == _TEAM, near.c.rank.is_not(None), beyond)
        .order_by(nearest)
        .limit(1)
    )
    if moved:
        found = found.where(near.c.number.not_in(moved))
    return found.with_only_columns(near.c.id).scalar_subquery(), found.with_only_columns(near.c.rank).scalar_subquery()


@lru_cache(maxsize=64)
def _facts(upwards: bool, count: int) -> Prepared:
    moved = listed("moved", count, ITEM.c.number)
    head = (
        select(ITEM.c.id, ITEM.c.rank)
        .where(ITEM.c.team_id == _TEAM, waiting(ITEM))
        .order_by(ITEM.c.rank)
        .limit(LIMIT + bindparam("further"))
        .subquery("head")
    )
    id_, rank = _neighbour(upwards, moved)
    return Prepared(
        select(
            head.c.id, id_.label("near_id"), rank.label("near_rank"), LIMIT.label("wip"), _coins(count).label("coins")
        )
        .select_from(CLOCK.outerjoin(head, true()))
        .where(CLOCK.c.team_id == _TEAM)
        .order_by(head.c.rank)
    )


_FARTHEST = 2**63 - 1


def items_of(
    connection: Connection, team_id: int, moved: Sequence[int], anchor: int | None
) -> tuple[tuple[Item, ...], Item | None]:
    """The moved items in their present order, and the anchor."""
    numbers = [*moved, *([anchor] if anchor is not None and anchor not in moved else [])]
    found = by_numbers(connection, team_id, numbers)
    return tuple(i for i in found if i.number in moved), next((i for i in found if i.number == anchor), None)


def move_facts(
    connection: Connection, team_id: int, moved: tuple[Item, ...], anchor: Item | None, target: Target
) -> MoveFacts:
    """What the rule of a move needs. The head is at least the top and as many more as are moved."""
    upwards = target.above is not None or target.end == "bottom"
    bound = anchor.rank if anchor is not None and target.end is None else (_FARTHEST if upwards else -_FARTHEST)
    query = {"team": team_id, "bound": bound, "further": SMALLEST_TOP + len(moved)}
    query |= values_of("moved", (i.number for i in moved)) | values_of("id", (i.id for i in moved))
    rows = _facts(upwards, len(moved)).rows(connection, query)
    first = rows[0]
    near = (first["near_id"], first["near_rank"])
    fixed = (anchor.id, anchor.rank) if anchor is not None and target.end is None else (None, None)
    upper, lower = (near, fixed) if upwards else (fixed, near)
    spot = Spot(upper[0], upper[1], lower[0], lower[1])
    head = tuple(row["id"] for row in rows if row["id"] is not None)
    return MoveFacts(moved, spot, head, first["wip"], bool(first["coins"]))


def bottom(connection: Connection, team_id: int) -> Spot:
    """The spot below everything that is open."""
    last = connection.execute(_LAST, {"team": team_id}).one_or_none()
    return Spot(above_id=last.id, above_rank=last.rank) if last else Spot()


_LAST = (
    select(ITEM.c.id, ITEM.c.rank)
    .where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None))
    .order_by(ITEM.c.rank.desc())
    .limit(1)
)
