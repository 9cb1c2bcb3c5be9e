"""Caches the forecast of each team for a forecast day, until completions or the calendar change.

Moves do not change it: a page checks the cached value with one statement.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask import Flask, current_app
from sqlalchemy import Connection

from queue_app.domain.forecast.team import TeamForecast
from queue_app.service.process.kept.team_cache import TeamCache
from queue_app.store.forecast.finished_work import Marker, marker
from queue_app.store.forecast.forecasts import Basis, basis, forecast_day, make_forecast, needed, with_new_record


@dataclass(frozen=True, eq=False, slots=True)
class _KeptForecast:
    """A forecast, and the marker and basis that it was computed from."""

    mark: Marker
    basis: Basis
    forecast: TeamForecast

    def holds(self, day: date, mark: Marker) -> bool:
        """Whether it is valid for that day after that event, for an order of that length."""
        enough = self.basis.reach >= needed(mark.opened, self.basis.split)
        unchanged = (self.mark.seq, self.mark.recorded) == (mark.seq, mark.recorded)
        return unchanged and self.basis.today == day and enough


class Forecasts:
    """The cached forecasts of a process."""

    def __init__(self) -> None:
        self._kept: TeamCache[_KeptForecast] = TeamCache()

    def __call__(self, connection: Connection, team: int, now: datetime) -> TeamForecast:
        """The team's forecast at this moment."""
        mark = marker(connection, team)
        entry = self._current(team, mark, now)
        if entry is None:
            with self._kept.making(team):
                entry = self._current(team, mark, now) or self._make(connection, team, mark, now)
        return entry.forecast

    def _current(self, team: int, mark: Marker, now: datetime) -> _KeptForecast | None:
        entry = self._kept.get(team)
        return entry if entry is not None and entry.holds(forecast_day(mark, now), mark) else None

    def _make(self, connection: Connection, team: int, mark: Marker, now: datetime) -> _KeptForecast:
        entry, new_basis = self._kept.get(team), basis(connection, team, mark, now)
        same = entry is not None and entry.basis == new_basis
        new_forecast = with_new_record(new_basis, entry.forecast) if entry and same else make_forecast(new_basis)
        return self._kept.keep(team, _KeptForecast(mark, new_basis, new_forecast))


def cache_forecasts(app: Flask) -> None:
    """Make the cache of this process."""
    app.extensions["forecasts"] = Forecasts()


def forecasts() -> Forecasts:
    """The cache of the running application."""
    return cast(Forecasts, current_app.extensions["forecasts"])
