"""The team's days off, one row for each, and the first day of the history that counts for forecasts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, bindparam, delete, select

from queue_app.domain.team.calendar import Calendar
from queue_app.store.db.upsert import upsert
from queue_app.store.tables import DAY_OFF, TEAM

_DAYS = select(DAY_OFF.c.day, DAY_OFF.c.name).where(DAY_OFF.c.team_id == bindparam("team")).order_by(DAY_OFF.c.day)
_CALENDAR = (
    select(TEAM.c.time_zone, TEAM.c.working_days, TEAM.c.end_of_day, DAY_OFF.c.day)
    .select_from(TEAM.outerjoin(DAY_OFF, DAY_OFF.c.team_id == TEAM.c.id))
    .where(TEAM.c.id == bindparam("team"))
)
_CALENDARS = (
    select(TEAM.c.id, TEAM.c.time_zone, TEAM.c.working_days, TEAM.c.end_of_day)
    .where(TEAM.c.archived_at.is_(None))
    .order_by(TEAM.c.id)
)
_REMOVE = delete(DAY_OFF).where(DAY_OFF.c.team_id == bindparam("of_team"), DAY_OFF.c.day == bindparam("of_day"))


def days_off(connection: Connection, team_id: int) -> dict[date, str]:
    """{day: name}, earliest first."""
    return {row.day: row.name for row in connection.execute(_DAYS, {"team": team_id})}


def calendars(connection: Connection) -> dict[int, Calendar]:
    """The calendar of each team that is not archived."""
    off: defaultdict[int, set[date]] = defaultdict(set)
    for row in connection.execute(select(DAY_OFF.c.team_id, DAY_OFF.c.day)):
        off[row.team_id].add(row.day)
    rows = connection.execute(_CALENDARS)
    return {row[0]: Calendar(*row[1:], frozenset(off[row[0]])) for row in rows}


def calendar_of(connection: Connection, team_id: int) -> Calendar:
    """The calendar of one team. One statement."""
    rows = connection.execute(_CALENDAR, {"team": team_id}).all()
    return Calendar(*rows[0][:3], frozenset(row.day for row in rows if row.day))


def write(connection: Connection, team_id: int, days: Mapping[date, str]) -> None:
    """Store these days; an existing day gets the new name."""
    if days:
        upsert(
            connection,
            DAY_OFF,
            [{"team_id": team_id, "day": day, "name": name} for day, name in days.items()],
            ["name"],
        )


def remove(connection: Connection, team_id: int, days: Iterable[date]) -> None:
    """Delete these days."""
    rows = [{"of_team": team_id, "of_day": day} for day in days]
    if rows:
        connection.execute(_REMOVE, rows)


def history_from(connection: Connection, team_id: int) -> date | None:
    """The first day of the history that counts for forecasts; None if all of it counts."""
    since: date | None = connection.execute(select(TEAM.c.history_from).where(TEAM.c.id == team_id)).scalar_one()
    return since
