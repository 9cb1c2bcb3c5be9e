"""The input of a forecast: the finished work of a team by day, and other facts of its past that the rules need.

Everything is the present state. Days are days in the team's time zone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, case, exists, func, select

from queue_app.domain.forecast import habit as habits
from queue_app.domain.forecast.habit import Habit
from queue_app.domain.forecast.team import SPLIT_DAYS
from queue_app.domain.queue.events import OF_THE_FORECAST
from queue_app.domain.queue.replay import PastOrder
from queue_app.store.chores import RECORD
from queue_app.store.queue.history import any_kind, last_of, last_until
from queue_app.store.queue.slots import RUNNING
from queue_app.store.tables import CHORE, DAY_SUM, EVENT, ITEM, TEAM

_TEAM: BindParameter[int] = bindparam("team")
_SINCE: BindParameter[date] = bindparam("since", type_=ITEM.c.finished_on.type)
DAY = timedelta(days=1)
_CALENDAR = ("time_zone", "end_of_day", "history_from")


@dataclass(frozen=True, slots=True)
class Marker:
    """The team's calendar settings, the number of the last event that changed completions or the calendar, the number of
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
    """`finished`: (day, count), ascending. `cycles`: (started, finished) of the last year's items with a known start, at most the
    newest thousand.

    `spells`: (started, None) of the running items, and (started, ended) of work finished in the last 30 days. The number of
    spells on each day is right, but a spell need not match an item. In the last 90 days `pieces` items were finished, split from
    `wholes` different ones. `habit` is None without order history, or if there are too many events to read.
    """

    finished: tuple[tuple[date, int], ...]
    cycles: tuple[tuple[date, date], ...]
    spells: tuple[tuple[date, date | None], ...]
    pieces: int
    wholes: int
    habit: Habit | None


RECORDED = select(func.max(CHORE.c.day)).where(CHORE.c.team_id == _TEAM, CHORE.c.kind == RECORD).scalar_subquery()
"""The last day whose quotes are stored."""


def open_items() -> Select[Any]:
    """The open items in their present order."""
    return (
        select(ITEM.c.id, ITEM.c.slot.is_not(None).label("runs"))
        .where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None))
        .order_by(ITEM.c.rank)
    )


def _marker() -> Select[Any]:
    opened = select(func.count()).select_from(ITEM).where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None))
    columns = [TEAM.c[name] for name in _CALENDAR]
    facts = {
        "seq": last_of(OF_THE_FORECAST),
        "opened": opened.scalar_subquery(),
        "running": RUNNING,
        "recorded": RECORDED,
    }
    return select(*columns, *(query.label(name) for name, query in facts.items())).where(TEAM.c.id == _TEAM)


_MARKER = _marker()
_OF_TEAM = (ITEM.c.team_id == _TEAM, ITEM.c.finished_on.is_not(None))
_DAYS = (
    select(DAY_SUM.c.day, DAY_SUM.c.begun, DAY_SUM.c.finished).where(DAY_SUM.c.team_id == _TEAM).order_by(DAY_SUM.c.day)
)
MOST_CYCLES = 1_000
"""More finished items than this do not improve the estimate of how long one takes."""
# A strict order, because results are compared with earlier ones and PostgreSQL guarantees no order otherwise.
_CYCLES = (
    select(ITEM.c.started_on, ITEM.c.finished_on)
    .where(*_OF_TEAM, ITEM.c.finished_on >= _SINCE, ITEM.c.started_on.is_not(None))
    .order_by(ITEM.c.finished_on.desc(), ITEM.c.id.desc())
    .limit(MOST_CYCLES)
)
_RUN = (
    select(ITEM.c.started_on)
    .where(ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None))
    .order_by(ITEM.c.started_on, ITEM.c.id)
)
_WHOLE = ITEM.alias("whole")
_ALSO_DONE = exists().where(
    _WHOLE.c.team_id == _TEAM,
    _WHOLE.c.id == ITEM.c.origin_id,
    _WHOLE.c.origin_id.is_(None),
    _WHOLE.c.finished_on >= _SINCE,
)
_PIECES = select(
    func.count().label("pieces"), func.count(func.distinct(case((~_ALSO_DONE, ITEM.c.origin_id)))).label("wholes")
).where(ITEM.c.team_id == _TEAM, ITEM.c.origin_id.is_not(None), ITEM.c.finished_on >= _SINCE)
"""Counts the finished pieces, and the items they were split from that are not finished themselves. These are few."""
_OPEN = open_items()
_AT: BindParameter[datetime] = bindparam("at", type_=EVENT.c.at.type)
MOST_EVENTS = 2_000
"""The events read for the habit, at most. If 30 days have more, there is no habit."""
_EVENTS = (
    select(EVENT.c.at, EVENT.c.kind, EVENT.c.data)
    .where(EVENT.c.team_id == _TEAM, EVENT.c.seq > last_until(_AT), any_kind() != "imported")
    .order_by(EVENT.c.seq.desc())
    .limit(MOST_EVENTS)
)
_FIRST_EVENT = (
    select(EVENT.c.at).where(EVENT.c.team_id == _TEAM, EVENT.c.kind != "imported").order_by(EVENT.c.seq).limit(1)
)


