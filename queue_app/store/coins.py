"""Coins that fell for a pair of items."""

from collections.abc import Sequence

from sqlalchemy import BindParameter, Connection, bindparam, delete, or_

from queue_app.store.base import table
from queue_app.store.tables import work

COIN = table(work.Coin)

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_FORGET = delete(COIN).where(
    COIN.c.team_id == bindparam("team"), or_(COIN.c.low_id.in_(_IDS), COIN.c.high_id.in_(_IDS))
)


def forget(connection: Connection, team_id: int, ids: Sequence[int]) -> None:
    """The items were moved for a reason: their coins may be flipped again."""
    connection.execute(_FORGET, {"team": team_id, "ids": list(ids)})
