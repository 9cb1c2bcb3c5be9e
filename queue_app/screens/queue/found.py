"""What a search of the queue finds outside of the waiting items: in progress, finished, dropped.

Running items are few. Of closed ones it looks at the newest, and directly at the item whose number was typed, however old.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, select

from queue_app.domain.queue.item import State
from queue_app.domain.team.team import Team
from queue_app.screens.flow.closed import Only, Shape, last_looked_at, newest_first
from queue_app.screens.search import Filter, in_area, matches, number_of, search_values, words_of
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
"""So many finished and dropped items are listed. The page of finished items lists all."""

_TEAM: BindParameter[int] = bindparam("team")
_ROW = select(
    *(ITEM.c[name] for name in ("id", "number", "title", "state", "rank", "finished_on", "dropped_at"))
).where(ITEM.c.team_id == _TEAM)
_LISTS: tuple[Only, ...] = ("finished", "dropped")


@lru_cache(maxsize=32)
def _running(words: int, area: bool) -> Select[Any]:
    rows = _ROW.where(ITEM.c.slot.is_not(None), *matches(words))
    return rows.where(in_area()) if area else rows


@lru_cache(maxsize=2)
def _numbered(area: bool) -> Select[Any]:
    rows = _ROW.where(ITEM.c.number == bindparam("number0"), ITEM.c.rank.is_(None))
    return rows.where(in_area()) if area else rows


@lru_cache(maxsize=64)
def _newest(shape: Shape) -> Select[Any]:
    return newest_first(shape).limit(MOST + 1)


def found_elsewhere(connection: Connection, team: Team, narrowed: Filter) -> FoundElsewhere:
    """The other matches of a search. At most six statements; none without words, or where only some waiting items are shown."""
    words = words_of(narrowed.words)
    if not words or narrowed.only:
        return NOTHING_ELSEWHERE
    area = narrowed.area is not None
    query = {"team": team.id, **search_values(words)} | ({"area": narrowed.area} if area else {})
    running = connection.execute(_running(len(words), area), query).mappings().all()
    lists = [_closed(connection, Shape(only, len(words), area), query) for only in _LISTS]
    closed = sorted((row for rows, _ in lists for row in rows), key=lambda row: _day(row, team), reverse=True)
    if len(words) == 1 and number_of(words[0]):
        named = connection.execute(_numbered(area), query).mappings().all()
        closed = [*named, *(row for row in closed if row["number"] != query["number0"])]
    rows = [*sorted(running, key=lambda row: int(row["rank"])), *closed[:MOST]]
    return FoundElsewhere(tuple(_item(row, team) for row in rows), len(closed) > MOST or any(more for _, more in lists))


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
