"""The input for the hindcast of a team, from its rows and history. It is read in one snapshot and evaluated afterwards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Connection, and_, bindparam, func, or_, select

from queue_app.domain.forecast.hindcast import Evening, PastEvent, Present, evenings
from queue_app.domain.forecast.quoting import PastFacts
from queue_app.domain.team.calendar import Calendar
from queue_app.store.forecast.finished_work import open_order
from queue_app.store.tables import BLOCK, EVENT, EVENT_ITEM, ITEM

_TEAM: BindParameter[int] = bindparam("team")
_AT: BindParameter[datetime] = bindparam("at", type_=EVENT.c.at.type)
_DAY: BindParameter[date] = bindparam("day", type_=ITEM.c.finished_on.type)

_EVENTS = (
    select(EVENT.c.at, EVENT.c.data)
    .where(EVENT.c.team_id == _TEAM, EVENT.c.at >= _AT, EVENT.c.kind != "imported")
    .order_by(EVENT.c.seq.desc())
)
_BEGAN = (
    select(EVENT.c.at)
    .where(EVENT.c.team_id == _TEAM, EVENT.c.kind.not_in(("imported", "created")))
    .order_by(EVENT.c.seq)
)
_IMPORTED = (
    select(EVENT_ITEM.c.item_id, EVENT.c.at)
    .join(EVENT, and_(EVENT.c.team_id == EVENT_ITEM.c.team_id, EVENT.c.seq == EVENT_ITEM.c.seq))
    .where(EVENT.c.team_id == _TEAM, EVENT.c.kind == "imported", EVENT.c.at >= _AT)
)
_FINISHED = (
    select(ITEM.c.finished_on, func.coalesce(ITEM.c.origin_id, ITEM.c.id).label("whole"))
    .where(ITEM.c.team_id == _TEAM, ITEM.c.finished_on >= _DAY)
    .order_by(ITEM.c.finished_on, func.coalesce(ITEM.c.origin_id, ITEM.c.id))
)
_SPELLS = select(ITEM.c.started_on, ITEM.c.finished_on).where(
    ITEM.c.team_id == _TEAM,
    ITEM.c.started_on.is_not(None),
    or_(ITEM.c.slot.is_not(None), ITEM.c.finished_on >= _DAY),
)
_PIECES = select(ITEM.c.id, ITEM.c.origin_id, ITEM.c.created_at).where(
    ITEM.c.team_id == _TEAM, ITEM.c.origin_id.is_not(None)
)
_BLOCKED = select(BLOCK.c.item_id, BLOCK.c.from_at, BLOCK.c.to_at).where(
    BLOCK.c.team_id == _TEAM, or_(BLOCK.c.to_at.is_(None), BLOCK.c.to_at >= _AT)
)


@dataclass(frozen=True, slots=True)
class Hindcast:
    """Everything that the hindcast needs. `piece_of` is {item: the item it was split from}."""

    present: Present
    events: Sequence[PastEvent]
    past: PastFacts
    piece_of: dict[int, int]

    def evenings(self, days: Sequence[date]) -> Iterator[Evening]:
        """The evening before each of `days`, which must be descending. It can be iterated once."""
        return evenings(self.present, self.events, days)


def read_hindcast(connection: Connection, team: int, calendar: Calendar, first: date, since: date) -> Hindcast:
    """Read the input for evenings from `first` on. `since`: the first day of the history that counts. Eight statements."""
    start = datetime.combine(first - timedelta(days=1), time(), ZoneInfo(calendar.time_zone))
    parameters = {"team": team, "at": start, "day": since}
    finished = [(row.finished_on, row.whole) for row in connection.execute(_FINISHED, parameters)]
    events = connection.execute(_EVENTS, parameters)
    imported = connection.execute(_IMPORTED, parameters)
    began = connection.execute(_BEGAN.limit(1), parameters).scalar_one_or_none()
    pieces = connection.execute(_PIECES, parameters).all()
    present = Present(
        open_order(connection, team),
        [day for day, _ in finished],
        {row.item_id: calendar.forecast_day(row.at) for row in imported},
        calendar.forecast_day(began) if began else None,
    )
    past = PastFacts(
        finished=finished,
        spells=[tuple(row) for row in connection.execute(_SPELLS, parameters)],
        pieces=_pieces(pieces, calendar),
        blocked=[_blocked(row, calendar) for row in connection.execute(_BLOCKED, parameters)],
        since=since,
    )
    happened = [PastEvent(calendar.forecast_day(row.at), row.data) for row in events]
    return Hindcast(present, happened, past, {row.id: row.origin_id for row in pieces})


def _pieces(rows: Sequence[Any], calendar: Calendar) -> dict[int, date]:
    """{item: the day since which it is a piece}. A new piece always was one; the split item is one since the split."""
    since = {row.id: date.min for row in rows}
    for row in rows:
        day = calendar.forecast_day(row.created_at)
        since[row.origin_id] = min(since.get(row.origin_id, day), day)
    return since


def _blocked(row: Any, calendar: Calendar) -> tuple[int, date, date | None]:
    return row.item_id, calendar.forecast_day(row.from_at), calendar.forecast_day(row.to_at) if row.to_at else None
