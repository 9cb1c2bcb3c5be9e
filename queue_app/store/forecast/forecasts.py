"""The forecast of a team, made from its finished work. `service/forecasts.py` keeps it for as long as it holds."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import repeat
from math import ceil

from sqlalchemy import Connection

from queue_app.domain.forecast.forecast import forecast, rounded_reach
from queue_app.domain.forecast.record import NO_RECORD, ForecastRecord
from queue_app.domain.forecast.running import lasting
from queue_app.domain.forecast.team import TeamForecast, split_factor, usually_running
from queue_app.domain.team.calendar import Calendar
from queue_app.store.forecast import quotes
from queue_app.store.forecast.finished_work import FinishedWork, Marker, finished_work, marker
from queue_app.store.team.days_off import calendar_of

MOST = 6_000
"""The largest number that dates are worked out for: so far off nearly every team reads "later than"."""

MORE = 2
"""Asked how many it will be, a forecast reaches to so many times what was finished in 90 days."""

LONGEST_HISTORY = timedelta(days=1_600)
"""Further back no rule looks, days off included."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything that a forecast is made of: the same basis, the same forecast. And the record, which it is told with."""

    today: date
    calendar: Calendar
    since: date
    work: FinishedWork
    usual: int
    split: float
    reach: int
    record: ForecastRecord = field(default=NO_RECORD, compare=False)
    recorded: bool = field(default=False, compare=False)


def forecast_day(mark: Marker, now: datetime) -> date:
    """The forecast day of the moment by the team's clock."""
    return Calendar(mark.time_zone, end_of_day=mark.end_of_day).forecast_day(now)


def basis(connection: Connection, team: int, mark: Marker, now: datetime) -> Basis:
    """What the forecast of this moment is made of."""
    today = forecast_day(mark, now)
    since = max(mark.history_from or date.min, today - LONGEST_HISTORY)
    calendar = calendar_of(connection, team)
    day = calendar.first_working_day(today)
    work = finished_work(connection, team, day, now, since)
    split = split_factor(work.pieces, work.wholes)
    return Basis(
        today=today,
        calendar=calendar,
        since=since,
        work=work,
        usual=usually_running(work.spells, day, mark.running),
        split=split,
        reach=rounded_reach(max(needed(mark.opened, split), min(MOST, MORE * work.pieces))),
        record=quotes.record_of(connection, team, calendar, days_of(work), today, mark.history_from),
        recorded=mark.recorded == day,
    )


def needed(opened: int, split: float) -> int:
    """How far a forecast has to reach for so many open items."""
    return min(MOST, ceil(opened * split))


def made(of: Basis) -> TeamForecast:
    """The forecast. It depends on its basis and nothing else."""
    history = of.calendar.history(days_of(of.work), of.today, of.since)
    told = forecast(history, of.calendar, of.today, usual=of.usual, reach=of.reach)
    runs = [(of.today - start).days for start, end in of.work.spells if end is None]
    lasted = lasting([(end - start).days for start, end in of.work.cycles], runs)
    return TeamForecast(told, of.calendar, of.split, of.usual, of.work.habit, lasted, of.record, of.recorded)


def made_again(of: Basis, before: TeamForecast) -> TeamForecast:
    """The forecast of the same basis, with its record as it is now."""
    return replace(before, record=of.record, recorded=of.recorded)


def days_of(work: FinishedWork) -> list[date]:
    """The days of all completions, ascending."""
    return [day for on, items in work.finished for day in repeat(on, items)]


def forecast_now(connection: Connection, team: int, now: datetime) -> TeamForecast:
    """The forecast of this moment, made anew."""
    return made(basis(connection, team, marker(connection, team), now))
