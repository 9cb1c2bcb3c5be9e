"""Lists of items that were finished, dropped or added: newest first, searched, between two cursors.

Statements are built once per shape. A search looks at the newest items only, so it costs no more after a long past.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, select, tuple_

from queue_app.screens.search import in_areas, matches
from queue_app.store.tables import ITEM

Only = Literal["finished", "dropped", "added"]
LOOKED = 2_000
"""How many of the newest items a search looks at."""
WHEN: dict[Only, Any] = {"finished": ITEM.c.finished_on, "dropped": ITEM.c.dropped_at, "added": ITEM.c.came_on}
"""{list: the column of its day or moment}."""

_TEAM: BindParameter[int] = bindparam("team")
_COLUMNS = ("id", "number", "title", "state", "started_on", "finished_on", "dropped_at", "came_on", "improvement")


@dataclass(frozen=True, slots=True)
class Shape:
    """A list with its conditions. `words` counts them; `ranged`: the days `since` to `until`; `after` and `stops`: the
    cursors."""

    only: Only
    words: int = 0
    areas: bool = False
    ranged: bool = False
    after: bool = False
    stops: bool = False

    def stopped(self) -> "Shape":
        """The same list, down to the last item that a search looks at."""
        return replace(self, stops=True)


@dataclass(frozen=True, slots=True)
class LastLooked:
    """The last item that a search looks at."""

    id: int
    number: int
    when: date | datetime

    @property
    def bound(self) -> dict[str, Any]:
        """The parameters of a stopped list."""
        return {"stop_when": self.when, "stop_id": self.id}


@lru_cache(maxsize=64)
def closed_rows(shape: Shape) -> Select[Any]:
    """The matches on the list, between two cursors."""
    rows = select(*(ITEM.c[name] for name in _COLUMNS)).where(*_listed(shape), *matches(shape.words))
    if shape.areas:
        rows = rows.where(in_areas())
    at = tuple_(WHEN[shape.only], ITEM.c.id)
    rows = rows.where(at < _bound(shape.only, "after")) if shape.after else rows
    return rows.where(at >= _bound(shape.only, "stop")) if shape.stops else rows


def newest_first(shape: Shape) -> Select[Any]:
    """The matches, newest first."""
    return closed_rows(shape).order_by(WHEN[shape.only].desc(), ITEM.c.id.desc())


def last_looked_at(connection: Connection, shape: Shape, query: Mapping[str, Any]) -> LastLooked | None:
    """The last item that a search looks at; None if it looks at all of them."""
    row = connection.execute(_last_looked_at(replace(shape, words=0, areas=False)), query).one_or_none()
    return LastLooked(*row) if row is not None else None


@lru_cache(maxsize=64)
def _last_looked_at(shape: Shape) -> Select[Any]:
    rows = newest_first(shape).with_only_columns(ITEM.c.id, ITEM.c.number, WHEN[shape.only].label("when"))
    return rows.offset(LOOKED - 1).limit(1)


def _listed(shape: Shape) -> tuple[ColumnElement[bool], ...]:
    """The items of the list, in the form of the index on the day; every item was added."""
    when = WHEN[shape.only]
    listed = (ITEM.c.team_id == _TEAM, when.is_not(None))
    if not shape.ranged:
        return listed
    return (*listed, when >= bindparam("since", type_=when.type), when < bindparam("until", type_=when.type))


def _bound(only: Only, name: str) -> Any:
    return tuple_(bindparam(f"{name}_when", type_=WHEN[only].type), bindparam(f"{name}_id", type_=ITEM.c.id.type))
