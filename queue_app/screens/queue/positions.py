"""The position of an item, independent of any filter: 1 is the first waiting item.

Positions are counted, not stored: the open items above, along the index on rank, minus the running ones above.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    Select,
    bindparam,
    case,
    func,
    select,
)

from queue_app.store.queue.items import waiting
from queue_app.store.tables import DAY_SUM, ITEM

_TEAM: BindParameter[int] = bindparam("team")


def waiting_items(team: ColumnElement[int]) -> Select[Any]:
    """Select the number of a team's waiting items from its day sums: each item that came is begun, dropped or still waiting."""
    items = func.sum(DAY_SUM.c.came - DAY_SUM.c.begun - DAY_SUM.c.dropped)
    return select(func.coalesce(items, 0)).where(DAY_SUM.c.team_id == team)


WAITING_ITEMS = waiting_items(_TEAM)


def position(of: FromClause) -> ColumnElement[Any]:
    """The position of an item; NULL unless it waits."""
    above = ITEM.alias("above_it")
    opened = select(func.count()).select_from(above).where(above.c.team_id == of.c.team_id, above.c.rank < of.c.rank)
    return case((waiting(of), opened.scalar_subquery() - _running_above(of) + 1))


def lowest_rank(items: BindParameter[int]) -> ScalarSelect[Any]:
    """The rank of the lowest of these items (ids). `+ 0` leaves SQLite only the key: otherwise it looks for the rank from the
    bottom of the order."""
    lowest = ITEM.alias("lowest")
    rank = select(func.max(lowest.c.rank + 0)).where(lowest.c.team_id + 0 == _TEAM, lowest.c.id.in_(items))
    return rank.scalar_subquery()


def place_among_running(of: FromClause) -> ColumnElement[Any]:
    """The place of a running item among the running ones, 1 = first."""
    return _running_above(of) + 1


def _running_above(of: FromClause) -> ScalarSelect[Any]:
    """How many running items are above. The sum keeps SQLite from scanning the whole order: few run, many wait."""
    runs = ITEM.alias("runs_above")
    return (
        select(func.count())
        .select_from(runs)
        .where(runs.c.team_id == _TEAM, runs.c.slot.is_not(None), runs.c.rank + 0 < of.c.rank)
        .scalar_subquery()
    )


def _positions() -> Select[Any]:
    runs = select(ITEM.c.rank).where(ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None)).cte("runs")
    runs = runs.prefix_with("MATERIALIZED")  # Few run: they are read once, not for each requested row.
    ids: BindParameter[int] = bindparam("items", expanding=True)
    numbered = (
        select(ITEM.c.id, ITEM.c.rank, func.row_number().over(order_by=ITEM.c.rank).label("n"))
        .where(ITEM.c.team_id == _TEAM, ITEM.c.rank <= lowest_rank(ids))
        .subquery("numbered")
    )
    selected = numbered.c.id.in_(ids)
    above = select(func.count()).select_from(runs).where(runs.c.rank < numbered.c.rank).scalar_subquery()
    return select(numbered.c.id, (numbered.c.n - above).label("position")).where(selected)


_POSITIONS = _positions()


def positions(connection: Connection, team: int, items: Sequence[int]) -> Mapping[int, int]:
    """{id: position} of waiting items. One statement, none without items; it reads the order down to the lowest one."""
    if not items:
        return {}
    return {row.id: row.position for row in connection.execute(_POSITIONS, {"team": team, "items": list(items)})}
