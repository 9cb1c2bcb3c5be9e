"""What the rule of an urgent item needs, in one query."""

from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, or_, select

from queue_app.domain.queue.urgent import UrgentFacts
from queue_app.store.queue import spots
from queue_app.store.queue.items import columns, read
from queue_app.store.tables import COIN, ITEM

_MARKED = ITEM.alias("marked")
_URGENT = select(_MARKED.c.title).where(_MARKED.c.team_id == bindparam("team"), _MARKED.c.urgent).scalar_subquery()
_COINS = exists().where(COIN.c.team_id == ITEM.c.team_id, or_(COIN.c.low_id == ITEM.c.id, COIN.c.high_id == ITEM.c.id))
_FACTS: Select[Any] = select(
    *columns(ITEM), _URGENT.label("urgent_title"), *spots.top(but=ITEM.c.id), _COINS.label("coins")
).where(ITEM.c.team_id == bindparam("team"), ITEM.c.number == bindparam("number"))


def urgent_facts(connection: Connection, team_id: int, number: int) -> UrgentFacts | None:
    """The facts of the team's item `number`; None when there is no such one."""
    row = connection.execute(_FACTS, {"team": team_id, "number": number}).mappings().one_or_none()
    item = read(row) if row is not None else None
    if row is None or item is None:
        return None
    return UrgentFacts(item, row["urgent_title"], spots.spot_on_top(row), bool(row["coins"]))
