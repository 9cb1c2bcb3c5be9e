"""Compares the machine's clock with stored times: a clock that ran ahead leaves times in the future."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, text

from queue_app.store.tables import CLOCK

SMOOTHED = timedelta(hours=1)
"""The largest step back of the clock that is harmless: up to it, a team's event times still never go back."""

_AHEAD = select(CLOCK.c.team_id, CLOCK.c.last_at).order_by(CLOCK.c.team_id)
_DATABASE_TIME = text("SELECT now()")


def problems(connection: Connection, now: datetime) -> Iterator[str]:
    """Yield what is wrong with the clock `now`, in sentences."""
    ahead = connection.execute(_AHEAD.where(CLOCK.c.last_at > now + SMOOTHED)).all()
    if ahead:
        last = max(row.last_at for row in ahead)
        yield (
            f"The last write of team {ahead[0].team_id} is of {last:%Y-%m-%d %H:%M} UTC. The clock says {now:%Y-%m-%d %H:%M}. "
            "Check the clock of this machine."
        )
    if connection.dialect.name == "postgresql":
        apart = connection.execute(_DATABASE_TIME).scalar_one() - now
        if abs(apart) > SMOOTHED:
            yield f"The clock of PostgreSQL differs by {abs(apart)}. Set both clocks."
