"""Blocked days, from blocks and from waits: a running item that waits for another one is blocked as well.

A wait counts from its beginning until the other item is finished or the wait is removed, while its own item was in progress.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, or_, select, union_all

from queue_app.domain.flow.blocked import Blocked, BlockedSpell, blocked, while_running
from queue_app.domain.flow.span import Span
from queue_app.domain.team.team import Team
from queue_app.domain.waits.wait import edge_of
from queue_app.screens.history import events_query
from queue_app.store.queue.history import newest_of
from queue_app.store.queue.items import waiting
from queue_app.store.tables import BLOCK, EVENT, ITEM, KIND, WAIT

MOST_SPELLS = 200
"""Blocks that ended, items that were finished or dropped and waits that were removed: the newest of each."""

_TEAM: BindParameter[int] = bindparam("team")
_SINCE = bindparam("since", type_=BLOCK.c.to_at.type)
_BLOCKS = select(BLOCK.c.item_id, BLOCK.c.kind_id, BLOCK.c.from_at, BLOCK.c.to_at).where(BLOCK.c.team_id == _TEAM)
_ENDED_LATELY = (
    _BLOCKS.where(BLOCK.c.to_at >= _SINCE).order_by(BLOCK.c.to_at.desc()).limit(MOST_SPELLS).subquery("ended_lately")
)
_LATELY = union_all(_BLOCKS.where(BLOCK.c.to_at.is_(None)), select(_ENDED_LATELY)).subquery("lately")
_SPELLS = (
    select(ITEM.c.number, ITEM.c.title, KIND.c.name, KIND.c.inside, _LATELY.c.from_at, _LATELY.c.to_at)
    .select_from(_LATELY.join(ITEM, and_(ITEM.c.team_id == _TEAM, ITEM.c.id == _LATELY.c.item_id)))
    .outerjoin(KIND, and_(KIND.c.team_id == _TEAM, KIND.c.id == _LATELY.c.kind_id))
)

_IDS = select(ITEM.c.id).where(ITEM.c.team_id == _TEAM)
_FINISHED = (
    _IDS.where(ITEM.c.finished_on >= bindparam("first", type_=ITEM.c.finished_on.type))
    .order_by(ITEM.c.finished_on.desc(), ITEM.c.id.desc())
    .limit(MOST_SPELLS)
    .subquery("finished")
)
_DROPPED = _IDS.where(ITEM.c.dropped_at >= _SINCE).order_by(ITEM.c.dropped_at.desc()).limit(MOST_SPELLS)
_IN_WORK = union_all(
    _IDS.where(ITEM.c.slot.is_not(None)),
    _IDS.where(waiting(ITEM), ITEM.c.put_back_at >= _SINCE),
    select(_FINISHED),
    select(_DROPPED.subquery("dropped")),
).subquery("in_work")
"""The items that were in progress at any time since then."""

_ON = ITEM.alias("waited_for")
_RUN = (ITEM.c.number, ITEM.c.title, ITEM.c.started_at, ITEM.c.put_back_at, ITEM.c.dropped_at, ITEM.c.finished_at)
_THE_OTHER = and_(_ON.c.team_id == WAIT.c.on_team_id, _ON.c.id == WAIT.c.on_item_id)
_WAITS = (
    select(*_RUN, WAIT.c.at.label("from_at"), WAIT.c.on_team_id, _ON.c.finished_at.label("to_at"))
    .select_from(_IN_WORK.join(ITEM, and_(ITEM.c.team_id == _TEAM, ITEM.c.id == _IN_WORK.c.id)))
    .join(WAIT, and_(WAIT.c.team_id == ITEM.c.team_id, WAIT.c.item_id == ITEM.c.id))
    .join(_ON, _THE_OTHER)
    .where(or_(_ON.c.finished_at.is_(None), _ON.c.finished_at >= _SINCE))
)
_REMOVED = events_query().where(EVENT.c.seq.in_(select(newest_of(("wait_removed",), MOST_SPELLS).c.seq)))
_NAMED = select(ITEM.c.id, *_RUN).where(
    or_(
        and_(ITEM.c.team_id == _TEAM, ITEM.c.id.in_(bindparam("waiters", expanding=True))),
        and_(
            ITEM.c.team_id.in_(bindparam("teams", expanding=True)), ITEM.c.id.in_(bindparam("others", expanding=True))
        ),
    )
)


def blocked_days(connection: Connection, team: Team, span: Span, now: datetime) -> Blocked:
    """The blocked days of the span. Three statements, and one more where waits were removed in it."""
    query = {"team": team.id, "since": team.start_of(span.first), "first": span.first}
    rows = connection.execute(_SPELLS, query)
    spells = [
        BlockedSpell(row.number, row.title, row.name, row.inside, team.day(row.from_at), team.day(row.to_at or now))
        for row in rows
    ]
    return blocked([*spells, *_waits(connection, team, query, now)], span)


def _waits(connection: Connection, team: Team, query: Mapping[str, Any], now: datetime) -> Iterator[BlockedSpell]:
    for row in connection.execute(_WAITS, query):
        yield from _spell(team, row, row.on_team_id, row.from_at, row.to_at or now, now)
    # Their moments are no condition of the query: SQLite would walk through all events since then.
    removed = [row for row in connection.execute(_REMOVED, query).mappings() if row["at"] >= query["since"]]
    if not removed:
        return
    edges = [
        (edge_of(item["id"], event["data"]["wait"]), event["at"])
        for event in removed
        for item in event["data"]["items"]
    ]
    ids = {"waiters": [edge.item for edge, _ in edges], "others": [edge.on for edge, _ in edges]}
    teams = {"team": team.id, "teams": [edge.on_team for edge, _ in edges]}
    items = {row.id: row for row in connection.execute(_NAMED, ids | teams)}
    for edge, ended in edges:
        item, on = items.get(edge.item), items.get(edge.on)
        if item is not None:
            last = min(ended, on.finished_at) if on is not None and on.finished_at else ended
            yield from _spell(team, item, edge.on_team, edge.at, last, now)


def _spell(
    team: Team, item: Any, on_team: int, began: datetime, ended: datetime, now: datetime
) -> Iterator[BlockedSpell]:
    closed = min((at for at in (item.finished_at, item.dropped_at, item.put_back_at) if at), default=now)
    part = while_running((began, ended), (item.started_at, closed))
    if part is not None:
        days = team.day(part[0]), team.day(part[1])
        yield BlockedSpell(item.number, item.title, None, on_team == team.id, *days, waits=True)
