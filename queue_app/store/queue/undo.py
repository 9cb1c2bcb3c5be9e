"""The facts of an undo: the event with its items as they are now, later events about them, and their former places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    select,
)

from queue_app.domain.queue.order import Spot
from queue_app.domain.queue.undo import Act, Later
from queue_app.store.queue.items import columns, marked_urgent, read
from queue_app.store.queue.order import LIMIT
from queue_app.store.queue.slots import CLOSING, FREE, RUNNING
from queue_app.store.tables import CLOCK, EVENT, EVENT_ITEM, ITEM, REQUEST, SLOT, STINT

_FIRST = -(2**63)
"""A rank above every other one."""
_TEAM: BindParameter[int] = bindparam("team")
_MOVING: BindParameter[Any] = bindparam("moving", expanding=True)
_UNDERS: BindParameter[Any] = bindparam("unders", expanding=True)


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An event to undo, and whether a later event names one of its items."""

    act: Act
    touched: bool


@dataclass(frozen=True, slots=True)
class WayBack:
    """A place to return to: the spot below an item, its title, whether it changed since, a free slot, and how many items run."""

    spot: Spot
    title: str
    touched: bool
    slot: int | None
    running: int
    limit: int


def _act() -> Select[Any]:
    urgent, later, own = ITEM.alias("urgent"), EVENT_ITEM.alias("later"), EVENT_ITEM.alias("own")
    named = exists().where(own.c.team_id == _TEAM, own.c.seq == bindparam("seq"), own.c.item_id == urgent.c.id)
    other = select(urgent.c.title).where(urgent.c.team_id == _TEAM, marked_urgent(urgent), ~named).scalar_subquery()
    left = select(func.count()).where(
        STINT.c.team_id == _TEAM, STINT.c.person_id == REQUEST.c.person_id, STINT.c.left_at == EVENT.c.at
    )
    touched = exists().where(later.c.team_id == _TEAM, later.c.item_id == ITEM.c.id, later.c.seq > EVENT.c.seq)
    first = func.row_number().over(order_by=ITEM.c.id) == 1
    return (
        select(
            *(EVENT.c[name].label(f"event_{name}") for name in ("seq", "at", "kind", "by")),
            case((first, EVENT.c.data)).label("data"),
            case((REQUEST.c.by_agent.is_(False), REQUEST.c.person_id)).label("person_id"),
            REQUEST.c.result,
            other.label("other_urgent"),
            left.correlate(EVENT, REQUEST).scalar_subquery().label("left_items"),
            CLOSING.label("closing_slot"),
            touched.label("touched"),
            *columns(ITEM),
        )
        .select_from(EVENT)
        .outerjoin(REQUEST, and_(REQUEST.c.team_id == EVENT.c.team_id, REQUEST.c.seq == EVENT.c.seq))
        .outerjoin(EVENT_ITEM, and_(EVENT_ITEM.c.team_id == EVENT.c.team_id, EVENT_ITEM.c.seq == EVENT.c.seq))
        .outerjoin(ITEM, and_(ITEM.c.team_id == EVENT.c.team_id, ITEM.c.id == EVENT_ITEM.c.item_id))
        .where(EVENT.c.team_id == _TEAM, EVENT.c.seq == bindparam("seq"))
        .order_by(ITEM.c.id)
    )


def _way() -> Select[Any]:
    """The query for one item, which looks up the next rank."""
    anchor, near = ITEM.alias("anchor"), ITEM.alias("near")
    bound = near.c.rank > func.coalesce(anchor.c.rank, literal(_FIRST, ITEM.c.rank.type))
    below = select(near.c.id, near.c.rank).where(_stands(near), bound).order_by(near.c.rank).limit(1).correlate(anchor)
    below_id = below.with_only_columns(near.c.id).scalar_subquery()
    below_rank = below.with_only_columns(near.c.rank).scalar_subquery()
    return _facts(anchor, below_id, below_rank).select_from(_beside_the_clock(anchor))


def _ways() -> Select[Any]:
    """The query for many items, which reads the whole order once. With old statistics PostgreSQL would sort it for each item."""
    anchor, near = ITEM.alias("anchor"), ITEM.alias("near")
    next_id, next_rank = (func.lead(near.c[name]).over(order_by=near.c.rank).label(name) for name in ("id", "rank"))
    standing = select(near.c.id.label("above"), next_id, next_rank).where(_stands(near)).cte("standing")
    query = _facts(anchor, standing.c.id, standing.c.rank)
    return query.select_from(_beside_the_clock(anchor).outerjoin(standing, standing.c.above == anchor.c.id))


def _stands(near: Any) -> ColumnElement[bool]:
    """The condition for an open item that is not one of those going back."""
    return and_(near.c.team_id == _TEAM, near.c.rank.is_not(None), near.c.id.not_in(_MOVING))


