"""Who is on an item. A stint belongs to a run of the item, so the end of the run ends it without a write."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select

from queue_app.store.base import table
from queue_app.store.items import ITEM
from queue_app.store.tables import work
from queue_app.store.upsert import upsert

STINT = table(work.Stint)

ON_IT = and_(
    STINT.c.team_id == ITEM.c.team_id,
    STINT.c.item_id == ITEM.c.id,
    STINT.c.run == ITEM.c.run,
    STINT.c.left_at.is_(None),
    ITEM.c.slot.is_not(None),
)
"""Joins the stints of those who are on a running item now."""

_ON: Select[Any] = (
    select(STINT.c.person_id)
    .select_from(STINT.join(ITEM, ON_IT))
    .where(ITEM.c.team_id == bindparam("team"), ITEM.c.id == bindparam("item"))
    .order_by(STINT.c.joined_at, STINT.c.person_id)
)


def on_it(connection: Connection, team_id: int, item_id: int) -> list[int]:
    """The people (ids) who are on the item now."""
    return list(connection.execute(_ON, {"team": team_id, "item": item_id}).scalars())


def join(
    connection: Connection,
    team_id: int,
    person_id: int,
    at: datetime,
    onto: tuple[int, int] | None,
    leaving: Sequence[tuple[int, int]] = (),
) -> None:
    """One statement: the person leaves the items of `leaving` and is on `onto`; both are (item id, run)."""
    who = {"team_id": team_id, "person_id": person_id, "joined_at": at}
    rows = [who | {"item_id": item, "run": run, "left_at": at} for item, run in leaving]
    if onto is not None:
        rows.append(who | {"item_id": onto[0], "run": onto[1], "left_at": None})
    upsert(connection, STINT, rows, ["left_at"])
