"""The daily chores of the service. They write no history and move no revision."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from queue_app.domain.cover.states import CoverState, states
from queue_app.domain.team.team import Team
from queue_app.store import chores
from queue_app.store.cover import area_days
from queue_app.store.cover.facts import team_cover
from queue_app.store.db.engine import Doors
from queue_app.store.importing import ahead
from queue_app.store.team import teams
from queue_app.usecases.transaction import in_transaction


def tidy(conn: Connection, *, now: datetime) -> dict[str, int]:
    """Delete expired rows, once a day for all processes. Returns {table: rows deleted}, empty if it ran already."""
    if not chores.claim(conn, "tidy", now.date(), now):
        return {}
    return chores.purge(conn, now)


def give_numbers_back(doors: Doors) -> int:
    """Give back the item numbers that dead imports took. Returns how many imports."""
    with doors.reading() as conn:
        teams_ = ahead.teams_with_numbers(conn)
    return sum(in_transaction(doors, ahead.give_back, team=team) for team in teams_)


AREA_STATES = "area_states"


def keep_states(doors: Doors, now: datetime) -> int:
    """Store the cover state of each area, once per day of the team and without people. Returns the number of teams
    stored.

    The states are computed before the write begins, so that other writes do not wait for them.
    """
    with doors.reading(at_length=True) as conn:
        due = [team for team in teams.in_use(conn) if not chores.is_claimed(conn, AREA_STATES, team.day(now), team.id)]
    return sum(_keep_states(doors, team, now) for team in due)


def _keep_states(doors: Doors, team: Team, now: datetime) -> bool:
    today = team.day(now)
    with doors.reading(at_length=True) as conn:
        cover_states = states(team_cover(conn, team, today).standings)
    return in_transaction(doors, _claim_and_keep, team=team.id, day=today, cover_states=cover_states, now=now)


def _claim_and_keep(
    conn: Connection, *, team: int, day: date, cover_states: Mapping[int, CoverState], now: datetime
) -> bool:
    if not chores.claim(conn, AREA_STATES, day, now, team):
        return False
    area_days.keep(conn, team, day, cover_states)
    return True
