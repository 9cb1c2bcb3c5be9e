"""Cycle times and lengths of past blocks, against which ages are compared."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, case, literal, select

from queue_app.domain.flow.ages import DAYS, ITEMS, PastCycles, past
from queue_app.store.tables import ITEM

MOST = 500
"""More finished items than this add no information."""

_TEAM: BindParameter[int] = bindparam("team")


def _cycles() -> Select[Any]:
    took = (ITEM.c.team_id == _TEAM, ITEM.c.finished_on.is_not(None), ITEM.c.started_on.is_not(None))
    newest = select(ITEM.c.finished_on).where(*took).order_by(ITEM.c.finished_on.desc())
    back_to = newest.offset(ITEMS - 1).limit(1).scalar_subquery()
    since = bindparam("since", type_=ITEM.c.finished_on.type)
    bound = case((back_to.is_(None), literal(date.min)), (back_to < since, back_to), else_=since)
    return (
        select(ITEM.c.started_on, ITEM.c.finished_on)
        .where(*took, ITEM.c.finished_on >= bound)
        .order_by(ITEM.c.finished_on.desc())
        .limit(MOST)
    )


_CYCLES = _cycles()


def finished_in_past(connection: Connection, team: int, today: date) -> PastCycles:
    """The cycle times of the last 90 days, or of the last 50 items if those are more."""
    rows = connection.execute(_CYCLES, {"team": team, "since": today - timedelta(days=DAYS)})
    return past([(row.finished_on - row.started_on).days for row in rows])
