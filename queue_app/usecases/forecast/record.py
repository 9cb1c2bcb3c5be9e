"""Keeps what is quoted on each forecast day, so that it can be compared later; and looks back at the days that nobody kept.

It is read and worked out while nobody has to wait, once a day and team. Done twice at once it comes to the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from queue_app.domain.forecast.hindcast import overtaken
from queue_app.domain.forecast.quoting import backwards, quotes
from queue_app.domain.forecast.record import DAYS, Quote
from queue_app.domain.team.calendar import Calendar
from queue_app.store import chores
from queue_app.store.db.engine import Doors
from queue_app.store.db.lock import hold
from queue_app.store.forecast import quotes as kept
from queue_app.store.forecast.finished_work import marker
from queue_app.store.forecast.forecasts import basis, made
from queue_app.store.forecast.hindcast import looking_back
from queue_app.store.forecast.open_items import first_in_line
from queue_app.store.team import days_off
from queue_app.usecases.transaction import alone

TRIES = 3
"""While it is worked out, completions and the calendar may change."""


@dataclass(frozen=True, slots=True)
class DayRecord:
    """What is to be kept: the quotes of the forecast day `day`, those of days gone by, and by item when it was overtaken last.
    `seq` is the last event that touched completions or the calendar when it was worked out."""

    seq: int
    day: date
    today: Sequence[Quote]
    then: Sequence[Quote]
    overtaken: Mapping[int, date]


def due(doors: Doors, now: datetime) -> list[int]:
    """The teams whose record of this forecast day is still to be worked out."""
    with doors.reading() as conn:
        done = chores.last_days(conn, chores.RECORD)
        calendars = days_off.calendars(conn)
    return [team for team, calendar in calendars.items() if done.get(team) != _day(calendar, now)]


def keep_record(doors: Doors, team: int, now: datetime) -> int:
    """Quote today's dates, and those of days gone by that have none; how many were quoted. 0: too much happened meanwhile."""
    for _ in range(TRIES):
        found = _found(doors, team, now)
        if alone(doors, _keep, team=team, found=found, now=now):
            return len(found.today) + len(found.then)
    return 0


def _found(doors: Doors, team: int, now: datetime) -> DayRecord:
    with doors.reading() as conn:
        mark = marker(conn, team)
        on = basis(conn, team, mark, now)
        told = made(on)
        line = first_in_line(conn, team, told)
        first = max(on.since, on.today - timedelta(days=DAYS))
        known = kept.quoted(conn, team, first)
        look = looking_back(conn, team, on.calendar, first, on.since)
    past = on.calendar.dates(first, on.today - timedelta(days=1)).tolist()
    evenings = list(look.evenings([on.today + timedelta(days=1), *reversed(past)]))
    missing = set(past) - {day for day, _ in known}
    today = list(quotes(told, _day(on.calendar, now), line))
    then = list(backwards((one for one in evenings if one.day in missing), look.past, on.calendar))
    watched = {item for _, item in known if item} | {quote.item for quote in then if quote.item}
    return DayRecord(mark.seq, _day(on.calendar, now), today, then, overtaken(evenings, watched, look.piece_of))


def _keep(conn: Connection, *, team: int, found: DayRecord, now: datetime) -> bool:
    """False where it does not hold any more. Kept without the lock, dates of a past that just went could come after it."""
    hold(conn, team)
    if marker(conn, team).seq != found.seq:
        return False
    if chores.claim(conn, chores.RECORD, found.day, now, team):
        kept.write(conn, team, found.today, backwards=False)
        kept.write(conn, team, found.then, backwards=True)
        kept.mark_overtaken(conn, team, found.overtaken)
    return True


def _day(calendar: Calendar, now: datetime) -> date:
    """On a day off the dates are those of the next working day, and are quoted once."""
    return calendar.first_working_day(calendar.forecast_day(now))
