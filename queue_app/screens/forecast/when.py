"""When a waiting item is likely finished, as pages show it.

When waiting items are likely finished: their place in the order, read from the team's forecast.
"""

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
    """The dates of a waiting item, None where it is blocked or there are no dates. `n`: as which completion from now on.

    `blocked_above` items stand above it that wait for something and are counted as if they did not.
    """

    n: int
    place: int
    range: Range | None
    blocked_above: int = 0


_TEAM: BindParameter[int] = bindparam("team")


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


def likely_finishes(
    connection: Connection, team: int, told: TeamForecast, items: Sequence[int]
) -> Mapping[int, LikelyFinish]:
    """By id, for waiting items. Two statements, none where there are no items."""
    if not items:
        return {}
    runs = connection.execute(RUNNING_PIECES, {"team": team}).one()
    rows = connection.execute(_PLACES, {"team": team, "items": list(items)})
    return {row.id: _when(row, runs, told) for row in rows}


def _when(row: Any, runs: Any, told: TeamForecast) -> LikelyFinish:
    n = told.number(runs.items + row.place, runs.pieces + row.pieces)
    blocked = row.block_id is not None
    return LikelyFinish(n, row.place, None if blocked else told.range(n), row.blocked - blocked)
