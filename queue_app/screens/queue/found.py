"""Matches of a filter outside the waiting items: items in progress; for a search also finished and dropped ones.

Running items are few. Of closed ones it looks at the newest, and directly at the item whose number was typed, however old.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, select

from queue_app.domain.filters import Condition, Filter
from queue_app.domain.queue.item import State
from queue_app.domain.team.team import Team
from queue_app.screens.flow.closed import Only, Shape, last_looked_at, newest_first
from queue_app.screens.frame import Viewer
from queue_app.screens.search import in_areas, narrowing, number_of, shape_of, values_of, words_of
from queue_app.store.tables import ITEM


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A match that does not wait. `on`: the day it was finished or dropped."""

    number: int
    title: str
    state: State
    on: date | None = None


@dataclass(frozen=True, slots=True)
class FoundElsewhere:
    """Running matches in their order, then closed ones, newest first. `more`: closed ones beyond these may match."""

    items: tuple[FoundItem, ...] = ()
    more: bool = False


NOTHING_ELSEWHERE = FoundElsewhere()
MOST = 10
"""How many finished and dropped items are listed. The page of finished items lists all."""

_TEAM: BindParameter[int] = bindparam("team")
_ROW = select(
    *(ITEM.c[name] for name in ("id", "number", "title", "state", "rank", "finished_on", "dropped_at"))
).where(ITEM.c.team_id == _TEAM)
_LISTS: tuple[Only, ...] = ("finished", "dropped")


@lru_cache(maxsize=32)
def _running(words: int, areas: bool, only: tuple[Condition, ...]) -> Select[Any]:
    return _ROW.where(ITEM.c.slot.is_not(None), *narrowing(words, areas, only))


@lru_cache(maxsize=2)
def _numbered(areas: bool) -> Select[Any]:
    rows = _ROW.where(ITEM.c.number == bindparam("number0"), ITEM.c.rank.is_(None))
    return rows.where(in_areas()) if areas else rows


@lru_cache(maxsize=64)
def _newest(shape: Shape) -> Select[Any]:
    return newest_first(shape).limit(MOST + 1)


def found_elsewhere(connection: Connection, viewer: Viewer, team: Team, narrowed: Filter) -> FoundElsewhere:
    """The other matches of a filter. At most six statements; none without a filter.

    Only a search looks at closed items, and only if they can match: none of them is blocked, new or waiting for another.
    """
    if not narrowed.is_set:
        return NOTHING_ELSEWHERE
    words = words_of(narrowed.words)
    query = {"team": team.id, **values_of(narrowed, viewer.person)}
    running = connection.execute(_running(*shape_of(narrowed)), query).mappings().all()
    runs = sorted(running, key=lambda row: int(row["rank"]))
    if not words or narrowed.only:
        return FoundElsewhere(tuple(_item(row, team) for row in runs))
    areas = bool(narrowed.areas)
    lists = [_closed(connection, Shape(only, len(words), areas), query) for only in _LISTS]
    closed = sorted((row for rows, _ in lists for row in rows), key=lambda row: _day(row, team), reverse=True)
    if len(words) == 1 and number_of(words[0]):
        named = connection.execute(_numbered(areas), query).mappings().all()
        closed = [*named, *(row for row in closed if row["number"] != query["number0"])]
    more = len(closed) > MOST or any(more for _, more in lists)
    return FoundElsewhere(tuple(_item(row, team) for row in [*runs, *closed[:MOST]]), more)


def _closed(connection: Connection, shape: Shape, query: Mapping[str, Any]) -> tuple[Sequence[RowMapping], bool]:
    """The newest matches on a list, and whether there may be more."""
    stop = last_looked_at(connection, shape, query)
    if stop is not None:
        shape, query = shape.stopped(), {**query, **stop.bound}
    rows = connection.execute(_newest(shape), query).mappings().all()
    return rows, stop is not None or len(rows) > MOST


def _day(row: RowMapping, team: Team) -> date:
    on: date = row["finished_on"] or team.day(row["dropped_at"])
    return on


def _item(row: RowMapping, team: Team) -> FoundItem:
    on = None if row["state"] == State.IN_PROGRESS else _day(row, team)
    return FoundItem(row["number"], row["title"], State(row["state"]), on)
