"""The input of a forecast: the finished work of a team by day, and the other facts of its past that the rules need.

Everything is as of the present; days are days of the team's zone.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, func, or_, select

from queue_app.domain.forecast import habit as habits
from queue_app.domain.forecast.habit import Habit
from queue_app.domain.forecast.team import SPLIT_DAYS
from queue_app.domain.queue.events import OF_THE_FORECAST
from queue_app.domain.queue.replay import PastOrder
from queue_app.store.chores import RECORD
from queue_app.store.queue.slots import RUNNING
from queue_app.store.tables import CHORE, EVENT, ITEM, TEAM

_TEAM: BindParameter[int] = bindparam("team")
_SINCE: BindParameter[date] = bindparam("since", type_=ITEM.c.finished_on.type)
_CALENDAR = ("time_zone", "end_of_day", "history_from")


@dataclass(frozen=True, slots=True)
class Marker:
    """The team's calendar settings, the number of the last event that touched completions or the calendar, the number of
    open and of running items, and the last day whose quotes are in the record."""

    time_zone: str
    end_of_day: int
    history_from: date | None
    seq: int
    opened: int
    running: int
    recorded: date | None


@dataclass(frozen=True, slots=True)
class FinishedWork:
    """`finished`: (day, how many), ascending. `cycles`: (started, finished) of the last year, where the start is known.

    `spells`: (started, finished or None while it runs) of the items that ran in the last 30 days. In the last 90
    days `pieces` items were finished, split from `wholes` different ones. `habit` is None without order history.
    """

    finished: tuple[tuple[date, int], ...]
    cycles: tuple[tuple[date, date], ...]
    spells: tuple[tuple[date, date | None], ...]
    pieces: int
    wholes: int
    habit: Habit | None


RECORDED = select(func.max(CHORE.c.day)).where(CHORE.c.team_id == _TEAM, CHORE.c.kind == RECORD).scalar_subquery()
"""The last day whose quotes are stored."""


def _marker() -> Select[Any]:
    last = [
        select(func.max(EVENT.c.seq))
        .where(EVENT.c.team_id == _TEAM, EVENT.c.kind == kind)
        .scalar_subquery()
        .label(f"last_{kind}")
        for kind in OF_THE_FORECAST
    ]
    opened = select(func.count()).select_from(ITEM).where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None))
    columns = [TEAM.c[name] for name in _CALENDAR]
    counts = {"opened": opened.scalar_subquery(), "running": RUNNING, "recorded": RECORDED}
    named = [query.label(name) for name, query in counts.items()]
    return select(*columns, *named, *last).where(TEAM.c.id == _TEAM)


_MARKER = _marker()
_OF_TEAM = (ITEM.c.team_id == _TEAM, ITEM.c.finished_on.is_not(None))
_FINISHED = (
    select(ITEM.c.finished_on, func.count().label("items"))
    .where(*_OF_TEAM, ITEM.c.finished_on >= _SINCE)
    .group_by(ITEM.c.finished_on)
    .order_by(ITEM.c.finished_on)
)
# Strictly ordered: results are compared with earlier ones, and PostgreSQL guarantees no order without it.
_CYCLES = (
    select(ITEM.c.started_on, ITEM.c.finished_on)
    .where(*_OF_TEAM, ITEM.c.finished_on >= _SINCE, ITEM.c.started_on.is_not(None))
    .order_by(ITEM.c.finished_on, ITEM.c.started_on)
)
_RUNS = and_(ITEM.c.slot.is_not(None), ITEM.c.started_on.is_not(None))
_SPELLS = (
    select(ITEM.c.started_on, ITEM.c.finished_on)
    .where(ITEM.c.team_id == _TEAM, or_(_RUNS, and_(ITEM.c.finished_on >= _SINCE, ITEM.c.started_on.is_not(None))))
    .order_by(ITEM.c.started_on, ITEM.c.id)
)
_SPLIT = select(
    func.count().label("pieces"), func.count(func.distinct(func.coalesce(ITEM.c.origin_id, ITEM.c.id))).label("wholes")
).where(*_OF_TEAM, ITEM.c.finished_on >= _SINCE)
_OPEN = (
    select(ITEM.c.id, ITEM.c.slot.is_not(None).label("runs"))
    .where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None))
    .order_by(ITEM.c.rank)
)
_AT: BindParameter[datetime] = bindparam("at", type_=EVENT.c.at.type)
_EVENTS = (
    select(EVENT.c.kind, EVENT.c.data)
    .where(EVENT.c.team_id == _TEAM, EVENT.c.at > _AT, EVENT.c.kind != "imported")
    .order_by(EVENT.c.seq.desc())
)
_FIRST_EVENT = (
    select(EVENT.c.at).where(EVENT.c.team_id == _TEAM, EVENT.c.kind != "imported").order_by(EVENT.c.seq).limit(1)
)


def marker(connection: Connection, team: int) -> Marker:
    """The marker, which shows whether a cached forecast is still valid. One statement."""
    row = connection.execute(_MARKER, {"team": team}).mappings().one()
    seq = max(row[f"last_{kind}"] or 0 for kind in OF_THE_FORECAST)
    return Marker(seq=seq, **{name: row[name] for name in (*_CALENDAR, "opened", "running", "recorded")})


def finished_work(connection: Connection, team: int, today: date, now: datetime, since: date) -> FinishedWork:
    """The finished work, in five to seven statements. `since` is the first day of the history that counts, `today` the forecast
    day, or the working day after it, so that nothing changes over a weekend."""
    window = max(since, today - timedelta(days=SPLIT_DAYS))
    split = connection.execute(_SPLIT, {"team": team, "since": window}).one()
    year, month = (max(since, today - timedelta(days=days)) for days in (365, 30))
    return FinishedWork(
        finished=_pairs(connection, _FINISHED, team, since),
        cycles=_pairs(connection, _CYCLES, team, year),
        spells=_pairs(connection, _SPELLS, team, month),
        pieces=split.pieces,
        wholes=split.wholes,
        habit=_habit(connection, team, now),
    )


def _pairs(connection: Connection, query: Select[Any], team: int, since: date) -> tuple[Any, ...]:
    return tuple(map(tuple, connection.execute(query, {"team": team, "since": since})))


def _habit(connection: Connection, team: int, now: datetime) -> Habit | None:
    first = connection.execute(_FIRST_EVENT, {"team": team}).scalar_one_or_none()
    if first is None:
        return None
    days = min(habits.DAYS, (now - first).days)
    if days < habits.FEWEST_DAYS:
        return None
    events = connection.execute(_EVENTS, {"team": team, "at": now - timedelta(days=days)})
    return habits.habit(open_order(connection, team), ((event.kind, event.data) for event in events), days)


def open_order(connection: Connection, team: int) -> PastOrder:
    """The open items in their present order."""
    rows = connection.execute(_OPEN, {"team": team}).all()
    return PastOrder([row.id for row in rows], {row.id for row in rows if row.runs})
