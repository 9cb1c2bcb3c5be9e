"""Counts the team's items by day, over all time: one pass over the items, in the database."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    bindparam,
    case,
    func,
    literal,
    select,
    union_all,
)

from queue_app.domain.flow.counts import Days
from queue_app.domain.queue.item import State
from queue_app.store.db.days import shift_count, shift_values, team_day
from queue_app.store.tables import ITEM

_TEAM: BindParameter[int] = bindparam("team")


@lru_cache(maxsize=64)
def _counts(shifts: int) -> CompoundSelect[Any]:
    days = _item_days(shifts).cte("days")
    least = _earliest(days.c.created, days.c.started_on, days.c.finished_on, days.c.dropped)
    dated = select(least.label("came"), days).cte("came")
    runs = dated.c.state.in_((State.IN_PROGRESS.value, State.FINISHED.value))
    begun = func.coalesce(dated.c.started_on, dated.c.finished_on, dated.c.came)
    ways = {
        "came": dated.c.came,
        "begun": case((runs, begun)),
        "finished": dated.c.finished_on,
        "dropped": dated.c.dropped,
    }
    return union_all(*(_by_day(way, day) for way, day in ways.items()))


def _item_days(shifts: int) -> Select[Any]:
    return select(
        ITEM.c.state,
        team_day(ITEM.c.created_at, shifts).label("created"),
        ITEM.c.started_on,
        ITEM.c.finished_on,
        team_day(ITEM.c.dropped_at, shifts).label("dropped"),
    ).where(ITEM.c.team_id == _TEAM)


def _earliest(first: ColumnElement[Any], *others: ColumnElement[Any]) -> ColumnElement[Any]:
    """The earliest of some days. All but the first may be NULL."""
    for other in others:
        first = case((other < first, other), else_=first)
    return first


def _by_day(way: str, day: ColumnElement[Any]) -> Select[Any]:
    return (
        select(literal(way).label("way"), day.label("day"), func.count().label("items"))
        .where(day.is_not(None))
        .group_by(day)
    )


def item_days(connection: Connection, team: int, zone: str, now: datetime) -> Days:
    """How many items were added, started, finished and dropped on each day of the team. One statement."""
    counts: dict[str, dict[date, int]] = {"came": {}, "begun": {}, "finished": {}, "dropped": {}}
    rows = connection.execute(_counts(shift_count(zone, now)), {"team": team, **shift_values(zone, now)})
    for way, day, items in rows:
        counts[way][day] = items
    return Days(**counts)
