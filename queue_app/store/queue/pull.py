"""The facts of a pull, in one query.

Also skips: one row for a person and an item. A skip holds for one version of the item, until a day.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    select,
    true,
)

from queue_app.domain.queue.item import Item
from queue_app.domain.queue.pull import PullFacts
from queue_app.store.db.prepared import Prepared
from queue_app.store.db.upsert import upsert
from queue_app.store.queue.items import columns, passed_over, read, ready, waiting
from queue_app.store.queue.order import LIMIT
from queue_app.store.queue.slots import FREE, RUNNING
from queue_app.store.queue.stints import MINE
from queue_app.store.tables import CLOCK, ITEM, SKIP
from queue_app.store.waits.held import held

_TEAM: BindParameter[int] = bindparam("team")
_BY: BindParameter[int] = bindparam("by")

skipped = exists().where(
    SKIP.c.team_id == ITEM.c.team_id,
    SKIP.c.item_id == ITEM.c.id,
    SKIP.c.person_id == _BY,
    SKIP.c.item_version == ITEM.c.version,
    SKIP.c.until_day > bindparam("today"),
)
"""Whether the person `by` skipped the item and the skip still holds."""


def _top() -> Select[Any]:
    return select(ITEM.c.id).where(ITEM.c.team_id == _TEAM, ready(ITEM), ~skipped).order_by(ITEM.c.rank).limit(1)


def _facts(*further: ColumnElement[Any]) -> Select[Any]:
    top, above = ITEM.alias("top"), ITEM.alias("passed")
    passed = (
        select(func.count())
        .select_from(above)
        .where(above.c.team_id == _TEAM, above.c.rank < top.c.rank, passed_over(above))
        .scalar_subquery()
    )
    return (
        select(
            RUNNING.label("running"),
            LIMIT.label("wip"),
            FREE.label("free"),
            passed.label("passed"),
            MINE.c.item_id.label("mine_item"),
            MINE.c.run.label("mine_run"),
            *columns(top, "top_"),
            *further,
        )
        .select_from(CLOCK)
        .outerjoin(top, and_(top.c.team_id == CLOCK.c.team_id, top.c.id == _top().scalar_subquery()))
        .outerjoin(MINE, true())
        .where(CLOCK.c.team_id == _TEAM)
    )


_FACTS = Prepared(_facts())
_BACK = ITEM.alias("back")
_SWAP = Prepared(
    _facts(*columns(_BACK, "back_")).outerjoin_from(
        CLOCK, _BACK, and_(_BACK.c.team_id == CLOCK.c.team_id, _BACK.c.number == bindparam("back"))
    )
)
_WHY = select(
    func.count().filter(ITEM.c.block_id.is_not(None)).label("blocked"),
    func.count().filter(and_(ITEM.c.block_id.is_(None), held(ITEM))).label("held"),
    func.count().filter(and_(ITEM.c.block_id.is_(None), ~held(ITEM), skipped)).label("skipped"),
).where(ITEM.c.team_id == _TEAM, waiting(ITEM))


def pull_facts(connection: Connection, team_id: int, by: int | None, today: date) -> PullFacts:
    """The facts of a pull for this person."""
    query = {"team": team_id, "by": by, "today": today}
    return _read(_FACTS.rows(connection, query))


def swap_facts(
    connection: Connection, team_id: int, by: int | None, today: date, back: int
) -> tuple[Item | None, PullFacts]:
    """The item with the number `back`, and the facts of a pull. A pull cannot take the item while it is in progress."""
    query = {"team": team_id, "by": by, "today": today, "back": back}
    rows = _SWAP.rows(connection, query)
    return read(rows[0], "back_"), _read(rows)


def _read(rows: Sequence[Mapping[str, Any]]) -> PullFacts:
    first = rows[0]
    mine = tuple((row["mine_item"], row["mine_run"]) for row in rows if row["mine_item"] is not None)
    return PullFacts(first["running"], first["wip"], first["free"], read(first, "top_"), first["passed"], mine)


def why_nothing(connection: Connection, team_id: int, by: int | None, today: date) -> dict[str, int]:
    """How many waiting items are `blocked`, `held` by items that they wait for, and `skipped` by this person."""
    row = connection.execute(_WHY, {"team": team_id, "by": by, "today": today}).one()
    return {"blocked": row.blocked, "held": row.held, "skipped": row.skipped}


def write_skip(
    connection: Connection, team_id: int, person_id: int, item: Item, until: date, at: datetime, reason: dict[str, Any]
) -> None:
    """Store that the person skips this version of the item until the day `until`; `reason` has the keys kind and why."""
    row = {"team_id": team_id, "item_id": item.id, "person_id": person_id, "until_day": until, "at": at, **reason}
    columns = ("until_day", "item_version", "kind", "why", "at")
    upsert(connection, SKIP, [row | {"item_version": item.version}], columns)
