"""Slots: the WIP limit as rows. When an item leaves a slot, one closing slot is deleted; its item moves into the free one."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, exists, func, insert, select, update

from queue_app.store.tables import ITEM, SLOT

_TEAM: BindParameter[int] = bindparam("team")
_taken = exists().where(ITEM.c.team_id == SLOT.c.team_id, ITEM.c.slot == SLOT.c.n)

FREE = select(func.min(SLOT.c.n)).where(SLOT.c.team_id == _TEAM, SLOT.c.closing.is_(False), ~_taken).scalar_subquery()
"""The lowest free slot, or NULL if there is no room."""

RUNNING = (
    select(func.count()).select_from(ITEM).where(ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None)).scalar_subquery()
)
"""The number of items in progress, including blocked ones."""

CLOSING = select(func.min(SLOT.c.n)).where(SLOT.c.team_id == _TEAM, SLOT.c.closing.is_(True)).scalar_subquery()
"""A closing slot, or NULL."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot and the id of the item in it."""

    n: int
    closing: bool
    item_id: int | None


_ALL: Select[Any] = (
    select(SLOT.c.n, SLOT.c.closing, ITEM.c.id)
    .select_from(SLOT.outerjoin(ITEM, (ITEM.c.team_id == SLOT.c.team_id) & (ITEM.c.slot == SLOT.c.n)))
    .where(SLOT.c.team_id == _TEAM)
    .order_by(SLOT.c.n)
)
_OPEN = insert(SLOT)
_DELETE = delete(SLOT).where(SLOT.c.team_id == _TEAM, SLOT.c.n == bindparam("which"))
_MARK = (
    update(SLOT).where(SLOT.c.team_id == _TEAM, SLOT.c.n == bindparam("which")).values(closing=bindparam("to_closing"))
)


def all_slots(connection: Connection, team_id: int) -> list[Slot]:
    """All slots of the team, lowest first."""
    return [Slot(*row) for row in connection.execute(_ALL, {"team": team_id})]


def open_slots(connection: Connection, team_id: int, numbers: list[int]) -> None:
    """Add free slots."""
    if numbers:
        connection.execute(_OPEN, [{"team_id": team_id, "n": n, "closing": False} for n in numbers])


def delete_slots(connection: Connection, team_id: int, numbers: list[int]) -> None:
    """Delete free slots."""
    if numbers:
        connection.execute(_DELETE, [{"team": team_id, "which": n} for n in numbers])


def mark(connection: Connection, team_id: int, marks: dict[int, bool]) -> None:
    """Mark slots closing or not, as {number: closing}."""
    if marks:
        connection.execute(_MARK, [{"team": team_id, "which": n, "to_closing": c} for n, c in marks.items()])
