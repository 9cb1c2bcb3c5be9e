"""When waiting items are likely finished: their place in the order, read from the team's forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, case, func, select

from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.store.forecast.open_items import piece
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM


@dataclass(frozen=True, slots=True)
class LikelyFinish:
    """The dates of a waiting item, None if it is blocked or has no dates. `n`: its number among the coming completions.

    `blocked_above` items above it are blocked and counted as if they were not.
    """

    n: int
    place: int
    range: Range | None
    blocked_above: int = 0


_TEAM: BindParameter[int] = bindparam("team")


def _places() -> Select[Any]:
    """Number the waiting items along the index on rank, down to the lowest requested one."""
    lowest = ITEM.alias("lowest")
    ids: BindParameter[int] = bindparam("items", expanding=True)
    bound = select(func.max(lowest.c.rank)).where(lowest.c.team_id == _TEAM, lowest.c.id.in_(ids)).scalar_subquery()
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
    return select(numbered).where(numbered.c.id.in_(ids))


_PLACES = _places()
RUNNING_PIECES = select(func.count().label("items"), func.count(case((piece(ITEM), 1))).label("pieces")).where(
    ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None)
)
OPEN_PIECES = select(func.count().label("items"), func.count(case((piece(ITEM), 1))).label("pieces")).where(
    ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None)
)


def likely_finishes(
    connection: Connection, team: int, team_forecast: TeamForecast, items: Sequence[int]
) -> Mapping[int, LikelyFinish]:
    """{id: LikelyFinish} for waiting items. Two statements, none without items."""
    if not items:
        return {}
    runs = connection.execute(RUNNING_PIECES, {"team": team}).one()
    rows = connection.execute(_PLACES, {"team": team, "items": list(items)})
    return {row.id: _when(row, runs, team_forecast) for row in rows}


def _when(row: Any, runs: Any, team_forecast: TeamForecast) -> LikelyFinish:
    n = team_forecast.number(runs.items + row.place, runs.pieces + row.pieces)
    blocked = row.block_id is not None
    return LikelyFinish(n, row.place, None if blocked else team_forecast.range(n), row.blocked - blocked)
