"""The pages for guests, who have a link to one page: no names and no actions.

Each takes a few statements. None of them reads a person, a note or the description of an item.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, func, select

from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.team.team import Team
from queue_app.screens.forecast.held import Elsewhere
from queue_app.screens.forecast.when import LikelyFinish, likely_finishes
from queue_app.screens.queue.running import reason_of
from queue_app.screens.values import ReasonShown
from queue_app.store.queue.items import URGENT, waiting
from queue_app.store.tables import ITEM


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A waiting item: its position, number, title, reason, and likely finish; `at_habit` if work keeps going in above it."""

    position: int
    number: int
    title: str
    reason: ReasonShown | None = None
    when: LikelyFinish | None = None
    at_habit: Range | None = None


@dataclass(frozen=True, slots=True)
class SharedForecast:
    """The first waiting items of a team in order; `waiting` counts all of them. `forecast`: the source of the dates;
    `urgent`: the number of the urgent item."""

    team: str
    zone: str
    now: datetime
    rows: tuple[SharedRow, ...]
    waiting: int
    forecast: TeamForecast
    urgent: int | None = None


MOST = 100

_TEAM: BindParameter[int] = bindparam("team")
_ROWS: Select[Any] = (
    select(ITEM.c.id, ITEM.c.number, ITEM.c.title, ITEM.c.reason, ITEM.c.reason_kind)
    .where(ITEM.c.team_id == _TEAM, waiting(ITEM))
    .order_by(ITEM.c.rank)
    .limit(MOST)
)
_WAITING = select(
    select(func.count())
    .select_from(ITEM)
    .where(ITEM.c.team_id == _TEAM, waiting(ITEM))
    .scalar_subquery()
    .label("items"),
    URGENT.scalar_subquery().label("urgent"),
)


def shared_forecast(
    connection: Connection, team: Team, now: datetime, forecasts: Callable[[Connection, int, datetime], TeamForecast]
) -> SharedForecast:
    """The forecast of the team for guests."""
    team_forecast = forecasts(connection, team.id, now)
    first_rows = connection.execute(_ROWS, {"team": team.id}).mappings().all()
    ids = [row["id"] for row in first_rows]
    dates = likely_finishes(connection, team.id, team_forecast, ids, Elsewhere(forecasts, now))
    rows = tuple(_row(n, row, dates.get(row["id"]), team_forecast) for n, row in enumerate(first_rows, 1))
    count = connection.execute(_WAITING, {"team": team.id}).one()
    return SharedForecast(team.name, team.time_zone, now, rows, count.items, team_forecast, count.urgent)


def _row(position: int, row: RowMapping, when: LikelyFinish | None, team_forecast: TeamForecast) -> SharedRow:
    at_habit = when.not_before(team_forecast.at_habit(when.n, when.place)) if when and when.range else None
    return SharedRow(position, row["number"], row["title"], reason_of(row), when, at_habit)
