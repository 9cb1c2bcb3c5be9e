"""One item with what a verb that leaves a slot needs: the closing slot, if any, and the item in it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from queue_app.domain.item import Item
from queue_app.store.base import table
from queue_app.store.items import ITEM, columns, read
from queue_app.store.order import CLOCK
from queue_app.store.slots import CLOSING
from queue_app.store.tables import work

STEP = table(work.Step)


@dataclass(frozen=True, slots=True)
class RunningFacts:
    """`closing` is a slot to retire (None: none), `retiring` the item in it, `open_steps` how much of the plan is left."""

    item: Item | None
    closing: int | None
    retiring: Item | None
    open_steps: int


def _facts() -> Select[Any]:
    one, retiring = ITEM.alias("one"), ITEM.alias("retiring")
    open_steps = (
        select(func.count())
        .select_from(STEP)
        .where(STEP.c.team_id == one.c.team_id, STEP.c.item_id == one.c.id, STEP.c.done_at.is_(None))
        .scalar_subquery()
    )
    return (
        select(*columns(one), CLOSING.label("closing_slot"), open_steps.label("open_steps"), *columns(retiring, "r_"))
        .select_from(CLOCK)
        .outerjoin(one, and_(one.c.team_id == CLOCK.c.team_id, one.c.number == bindparam("number")))
        .outerjoin(retiring, and_(retiring.c.team_id == CLOCK.c.team_id, retiring.c.slot == CLOSING))
        .where(CLOCK.c.team_id == bindparam("team"))
    )


_FACTS = _facts()


def running_facts(connection: Connection, team_id: int, number: int) -> RunningFacts:
    """The facts of the team's item `number`; its item is None when there is no such one."""
    row = connection.execute(_FACTS, {"team": team_id, "number": number}).mappings().one()
    return RunningFacts(read(row), row["closing_slot"], read(row, "r_"), row["open_steps"])
