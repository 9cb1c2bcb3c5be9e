"""Coin flips between pairs of items."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, delete, insert, or_, select

from queue_app.domain.queue.coin import CoinFacts
from queue_app.store.queue import order
from queue_app.store.queue.items import columns, read
from queue_app.store.tables import COIN, ITEM

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_FORGET = delete(COIN).where(
    COIN.c.team_id == bindparam("team"), or_(COIN.c.low_id.in_(_IDS), COIN.c.high_id.in_(_IDS))
)
_FELL = insert(COIN)
_PAIR: BindParameter[int] = bindparam("pair", expanding=True)


def _facts() -> Select[Any]:
    low, high, winner = ITEM.alias("low"), ITEM.alias("high"), ITEM.alias("winner")
    fell_for = (
        select(winner.c.title)
        .select_from(COIN)
        .join(low, and_(low.c.team_id == COIN.c.team_id, low.c.id == COIN.c.low_id))
        .join(high, and_(high.c.team_id == COIN.c.team_id, high.c.id == COIN.c.high_id))
        .join(winner, and_(winner.c.team_id == COIN.c.team_id, winner.c.id == COIN.c.winner_id))
        .where(COIN.c.team_id == bindparam("team"), low.c.number.in_(_PAIR), high.c.number.in_(_PAIR))
        .scalar_subquery()
    )
    return (
        select(*columns(ITEM), order.above(ITEM), fell_for.label("fell_for"))
        .where(ITEM.c.team_id == bindparam("team"), ITEM.c.number.in_(_PAIR))
        .order_by(ITEM.c.rank)
    )


_FACTS = _facts()


def coin_facts(connection: Connection, team_id: int, pair: Sequence[int]) -> CoinFacts | None:
    """The facts of two items (numbers); None unless both exist."""
    rows = connection.execute(_FACTS, {"team": team_id, "pair": list(pair)}).mappings().all()
    items = [item for row in rows if (item := read(row))]
    if len(items) != 2:
        return None
    upper, lower = items
    return CoinFacts(upper, lower, order.spot_above(upper, rows[0]), rows[0]["fell_for"])


def write_coin(connection: Connection, team_id: int, pair: Sequence[int], winner: int, at: datetime) -> None:
    """Store the winner of a coin flip; `pair` and `winner` are ids."""
    row = {"team_id": team_id, "low_id": min(pair), "high_id": max(pair), "winner_id": winner, "at": at}
    connection.execute(_FELL, row)


def forget(connection: Connection, team_id: int, ids: Sequence[int]) -> None:
    """Delete the coins of items that were moved for a reason. Their pairs may be flipped again."""
    connection.execute(_FORGET, {"team": team_id, "ids": list(ids)})
