"""When waiting items are likely finished: their place in the order, read from the team's forecast."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, FromClause, Select, bindparam, case, func, or_, select

from queue_app.domain.forecasting.places import Open
from queue_app.domain.forecasting.record import PLACES
from queue_app.domain.forecasting.team import TeamForecast
from queue_app.store.items import waiting
from queue_app.store.screens.when import When
from queue_app.store.tables import ITEM

MOST_RUNNING = 99

_TEAM: BindParameter[int] = bindparam("team")


def piece(of: FromClause) -> ColumnElement[bool]:
    """Whether an item was split, or is what another one was split into."""
    split = ITEM.alias("split_off")
    origins = select(split.c.origin_id).where(split.c.team_id == _TEAM, split.c.origin_id.is_not(None))
    return or_(of.c.origin_id.is_not(None), of.c.id.in_(origins))


def _places() -> Select[Any]:
    """Down to the lowest of the wanted ones, the waiting items are numbered along the index on rank."""
    lowest = ITEM.alias("lowest")
    wanted: BindParameter[int] = bindparam("items", expanding=True)
    bound = select(func.max(lowest.c.rank)).where(lowest.c.team_id == _TEAM, lowest.c.id.in_(wanted)).scalar_subquery()
    numbered = (
        select(
            ITEM.c.id,
            ITEM.c.block_id,
            func.count().over(order_by=ITEM.c.rank).label("place"),
            func.count(case((piece(ITEM), 1))).over(order_by=ITEM.c.rank).label("pieces"),
            func.count(ITEM.c.block_id).over(order_by=ITEM.c.rank).label("blocked"),
        )
        .where(ITEM.c.team_id == _TEAM, ITEM.c.rank <= bound, waiting(ITEM))
        .subquery("numbered")
    )
    return select(numbered).where(numbered.c.id.in_(wanted))


_PLACES = _places()
RUNNING_PIECES = select(func.count().label("items"), func.count(case((piece(ITEM), 1))).label("pieces")).where(
    ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None)
)


def whens(connection: Connection, team: int, told: TeamForecast, items: Sequence[int]) -> Mapping[int, When]:
    """By id, for waiting items. Two statements, none where there are no items."""
    if not items:
        return {}
    runs = connection.execute(RUNNING_PIECES, {"team": team}).one()
    rows = connection.execute(_PLACES, {"team": team, "items": list(items)})
    return {row.id: _when(row, runs, told) for row in rows}


_LINE = (
    select(ITEM.c.id, ITEM.c.slot, ITEM.c.block_id, piece(ITEM).label("piece"))
    .where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None))
    .order_by(ITEM.c.rank)
    .limit(MOST_RUNNING + PLACES[-1])
)


def first_in_line(connection: Connection, team: int, told: TeamForecast) -> list[Open]:
    """The items that run and the first ones that wait, in their order, as many as dates are quoted for."""
    rows = connection.execute(_LINE, {"team": team})
    return [Open(row.id, told.weight(piece=row.piece), row.slot is None, row.block_id is not None) for row in rows]


def _when(row: Any, runs: Any, told: TeamForecast) -> When:
    n = told.number(runs.items + row.place, runs.pieces + row.pieces)
    blocked = row.block_id is not None
    return When(n, row.place, None if blocked else told.range(n), row.blocked - blocked)
