"""The state of each area on each day, stored without people. It shows which areas healed."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, bindparam, insert, select

from queue_app.domain.cover.states import HELD, CoverState
from queue_app.store.tables import AREA_DAY

_DAYS = (
    select(AREA_DAY.c.day)
    .where(AREA_DAY.c.team_id == bindparam("team"))
    .distinct()
    .order_by(AREA_DAY.c.day.desc())
    .limit(HELD + 1)
)
_LATEST = (
    select(AREA_DAY.c.day, AREA_DAY.c.area_id, AREA_DAY.c.state)
    .where(AREA_DAY.c.team_id == bindparam("team"), AREA_DAY.c.day.in_(_DAYS))
    .order_by(AREA_DAY.c.day)
)


def keep(connection: Connection, team: int, day: date, states: Mapping[int, CoverState]) -> None:
    """Store the states of a day that has none yet."""
    rows = [{"team_id": team, "day": day, "area_id": area, "state": state.value} for area, state in states.items()]
    if rows:
        connection.execute(insert(AREA_DAY), rows)


def latest(connection: Connection, team: int) -> dict[date, dict[int, CoverState]]:
    """{day: {area: state}} of the last stored days, oldest first, as many as `healed` needs."""
    days: dict[date, dict[int, CoverState]] = {}
    for row in connection.execute(_LATEST, {"team": team}):
        days.setdefault(row.day, {})[row.area_id] = CoverState(row.state)
    return days