def _beside_the_clock(anchor: Any) -> Any:
    """A join with the clock row, so that the query returns one row even if no item is asked for."""
    return CLOCK.outerjoin(anchor, and_(anchor.c.team_id == CLOCK.c.team_id, anchor.c.id.in_(_UNDERS)))


def _facts(anchor: Any, below_id: ColumnElement[Any], below_rank: ColumnElement[Any]) -> Select[Any]:
    touched = exists().where(
        EVENT_ITEM.c.team_id == _TEAM, EVENT_ITEM.c.item_id == anchor.c.id, EVENT_ITEM.c.seq > bindparam("since")
    )
    taken = exists().where(ITEM.c.team_id == _TEAM, ITEM.c.slot == SLOT.c.n)
    old_slot = select(SLOT.c.n).where(
        SLOT.c.team_id == _TEAM, SLOT.c.n == bindparam("old_slot"), SLOT.c.closing.is_(False), ~taken
    )
    return select(
        anchor.c.id,
        anchor.c.rank,
        anchor.c.title,
        below_id.label("below_id"),
        below_rank.label("below_rank"),
        touched.label("touched"),
        func.coalesce(old_slot.scalar_subquery(), FREE).label("slot"),
        RUNNING.label("running"),
        LIMIT.label("wip"),
    ).where(CLOCK.c.team_id == _TEAM)


_ACT, _WAY, _WAYS = _act(), _way(), _ways()
_NAMES_ONE = exists().where(
    EVENT_ITEM.c.team_id == EVENT.c.team_id,
    EVENT_ITEM.c.seq == EVENT.c.seq,
    EVENT_ITEM.c.item_id.in_(bindparam("items", expanding=True)),
)
_LATER = (
    select(EVENT.c.seq, EVENT.c.kind, EVENT.c.data)
    .where(EVENT.c.team_id == _TEAM, EVENT.c.seq > bindparam("since"), _NAMES_ONE)
    .order_by(EVENT.c.seq)
)
_MINE = (
    select(EVENT.c.seq, EVENT.c.kind, case((EVENT.c.kind == "undone", EVENT.c.data)).label("data"))
    .select_from(REQUEST)
    .join(EVENT, and_(EVENT.c.team_id == REQUEST.c.team_id, EVENT.c.seq == REQUEST.c.seq))
    .where(
        REQUEST.c.person_id == bindparam("by"),
        REQUEST.c.team_id == _TEAM,
        REQUEST.c.by_agent.is_(False),
        REQUEST.c.at >= bindparam("since", type_=REQUEST.c.at.type),
    )
    .order_by(EVENT.c.seq.desc())
)


def act(connection: Connection, team_id: int, seq: int) -> FoundAct | None:
    """The event `seq` with its items as they are now; None for an unknown event."""
    rows = connection.execute(_ACT, {"team": team_id, "seq": seq}).mappings().all()
    if not rows:
        return None
    first = rows[0]
    items = {item.id: item for row in rows if (item := read(row))}
    done = Act(
        seq=first["event_seq"],
        at=first["event_at"],
        kind=first["event_kind"],
        data=next(row["data"] for row in rows if row["data"] is not None),
        signed=first["event_by"] is not None,
        person=first["person_id"],
        answer=first["result"] or {},
        items=items,
        urgent=first["other_urgent"],
        left_items=first["left_items"],
        closing=first["closing_slot"],
    )
    return FoundAct(done, any(row["touched"] for row in rows))


def ways_back(
    connection: Connection,
    team_id: int,
    unders: Sequence[int | None],
    since: int,
    moving: Sequence[int],
    old_slot: int | None,
) -> dict[int | None, WayBack]:
    """The spot directly below each of the items `unders` (None: on top), ignoring the `moving` ones; and `old_slot` if it is
    free, else any free slot. At most two statements. A closed item has no spot.
    """
    query = {"team": team_id, "since": since, "moving": list(moving), "old_slot": old_slot}
    below = [under for under in unders if under is not None]
    asked: list[list[int]] = [*([below] if below else []), *([[]] if None in unders else [])]
    rows = [
        row
        for items in asked
        for row in connection.execute(_WAYS if len(items) > 1 else _WAY, {**query, "unders": items})
        if row.id or not items
    ]
    return {row.id: _way_of(row) for row in rows}


def _way_of(row: Any) -> WayBack:
    spot = Spot(row.id, row.rank, row.below_id, row.below_rank)
    return WayBack(spot, row.title or "", bool(row.touched), row.slot, row.running, row.wip)


def later(connection: Connection, team_id: int, items: Sequence[int], since: int) -> list[Later]:
    """The events after `since` that name one of these items, in order."""
    rows = connection.execute(_LATER, {"team": team_id, "items": list(items), "since": since})
    return [Later(*row) for row in rows]


def mine(connection: Connection, team_id: int, by: int, since: datetime) -> list[Later]:
    """The events of this person after `since`, newest first. Only undos include their data."""
    rows = connection.execute(_MINE, {"team": team_id, "by": by, "since": since})
    return [Later(row.seq, row.kind, row.data or {}) for row in rows]
