"""The page of finished items by day, of dropped and of added items. It shows no people.

Rows are read newest first, a page at a time, and counts are sums of days. A search looks at the newest items (`closed.py`);
a link looks further back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, func, select

from queue_app.domain.flow.span import DAY, Span
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import OrderChanged
from queue_app.domain.team.team import Team
from queue_app.screens.flow.closed import WHEN, Only, Shape, closed_rows, last_looked_at, newest_first
from queue_app.screens.frame import Scene, Viewer, read_full_scene
from queue_app.screens.queue.parts import areas_of
from queue_app.screens.search import search_values, words_of
from queue_app.screens.values import AreaShown, Frame
from queue_app.store.tables import DAY_SUM, ITEM


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """An item that was finished, dropped or added.

    `took`: calendar days from start to finish, None if the start is unknown.
    """

    number: int
    title: str
    state: State
    areas: tuple[AreaShown, ...] = ()
    took: int | None = None
    improvement: bool = False


@dataclass(frozen=True, slots=True)
class FinishedDay:
    """The items finished, dropped or added on one day of the team's calendar."""

    on: date
    rows: tuple[ClosedRow, ...]


@dataclass(frozen=True, slots=True)
class FinishedScreen:
    """`only` names the list. `finished` and `dropped` are the totals; `matches` counts the matches of `words` and
    `within`.

    `after` is the cursor of the next page, None on the last one. `back_to`: the day at which the search stopped, None if it saw
    all; then `matches` counts those from there on. `reopen` and `restore` are verbs of `frame.me.may`.
    """

    frame: Frame
    only: Only
    days: tuple[FinishedDay, ...]
    finished: int
    dropped: int
    matches: int
    words: str = ""
    within: Span | None = None
    after: str | None = None
    back_to: date | None = None


PAGE = 100

_TEAM: BindParameter[int] = bindparam("team")
_SUMS: dict[Only, Any] = {"finished": DAY_SUM.c.finished, "dropped": DAY_SUM.c.dropped, "added": DAY_SUM.c.came}
_COUNTS = select(*(func.coalesce(func.sum(items), 0).label(only) for only, items in _SUMS.items())).where(
    DAY_SUM.c.team_id == _TEAM
)
_COUNTS_WITHIN = _COUNTS.where(
    DAY_SUM.c.day >= bindparam("first", type_=DAY_SUM.c.day.type),
    DAY_SUM.c.day <= bindparam("last", type_=DAY_SUM.c.day.type),
)
_CURSOR = select(ITEM.c.id, *WHEN.values()).where(ITEM.c.team_id == _TEAM, ITEM.c.number == bindparam("number"))


@lru_cache(maxsize=64)
def _page(shape: Shape) -> Select[Any]:
    return newest_first(shape).limit(bindparam("rows"))


@lru_cache(maxsize=64)
def _count(shape: Shape) -> Select[Any]:
    return closed_rows(shape).with_only_columns(func.count())


def finished_screen(
    connection: Connection,
    viewer: Viewer,
    only: Only = "finished",
    words: str = "",
    after: int | None = None,
    within: Span | None = None,
    size: int = PAGE,
) -> FinishedScreen:
    """`size` items for this viewer, of all days or of those `within`. `after`: the number of the last item of the page
    before.

    Raises NotFound, and OrderChanged if that item is no longer on the list.
    """
    scene = read_full_scene(connection, viewer)
    query: dict[str, Any] = {"team": viewer.team, **search_values(words_of(words)), **_bounds(scene.team, only, within)}
    if after is not None:
        query |= _after(connection, viewer.team, only, after)
    shape = Shape(only, len(words_of(words)), ranged=within is not None, after=after is not None)
    stop = last_looked_at(connection, shape, query) if shape.words else None
    if stop is not None:
        shape, query = shape.stopped(), query | stop.bound
    rows = connection.execute(_page(shape), query | {"rows": size + 1}).mappings().all()
    areas = areas_of(connection, viewer.team, [row["id"] for row in rows])
    counts = _counts(connection, viewer.team)
    return FinishedScreen(
        frame=scene.frame,
        only=only,
        days=_days(rows[:size], scene, only, areas),
        finished=counts["finished"],
        dropped=counts["dropped"],
        matches=connection.execute(_count(shape), query).scalar_one()
        if shape.words
        else (counts if within is None else _counts(connection, viewer.team, within))[only],
        words=words,
        within=within,
        after=str(rows[size - 1]["number"]) if len(rows) > size else str(stop.number) if stop else None,
        back_to=_day({WHEN[only].name: stop.when}, scene.team, only) if stop else None,
    )


def _counts(connection: Connection, team: int, within: Span | None = None) -> RowMapping:
    """The sums of all days, or of those `within`."""
    query: dict[str, Any] = {"team": team} | ({"first": within.first, "last": within.last} if within else {})
    return connection.execute(_COUNTS_WITHIN if within else _COUNTS, query).mappings().one()


def _bounds(team: Team, only: Only, within: Span | None) -> dict[str, Any]:
    if within is None:
        return {}
    first, end = within.first, within.last + DAY
    return (
        {"since": first, "until": end}
        if only != "dropped"
        else {"since": team.start_of(first), "until": team.start_of(end)}
    )


def _after(connection: Connection, team: int, only: Only, number: int) -> dict[str, Any]:
    row = connection.execute(_CURSOR, {"team": team, "number": number}).mappings().one_or_none()
    when = row[WHEN[only].name] if row is not None else None
    if row is None or when is None:
        raise OrderChanged
    return {"after_when": when, "after_id": row["id"]}


def _days(
    rows: Sequence[RowMapping], scene: Scene, only: Only, areas: Mapping[int, tuple[AreaShown, ...]]
) -> tuple[FinishedDay, ...]:
    by_day = groupby(rows, key=lambda row: _day(row, scene.team, only))
    return tuple(FinishedDay(on, tuple(_row(row, areas) for row in group)) for on, group in by_day)


def _day(row: Mapping[Any, Any], team: Team, only: Only) -> Any:
    when = row[WHEN[only].name]
    return team.day(when) if only == "dropped" else when


def _row(row: RowMapping, areas: Mapping[int, tuple[AreaShown, ...]]) -> ClosedRow:
    timed = row["finished_on"] is not None and row["started_on"] is not None
    return ClosedRow(
        number=row["number"],
        title=row["title"],
        state=State(row["state"]),
        areas=areas.get(row["id"], ()),
        took=(row["finished_on"] - row["started_on"]).days if timed else None,
        improvement=row["improvement"],
    )
