"""The forecast of a team, made from its finished work. `service/forecasts.py` caches it while it is valid."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
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
"""The largest n with dates. Beyond it, nearly every team would get "later than"."""

MORE = 2
"""To answer "how many", a forecast reaches to this many times the items finished in 90 days."""

LONGEST_HISTORY = timedelta(days=1_600)
"""No rule looks further back, even with days off."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The whole input of a forecast: the same basis gives the same forecast. Also the record, which pages show with it."""

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
    """The forecast day at `now`, by the team's calendar settings."""
    return Calendar(mark.time_zone, end_of_day=mark.end_of_day).forecast_day(now)


def basis(connection: Connection, team: int, mark: Marker, now: datetime) -> Basis:
    """The basis of the forecast at `now`."""
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
        record=quotes.record_of(connection, team, calendar, work.finished, today, mark.history_from),
        recorded=mark.recorded == day,
    )


def needed(opened: int, split: float) -> int:
    """The reach that a forecast needs for `opened` open items."""
    return min(MOST, ceil(opened * split))


def make_forecast(inputs: Basis) -> TeamForecast:
    """The forecast of a basis. It depends on nothing else."""
    history = inputs.calendar.history_by_day(inputs.work.finished, inputs.today, inputs.since)
    result = forecast(history, inputs.calendar, inputs.today, usual=inputs.usual, reach=inputs.reach)
    ages = [(inputs.today - start).days for start, end in inputs.work.spells if end is None]
    survival = lasting([(end - start).days for start, end in inputs.work.cycles], ages)
    return TeamForecast(
        result, inputs.calendar, inputs.split, inputs.usual, inputs.work.habit, survival, inputs.record, inputs.recorded
    )


def with_new_record(inputs: Basis, before: TeamForecast) -> TeamForecast:
    """The forecast `before` of the same basis, with the record of `inputs`."""
    return replace(before, record=inputs.record, recorded=inputs.recorded)


def forecast_now(connection: Connection, team: int, now: datetime) -> TeamForecast:
    """The forecast at `now`, without a cache."""
    return make_forecast(basis(connection, team, marker(connection, team), now))
