"""Stores the quotes of each forecast day, so that they can be compared with what happened. Days without a record are
quoted later.

Reading and computing run without the lock, once per team and day. Two runs at the same time give the same record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from queue_app.domain.forecast.hindcast import overtaken
from queue_app.domain.forecast.quoting import past_quotes, quotes
from queue_app.domain.forecast.record import Quote, record_start
from queue_app.domain.team.calendar import Calendar
from queue_app.store import chores
from queue_app.store.db.engine import Doors
from queue_app.store.db.lock import hold
from queue_app.store.forecast import quotes as kept
from queue_app.store.forecast.finished_work import marker
from queue_app.store.forecast.forecasts import basis, make_forecast
from queue_app.store.forecast.hindcast import read_hindcast
from queue_app.store.forecast.open_items import first_in_line
from queue_app.store.team import days_off
from queue_app.usecases.transaction import in_transaction

TRIES = 3
"""How often the record is computed at most: completions and the calendar may change meanwhile."""


@dataclass(frozen=True, slots=True)
class DayRecord:
    """The rows to store: the quotes of the forecast day `day`, quotes of earlier days, and when each item was last
    overtaken.

    `seq` is the last event that touched completions or the calendar when the quotes were computed.
    """

    seq: int
    day: date
    today: Sequence[Quote]
    earlier: Sequence[Quote]
    overtaken: Mapping[int, date]


def due(doors: Doors, now: datetime) -> list[int]:
    """The teams that have no record of this forecast day yet."""
    with doors.reading(at_length=True) as conn:
        last_days = chores.last_days(conn, chores.RECORD)
        calendars = days_off.calendars(conn)
    return [team for team, calendar in calendars.items() if last_days.get(team) != _day(calendar, now)]


def keep_record(doors: Doors, team: int, now: datetime) -> int:
    """Store the quotes of today, and of earlier days that have none.

    Returns the number of quotes; 0 if the data changed at every try.
    """
    for _ in range(TRIES):
        record = _new_record(doors, team, now)
        if in_transaction(doors, _keep, team=team, record=record, now=now):
            return len(record.today) + len(record.earlier)
    return 0


def _new_record(doors: Doors, team: int, now: datetime) -> DayRecord:
    with doors.reading(at_length=True) as conn:
        mark = marker(conn, team)
        on = basis(conn, team, mark, now)
        forecast = make_forecast(on)
        line = first_in_line(conn, team, forecast)
        first = max(on.since, record_start(on.today))
        quoted = kept.quoted(conn, team, first)
        look = read_hindcast(conn, team, on.calendar, first, on.since)
    past = on.calendar.dates(first, on.today - timedelta(days=1)).tolist()
    evenings = list(look.evenings([on.today + timedelta(days=1), *reversed(past)]))
    missing = set(past) - {day for day, _ in quoted}
    today = list(quotes(forecast, _day(on.calendar, now), line))
    earlier = list(past_quotes((evening for evening in evenings if evening.day in missing), look.past, on.calendar))
    watched = {item for _, item in quoted if item} | {quote.item for quote in earlier if quote.item}
    return DayRecord(mark.seq, _day(on.calendar, now), today, earlier, overtaken(evenings, watched, look.piece_of))


def _keep(conn: Connection, *, team: int, record: DayRecord, now: datetime) -> bool:
    """Store the record. Returns False if it is outdated.

    Without the lock, quotes from a history that was deleted meanwhile could be stored.
    """
    hold(conn, team)
    if marker(conn, team).seq != record.seq:
        return False
    if chores.claim(conn, chores.RECORD, record.day, now, team):
        kept.write(conn, team, record.today, backwards=False)
        kept.write(conn, team, record.earlier, backwards=True)
        kept.mark_overtaken(conn, team, record.overtaken)
    return True


def _day(calendar: Calendar, now: datetime) -> date:
    """The forecast day to quote. On a day off it is the next working day, which is quoted only once."""
    return calendar.first_working_day(calendar.forecast_day(now))
