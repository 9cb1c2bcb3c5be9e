"""The forecast of a team, made from its finished work. `service/forecasts.py` keeps it for as long as it holds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import repeat
from math import ceil

from sqlalchemy import Connection

from queue_app.domain.calendar import Calendar
from queue_app.domain.forecasting.forecast import forecast, rounded_reach
from queue_app.domain.forecasting.team import TeamForecast, split_factor, usually_running
from queue_app.store.finished_work import FinishedWork, Marker, finished_work, marker

MOST = 6_000
"""The largest number that dates are worked out for: so far off nearly every team reads "later than"."""

LONGEST_HISTORY = timedelta(days=1_600)
"""Further back no rule looks, days off included."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything that a forecast is made of: the same basis, the same forecast."""

    today: date
    calendar: Calendar
    since: date
    work: FinishedWork
    usual: int
    split: float
    reach: int


def forecast_day(mark: Marker, now: datetime) -> date:
    """The forecast day of the moment by the team's clock."""
    return Calendar(mark.time_zone, end_of_day=mark.end_of_day).forecast_day(now)


def basis(connection: Connection, team: int, mark: Marker, now: datetime) -> Basis:
    """What the forecast of this moment is made of."""
    today = forecast_day(mark, now)
    since = max(mark.history_from or date.min, today - LONGEST_HISTORY)
    work = finished_work(connection, team, today, now, since)
    split = split_factor(work.pieces, work.wholes)
    return Basis(
        today=today,
        calendar=Calendar(mark.time_zone, mark.working_days, mark.end_of_day, work.days_off),
        since=since,
        work=work,
        usual=usually_running(work.spells, today, mark.running),
        split=split,
        reach=rounded_reach(needed(mark.opened, split)),
    )


def needed(opened: int, split: float) -> int:
    """How far a forecast has to reach for so many open items."""
    return min(MOST, ceil(opened * split))


def made(of: Basis) -> TeamForecast:
    """The forecast. It depends on its basis and nothing else."""
    finished = [day for on, items in of.work.finished for day in repeat(on, items)]
    history = of.calendar.history(finished, of.today, of.since)
    told = forecast(history, of.calendar, of.today, usual=of.usual, reach=of.reach)
    return TeamForecast(told, of.calendar, of.split, of.work.habit)


def forecast_now(connection: Connection, team: int, now: datetime) -> TeamForecast:
    """The forecast of this moment, made anew."""
    return made(basis(connection, team, marker(connection, team), now))
