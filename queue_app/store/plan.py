"""The plan of an item: its steps, in their places."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select

from queue_app.domain.plan import Step
from queue_app.store.base import table
from queue_app.store.tables import work

STEP = table(work.Step)

_OF_ITEM = (STEP.c.team_id == bindparam("team"), STEP.c.item_id == bindparam("item"))
_STEPS: Select[Any] = select(STEP.c.words, STEP.c.done_at).where(*_OF_ITEM).order_by(STEP.c.n)
_CLEAR = delete(STEP).where(*_OF_ITEM)
_WRITE = insert(STEP)


def steps(connection: Connection, team_id: int, item_id: int) -> list[Step]:
    """The plan of an item."""
    return [Step(*row) for row in connection.execute(_STEPS, {"team": team_id, "item": item_id})]


def clear(connection: Connection, team_id: int, item_id: int) -> None:
    """Take the plan away."""
    connection.execute(_CLEAR, {"team": team_id, "item": item_id})


def write(connection: Connection, team_id: int, plans: dict[int, Sequence[Step]]) -> None:
    """Give items (ids) that have no plan one."""
    rows = [
        {"team_id": team_id, "item_id": item, "n": n, "words": step.words, "done_at": step.done_at}
        for item, plan in plans.items()
        for n, step in enumerate(plan, start=1)
    ]
    if rows:
        connection.execute(_WRITE, rows)
