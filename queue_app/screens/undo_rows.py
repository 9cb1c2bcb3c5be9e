"""The last act of a person, while it can be taken back: for ten minutes, and only until a later event names its items."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, exists, select

from queue_app.domain.queue.item import State
from queue_app.domain.queue.undo import UNDO_WITHIN, UNDOABLE
from queue_app.screens.queue.positions import position
from queue_app.screens.values import UndoLine
from queue_app.store.tables import EVENT, EVENT_ITEM, ITEM, REQUEST

RECENT = 500
"""How many of the team's last events are looked through: a bound for teams of machines, far beyond ten minutes of people."""

_TEAM: BindParameter[int] = bindparam("team")


def _touched() -> Any:
    own, later = EVENT_ITEM.alias("own"), EVENT_ITEM.alias("later")
    same = and_(later.c.team_id == own.c.team_id, later.c.item_id == own.c.item_id, later.c.seq > own.c.seq)
    return (
        exists()
        .select_from(own.join(later, same))
        .where(own.c.team_id == EVENT.c.team_id, own.c.seq == EVENT.c.seq)
        .label("touched")
    )


def _last() -> Select[Any]:
    mine = (
        select(REQUEST.c.seq)
        .where(
            REQUEST.c.team_id == _TEAM,
            REQUEST.c.seq > bindparam("since_seq"),
            REQUEST.c.at > bindparam("since", type_=REQUEST.c.at.type),
            REQUEST.c.person_id == bindparam("me"),
        )
        .order_by(REQUEST.c.seq.desc())
        .limit(1)
    )
    return select(EVENT.c.seq, EVENT.c.at, EVENT.c.kind, EVENT.c.data, _touched()).where(
        EVENT.c.team_id == _TEAM, EVENT.c.seq == mine.scalar_subquery()
    )


_LAST = _last()
_EVENT = select(EVENT.c.seq, EVENT.c.at, EVENT.c.kind, EVENT.c.data).where(
    EVENT.c.team_id == _TEAM, EVENT.c.seq == bindparam("seq")
)
_ITEM = select(ITEM.c.number, ITEM.c.title, position(ITEM).label("position")).where(
    ITEM.c.team_id == _TEAM, ITEM.c.id == bindparam("item")
)


def undo_line(connection: Connection, team: int, me: int, now: datetime, revision: int) -> UndoLine | None:
    """One statement, two when there is something to undo."""
    query = {"team": team, "me": me, "since": now - UNDO_WITHIN, "since_seq": revision - RECENT}
    last = connection.execute(_LAST, query).one_or_none()
    if last is None or last.touched or last.kind not in UNDOABLE:
        return None
    return _line(connection, team, last)


def act_of(connection: Connection, team: int, seq: int) -> UndoLine | None:
    """What the event did, whether or not it can be undone."""
    event = connection.execute(_EVENT, {"team": team, "seq": seq}).one_or_none()
    return _line(connection, team, event) if event is not None else None


def _line(connection: Connection, team: int, event: Any) -> UndoLine:
    ids = [record["id"] for record in event.data.get("items", [])]
    line = UndoLine(event.seq, event.kind, event.at, event.at + UNDO_WITHIN, data=event.data)
    if not ids:
        return line
    pulled = (record["id"] for record in event.data["items"] if record["now"].get("state") == State.IN_PROGRESS)
    item = next(pulled, ids[0]) if event.kind == "swapped" else ids[0]
    told = connection.execute(_ITEM, {"team": team, "item": item}).one()
    return replace(line, number=told.number, title=told.title, position=told.position, more=len(ids) - 1)