def marker(connection: Connection, team: int) -> Marker:
    """The marker, which tells whether a cached forecast is still valid. One statement."""
    return Marker(**connection.execute(_MARKER, {"team": team}).mappings().one())


def finished_work(connection: Connection, team: int, today: date, now: datetime, since: date) -> FinishedWork:
    """The finished work, in six to eight statements. `since` is the first day of the history that counts. `today` is the
    forecast day if it is a working day, else the next working day, so that nothing changes over a weekend."""
    window, year, month = (max(since, today - timedelta(days=days)) for days in (SPLIT_DAYS, 365, 30))
    days = connection.execute(_DAYS, {"team": team}).all()
    pieces = connection.execute(_PIECES, {"team": team, "since": window}).one()
    finished = sum(row.finished for row in days if row.day >= window)
    cycles = connection.execute(_CYCLES, {"team": team, "since": year}).all()
    return FinishedWork(
        finished=tuple((row.day, row.finished) for row in days if row.finished and row.day >= since),
        cycles=tuple(sorted(map(tuple, cycles), key=lambda cycle: (cycle[1], cycle[0]))),
        spells=_spells(connection, team, month, today, {row.day: row for row in days}),
        pieces=finished,
        wholes=finished - pieces.pieces + pieces.wholes,
        habit=_habit(connection, team, now),
    )


def _spells(
    connection: Connection, team: int, since: date, today: date, days: Mapping[date, Any]
) -> tuple[tuple[date, date | None], ...]:
    """The spells of the running items, and spells of finished work: the right number on each day from `since` to `today`.

    The number comes from the sums of the days, so a day with much work costs no more than any other.
    """
    runs = connection.execute(_RUN, {"team": team}).scalars().all()
    at_work = sum(sums.begun - sums.finished for day, sums in days.items() if day < since)
    levels: list[tuple[date, int]] = []
    for day in (since + n * DAY for n in range((today - since).days)):
        at_work += days[day].begun - days[day].finished if day in days else 0
        levels.append((day, at_work - sum(start is None or start <= day for start in runs)))
    done = any(day >= since and sums.finished for day, sums in days.items())
    ended = _stretches(levels) or ([(since, since)] if done else [])
    return tuple(sorted([*((start, None) for start in runs if start), *ended], key=itemgetter(0)))


def _stretches(levels: Sequence[tuple[date, int]]) -> list[tuple[date, date | None]]:
    """Stretches (first day, day after the last), such that each day is in as many of them as its level."""
    stretches: list[tuple[date, date | None]] = []
    begun: list[date] = []
    for day, level in levels:
        while len(begun) > max(level, 0):
            stretches.append((begun.pop(), day))
        begun += [day] * (level - len(begun))
    return stretches + [(start, levels[-1][0] + DAY) for start in begun]


def _habit(connection: Connection, team: int, now: datetime) -> Habit | None:
    first = connection.execute(_FIRST_EVENT, {"team": team}).scalar_one_or_none()
    if first is None:
        return None
    days = min(habits.DAYS, (now - first).days)
    if days < habits.FEWEST_DAYS:
        return None
    events = connection.execute(_EVENTS, {"team": team, "at": now - timedelta(days=days)}).all()
    if len(events) == MOST_EVENTS:
        days = (now - events[-1].at).days
    return habits.habit(open_order(connection, team), ((event.kind, event.data) for event in events), days)


def open_order(connection: Connection, team: int) -> PastOrder:
    """The open items in their present order."""
    rows = connection.execute(_OPEN, {"team": team}).all()
    return PastOrder([row.id for row in rows], {row.id for row in rows if row.runs})
