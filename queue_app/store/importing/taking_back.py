"""Deletes untouched items of an import with all that belongs to them, in set-based statements on ranges of ids.

Only this module deletes items, so it also subtracts them from the daily sums.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Delete,
    Table,
    TextClause,
    bindparam,
    delete,
    exists,
    or_,
    select,
    text,
    update,
)

from queue_app.store.tables import (
    AGENT_STINT,
    AREA,
    AREA_DAY,
    BLOCK,
    COIN,
    DECLARATION,
    EVENT_ITEM,
    EVIDENCE,
    FORMER,
    IMAGE,
    ITEM,
    ITEM_AREA,
    NOTE,
    QUOTE,
    SKIP,
    STEP,
    STINT,
    WAIT,
)
from queue_app.store.tables.day_sum import ADDED, INTO, by_day, ways

Ranges = Sequence[tuple[int, int]]
"""The first and last id of each range, both included."""

_TEAM: BindParameter[int] = bindparam("of_team")
_LOW: BindParameter[int] = bindparam("low")
_HIGH: BindParameter[int] = bindparam("high")
_BELONGINGS = (STEP, NOTE, IMAGE, SKIP, STINT, AGENT_STINT, ITEM_AREA, QUOTE, EVENT_ITEM)
_THESE = " FROM (SELECT * FROM item WHERE team_id = :of_team AND id BETWEEN :low AND :high) AS item"


def _within(table: Table, column: str = "item_id") -> tuple[ColumnElement[bool], ...]:
    return (table.c.team_id == _TEAM, table.c[column].between(_LOW, _HIGH))


def _statements() -> tuple[Any, ...]:
    """Statements in the order that foreign keys require: rows that refer to an item are deleted before it."""
    coins = or_(COIN.c.low_id.between(_LOW, _HIGH), COIN.c.high_id.between(_LOW, _HIGH))
    return (
        delete(COIN).where(COIN.c.team_id == _TEAM, coins),
        delete(WAIT).where(*_within(WAIT)),
        delete(WAIT).where(WAIT.c.on_team_id == _TEAM, WAIT.c.on_item_id.between(_LOW, _HIGH)),
        *(delete(table).where(*_within(table)) for table in _BELONGINGS),
        update(ITEM).where(*_within(ITEM, "id"), ITEM.c.block_id.is_not(None)).values(block_id=None),
        delete(BLOCK).where(*_within(BLOCK)),
    )


_STATEMENTS = _statements()
_ITEMS: Delete = delete(ITEM).where(*_within(ITEM, "id"))


@lru_cache(maxsize=2)
def _sums(engine: str) -> TextClause:
    rows = by_day(ways("item", sqlite=engine == "sqlite", sign=-1, source=_THESE))
    return text(f"{INTO}\n{rows.replace(') AS way GROUP', ') AS way WHERE true GROUP')}\n{ADDED}")


def ranges_of(ids: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending ids as ranges."""
    ranges: list[tuple[int, int]] = []
    for id_ in ids:
        if ranges and ranges[-1][1] == id_ - 1:
            ranges[-1] = (ranges[-1][0], id_)
        else:
            ranges.append((id_, id_))
    return ranges


def delete_items(connection: Connection, team_id: int, ranges: Ranges) -> None:
    """Delete these items and what belongs to them."""
    rows = [{"of_team": team_id, "low": low, "high": high} for low, high in ranges]
    if rows:
        for statement in (*_STATEMENTS, _sums(connection.dialect.name), _ITEMS):
            connection.execute(statement, rows)


def delete_made(connection: Connection, team_id: int, made: Mapping[str, Any]) -> None:
    """Delete what only the import created and nobody uses: its evidence, former people and areas.

    Evidence stays if an item of the same area was finished on the same day, because it may belong to an item that
    stays.
    """
    low, high = made["evidence"]
    kept = exists().where(
        ITEM_AREA.c.team_id == _TEAM,
        ITEM_AREA.c.area_id == EVIDENCE.c.area_id,
        ITEM_AREA.c.done_on == EVIDENCE.c.on_day,
    )
    ids = (EVIDENCE.c.id > low, EVIDENCE.c.id <= high, EVIDENCE.c.former_id.is_not(None))  # Skips members' evidence.
    mine = (EVIDENCE.c.team_id == _TEAM, *ids)
    connection.execute(delete(EVIDENCE).where(*mine, ~kept), {"of_team": team_id})
    used = select(EVIDENCE.c.former_id).where(EVIDENCE.c.team_id == _TEAM, EVIDENCE.c.former_id.is_not(None))
    people = (FORMER.c.team_id == _TEAM, FORMER.c.id.in_(made["people"]), FORMER.c.id.not_in(used))
    if made["people"]:
        connection.execute(delete(FORMER).where(*people), {"of_team": team_id})
    if made["areas"]:
        _delete_areas(connection, team_id, made["areas"])


def _delete_areas(connection: Connection, team_id: int, ids: Sequence[int]) -> None:
    into = AREA.alias("into_it")
    used = [
        exists().where(table.c.team_id == _TEAM, table.c.area_id == AREA.c.id)
        for table in (ITEM_AREA, EVIDENCE, DECLARATION)
    ]
    merged = exists().where(into.c.team_id == _TEAM, into.c.merged_into == AREA.c.id)
    unused = select(AREA.c.id).where(
        AREA.c.team_id == _TEAM, AREA.c.id.in_(ids), AREA.c.merged_into.is_(None), ~or_(*used, merged)
    )
    doomed = list(connection.execute(unused, {"of_team": team_id}).scalars())
    if doomed:
        for table, column in ((AREA_DAY, AREA_DAY.c.area_id), (AREA, AREA.c.id)):
            connection.execute(delete(table).where(table.c.team_id == _TEAM, column.in_(doomed)), {"of_team": team_id})
