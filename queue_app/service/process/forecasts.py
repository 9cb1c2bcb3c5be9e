"""Forecasts are made once a forecast day and kept by the process, until completions or the calendar change.

Moves, pages and other people cost nothing: a page asks with one statement whether the kept one still holds.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask import Flask, current_app
from sqlalchemy import Connection

from queue_app.domain.forecast.team import TeamForecast
from queue_app.service.process.team_cache import KeptByTeam
from queue_app.store.forecast.finished_work import Marker, marker
from queue_app.store.forecast.forecasts import Basis, basis, forecast_day, made, made_again, needed


@dataclass(frozen=True, eq=False, slots=True)
class _KeptForecast:
    """A forecast, and what had happened when it was made."""

    mark: Marker
    basis: Basis
    forecast: TeamForecast

    def holds(self, day: date, mark: Marker) -> bool:
        """Whether it is the forecast of that day after that event, for so long an order."""
        enough = self.basis.reach >= needed(mark.opened, self.basis.split)
        as_then = (self.mark.seq, self.mark.recorded) == (mark.seq, mark.recorded)
        return as_then and self.basis.today == day and enough


class Forecasts:
    """The kept forecasts of a process."""

    def __init__(self) -> None:
        self._kept: KeptByTeam[_KeptForecast] = KeptByTeam()

    def __call__(self, connection: Connection, team: int, now: datetime) -> TeamForecast:
        """The team's forecast of this moment."""
        mark = marker(connection, team)
        kept = self._held(team, mark, now)
        if kept is None:
            with self._kept.making(team):
                kept = self._held(team, mark, now) or self._made(connection, team, mark, now)
        return kept.forecast

    def _held(self, team: int, mark: Marker, now: datetime) -> _KeptForecast | None:
        kept = self._kept.get(team)
        return kept if kept is not None and kept.holds(forecast_day(mark, now), mark) else None

    def _made(self, connection: Connection, team: int, mark: Marker, now: datetime) -> _KeptForecast:
        kept, found = self._kept.get(team), basis(connection, team, mark, now)
        same = kept is not None and kept.basis == found
        told = made_again(found, kept.forecast) if kept is not None and same else made(found)
        return self._kept.keep(team, _KeptForecast(mark, found, told))


def keep_forecasts(app: Flask) -> None:
    """Make the place where this process keeps them."""
    app.extensions["forecasts"] = Forecasts()


def forecasts() -> Forecasts:
    """Those of the running application."""
    return cast(Forecasts, current_app.extensions["forecasts"])
