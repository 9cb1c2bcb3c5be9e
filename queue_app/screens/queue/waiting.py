"""The waiting items in order, a page at a time, with positions that no filter changes.

Without a filter a page is a range of the index on rank; with one the open items are numbered along the same index.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, exists, func, select

from queue_app.domain.filters import Condition, Filter
from queue_app.domain.queue.events import OF_THE_WAITING
from queue_app.domain.refusals import OrderChanged
from queue_app.screens.forecast.when import LikelyFinish
from queue_app.screens.queue.parts import block_columns, block_of, with_block
from queue_app.screens.queue.positions import position, positions
from queue_app.screens.queue.running import reason_of
from queue_app.screens.search import narrowing, shape_of, values_of
from queue_app.screens.values import AreaShown, BlockShown, ReasonShown
from queue_app.screens.waits.shown import NOTHING_WAITED, WaitShown
from queue_app.store.queue.items import waiting
from queue_app.store.queue.pull import skipped
from queue_app.store.tables import EVENT, ITEM
from queue_app.store.waits.held import held, needed_elsewhere


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A waiting item at its position, which no filter changes. `skipped`: by this person. `people_only`: why agents may not
    pull it. `waits`: what it waits for; `needed`: how many items of other teams wait for it."""

    position: int
    number: int
    title: str
    areas: tuple[AreaShown, ...] = ()
    reason: ReasonShown | None = None
    block: BlockShown | None = None
    asks: str | None = None
    urgent: bool = False
    not_placed: bool = False
    skipped: bool = False
    when: LikelyFinish | None = None
    people_only: str | None = None
    waits: tuple[WaitShown, ...] = ()
    needed: int = 0


