"""The open items as a forecast counts them: which of them are pieces of a split, and the first ones in order."""

from sqlalchemy import BindParameter, ColumnElement, Connection, FromClause, bindparam, exists, or_, select

from queue_app.domain.forecast.places import Open
from queue_app.domain.forecast.record import PLACES
from queue_app.domain.forecast.team import TeamForecast
from queue_app.store.tables import ITEM
from queue_app.store.waits.held import waits_in_order

MOST_RUNNING = 99

_TEAM: BindParameter[int] = bindparam("team")


def piece(of: FromClause) -> ColumnElement[bool]:
    """Whether an item was split, or came from a split."""
    split = ITEM.alias("split_off")
    was_split = exists().where(split.c.team_id == _TEAM, split.c.origin_id == of.c.id)
    return or_(of.c.origin_id.is_not(None), was_split)


_LINE = (
    select(ITEM.c.id, ITEM.c.slot, ITEM.c.block_id, piece(ITEM).label("piece"), waits_in_order(ITEM).label("waits"))
    .where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None))
    .order_by(ITEM.c.rank)
    .limit(MOST_RUNNING + PLACES[-1])
)


def first_in_line(connection: Connection, team: int, team_forecast: TeamForecast) -> list[Open]:
    """The running items and the first waiting ones, in order, as far as dates are quoted."""
    rows = connection.execute(_LINE, {"team": team})
    return [
        open_item(row.id, team_forecast.weight(piece=row.piece), row.block_id, row.waits, waiting=row.slot is None)
        for row in rows
    ]


def open_item(id_: int, weight: float, block: int | None, waits: str | None, *, waiting: bool) -> Open:
    """An open item as a forecast counts it. `block` is the id of its block, `waits` the text from `waits_in_order`."""
    on = [int(other) for other in waits.split(",")] if waits else []
    stuck = block is not None or any(other < 0 for other in on)
    return Open(id_, weight, waiting, stuck, tuple(other for other in on if other > 0))
