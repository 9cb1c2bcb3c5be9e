"""One item with what a verb needs by which it leaves its slot: the closing slot, if any, and the item in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, select

from queue_app.domain.queue.item import Item
from queue_app.store.db.prepared import Prepared
from queue_app.store.queue.items import columns, read
from queue_app.store.queue.slots import CLOSING
from queue_app.store.tables import BLOCK, CLOCK, ITEM

ONE = ITEM.alias("one")


@dataclass(frozen=True, slots=True)
class RunningFacts:
    """`closing` is a slot to retire (None: none), `retiring` the item in it, `blocked_from` the start of an open block."""

    item: Item | None
    closing: int | None
    retiring: Item | None
    blocked_from: datetime | None


def facts_with(*further: ColumnElement[Any]) -> Select[Any]:
    """One row about the item `number` of `team`, with `further` columns about `ONE`."""
    retiring = ITEM.alias("retiring")
    return (
        select(
            *columns(ONE),
            CLOSING.label("closing_slot"),
            BLOCK.c.from_at.label("blocked_from"),
            *further,
            *columns(retiring, "r_"),
        )
        .select_from(CLOCK)
        .outerjoin(ONE, and_(ONE.c.team_id == CLOCK.c.team_id, ONE.c.number == bindparam("number")))
        .outerjoin(BLOCK, and_(BLOCK.c.team_id == ONE.c.team_id, BLOCK.c.id == ONE.c.block_id))
        .outerjoin(retiring, and_(retiring.c.team_id == CLOCK.c.team_id, retiring.c.slot == CLOSING))
        .where(CLOCK.c.team_id == bindparam("team"))
    )


_FACTS = Prepared(facts_with())


def running_facts(connection: Connection, team_id: int, number: int) -> RunningFacts:
    """The facts of the team's item `number`; its item is None when there is no such one."""
    (row,) = _FACTS.rows(connection, {"team": team_id, "number": number})
    return read_facts(row)


def read_facts(row: Mapping[str, Any]) -> RunningFacts:
    """The facts in a row of `facts_with`."""
    return RunningFacts(read(row), row["closing_slot"], read(row, "r_"), row["blocked_from"])