Places = tuple[tuple[int, RowMapping], ...]
"""(position, row) of waiting items."""
_TEAM: BindParameter[int] = bindparam("team")
_ROWS: BindParameter[int] = bindparam("rows")
_FIRST = -(2**63)
NO_DATES: Mapping[int, LikelyFinish] = {}
_AFTER_RANK = bindparam("after_rank", type_=ITEM.c.rank.type)


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page of rows with their positions. `total` counts the matches of a filter, None without one."""

    rows: Places = ()
    total: int | None = None
    more: bool = False


def _columns() -> list[Any]:
    names = ("id", "number", "title", "company", "urgent", "placed", "reason", "reason_kind", "people_only")
    marks = (skipped.label("skipped"), held(ITEM).label("held"), needed_elsewhere(ITEM).label("needed"))
    return [*(ITEM.c[name] for name in names), *marks, *block_columns()]


_PAGE: Select[Any] = (
    select(*_columns())
    .select_from(with_block(ITEM))
    .where(ITEM.c.team_id == _TEAM, waiting(ITEM), ITEM.c.rank > _AFTER_RANK)
    .order_by(ITEM.c.rank)
    .limit(_ROWS)
)


@lru_cache(maxsize=64)
def _narrowed(words: int, areas: bool, only: tuple[Condition, ...]) -> Select[Any]:
    """The page of a filtered list, and the total count.

    The count is selected beside the page, not joined: measured on PostgreSQL with outdated statistics, a self-join of
    10,000 rows took over 10 s. So did a page that was computed again for each row.
    """
    fits = [ITEM.c.team_id == _TEAM, waiting(ITEM), *narrowing(words, areas, only)]
    total = select(func.count()).select_from(ITEM).where(*fits).correlate(None).scalar_subquery()
    return (
        select(*_columns(), total.label("total"))
        .select_from(with_block(ITEM))
        .where(*fits, ITEM.c.rank > _AFTER_RANK)
        .order_by(ITEM.c.rank)
        .limit(_ROWS)
    )


_CURSOR = select(
    ITEM.c.rank,
    position(ITEM).label("position"),
    exists()
    .where(
        EVENT.c.team_id == _TEAM,
        EVENT.c.kind.in_(OF_THE_WAITING),
        EVENT.c.seq > bindparam("revision", type_=EVENT.c.seq.type),
    )
    .label("changed"),
).where(ITEM.c.team_id == _TEAM, ITEM.c.number == bindparam("number"), waiting(ITEM))


@lru_cache(maxsize=64)
def _rank_of(words: int, areas: bool, only: tuple[Condition, ...]) -> Select[Any]:
    """The rank of the last of the first `passed` + 1 rows of a list."""
    fits = [ITEM.c.team_id == _TEAM, waiting(ITEM), *narrowing(words, areas, only)]
    return select(ITEM.c.rank).where(*fits).order_by(ITEM.c.rank).limit(1).offset(bindparam("passed"))


@lru_cache(maxsize=64)
def _rows_above(words: int, areas: bool, only: tuple[Condition, ...]) -> Select[Any]:
    """How many rows of a list are above an item."""
    this = ITEM.alias("this")
    rank = select(this.c.rank).where(this.c.team_id == _TEAM, this.c.number == bindparam("number"), waiting(this))
    fits = [ITEM.c.team_id == _TEAM, waiting(ITEM), *narrowing(words, areas, only)]
    return select(func.count()).select_from(ITEM).where(*fits, ITEM.c.rank < rank.scalar_subquery())


def rows_above(connection: Connection, params: Mapping[str, Any], narrowed: Filter, number: int) -> int:
    """How many rows of the list are above an item; 0 for one that does not wait."""
    query = {**params, **values_of(narrowed, params["by"]), "number": number}
    return int(connection.execute(_rows_above(*shape_of(narrowed)), query).scalar_one())


def waiting_page(
    connection: Connection, params: Mapping[str, Any], narrowed: Filter, after: str | None = None, skip: int = 0
) -> WaitingPage:
    """A page of the list, from a cursor on or without the first `skip` rows. One statement, plus one each for a filter and for
    either of them. The parameters are `team`, `by` and `today`.

    Raises OrderChanged if the order is not that of the cursor.
    """
    begin = _skipped(connection, params, narrowed, skip) if skip else _after(connection, params["team"], after)
    if begin is None:
        return WaitingPage(total=0 if narrowed.is_set else None)
    rank, place = begin
    size = narrowed.size
    query = {**params, "after_rank": rank, "rows": size + 1}
    if not narrowed.is_set:
        rows = connection.execute(_PAGE, query).mappings().all()
        return WaitingPage(tuple(enumerate(rows[:size], place + 1)), None, len(rows) > size)
    query |= values_of(narrowed, params["by"])
    rows = connection.execute(_narrowed(*shape_of(narrowed)), query).mappings().all()
    if not rows:
        return WaitingPage(total=0)
    ids = [row["id"] for row in rows[:size]]
    at = positions(connection, params["team"], ids)
    return WaitingPage(tuple((at[row["id"]], row) for row in rows[:size]), rows[0]["total"], len(rows) > size)


_ORDER = select(ITEM.c.number).where(ITEM.c.team_id == _TEAM, waiting(ITEM)).order_by(ITEM.c.rank).limit(_ROWS)


def numbers_in_order(connection: Connection, team: int, most: int) -> list[int]:
    """The numbers of the first `most` waiting items."""
    return list(connection.execute(_ORDER, {"team": team, "rows": most}).scalars())


def _skipped(connection: Connection, params: Mapping[str, Any], narrowed: Filter, skip: int) -> tuple[int, int] | None:
    """As `_after`; None if the list has fewer rows. It reads only the rank: a skipped row costs as much as a shown one."""
    query = {**params, **values_of(narrowed, params["by"]), "passed": skip - 1}
    rank = connection.execute(_rank_of(*shape_of(narrowed)), query).scalar_one_or_none()
    return None if rank is None else (rank, skip)


def _after(connection: Connection, team: int, cursor: str | None) -> tuple[int, int]:
    """Rank and position of the row before the page."""
    if cursor is None:
        return _FIRST, 0
    parts = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", cursor)
    query = {"team": team, "revision": parts[1], "number": parts[2]} if parts else None
    row = connection.execute(_CURSOR, {k: int(v) for k, v in query.items()}).one_or_none() if query else None
    if row is None or row.changed:
        raise OrderChanged
    return row.rank, row.position


def waiting_row(
    position: int,
    row: RowMapping,
    areas: Mapping[int, tuple[AreaShown, ...]],
    dates: Mapping[int, LikelyFinish] = NO_DATES,
    waits: Mapping[int, tuple[WaitShown, ...]] = NOTHING_WAITED,
) -> WaitingRow:
    """A row as a page shows it."""
    return WaitingRow(
        position=position,
        number=row["number"],
        title=row["title"],
        areas=areas.get(row["id"], ()),
        reason=reason_of(row),
        block=block_of(row),
        asks=row["company"],
        urgent=row["urgent"],
        not_placed=not row["placed"],
        skipped=bool(row["skipped"]),
        when=dates.get(row["id"]),
        people_only=row["people_only"],
        waits=waits.get(row["id"], ()),
        needed=row["needed"],
    )
