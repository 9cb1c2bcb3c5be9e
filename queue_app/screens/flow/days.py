"""The team's items by day, over all time: one row a day, however many items a day has."""

from datetime import date

from sqlalchemy import Connection, bindparam, select

from queue_app.domain.flow.counts import Days
from queue_app.store.tables import DAY_SUM

_SUMS = select(DAY_SUM.c.day, DAY_SUM.c.came, DAY_SUM.c.begun, DAY_SUM.c.finished, DAY_SUM.c.dropped).where(
    DAY_SUM.c.team_id == bindparam("team")
)


def item_days(connection: Connection, team: int) -> Days:
    """How many items were added, started, finished and dropped on each day of the team. One statement."""
    ways: tuple[dict[date, int], ...] = ({}, {}, {}, {})
    for day, *counts in connection.execute(_SUMS, {"team": team}):
        for way, items in zip(ways, counts, strict=True):
            if items:
                way[day] = items
    return Days(*ways)
