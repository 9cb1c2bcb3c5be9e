"""What the rule of a split needs, in one query."""

from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, select

from queue_app.domain.queue.split import SplitFacts
from queue_app.store.queue import spots
from queue_app.store.queue.items import columns, read
from queue_app.store.tables import ITEM, ITEM_AREA

_AREAS = exists().where(ITEM_AREA.c.team_id == ITEM.c.team_id, ITEM_AREA.c.item_id == ITEM.c.id)
_FACTS: Select[Any] = select(*columns(ITEM), *spots.below(ITEM), *spots.top(), _AREAS.label("areas")).where(
    ITEM.c.team_id == bindparam("team"), ITEM.c.number == bindparam("number")
)


def split_facts(connection: Connection, team_id: int, number: int) -> SplitFacts | None:
    """The facts of the team's item `number`; None when there is no such one."""
    row = connection.execute(_FACTS, {"team": team_id, "number": number}).mappings().one_or_none()
    item = read(row) if row is not None else None
    if row is None or item is None:
        return None
    return SplitFacts(item, spots.spot_below(item, row), spots.spot_on_top(row), bool(row["areas"]))
