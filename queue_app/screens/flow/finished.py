"""The page of finished items by day, of dropped and of added items. It shows no people.

Rows are read newest first, a page at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import BindParameter, ColumnElement, Connection, RowMapping, Select, bindparam, func, select, tuple_

from queue_app.domain.flow.span import DAY, Span
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import OrderChanged
from queue_app.domain.team.team import Team
from queue_app.screens.frame import Scene, Viewer, read_full_scene
from queue_app.screens.queue.parts import areas_of
from queue_app.screens.search import matches, search_values, words_of
from queue_app.screens.values import AreaShown, Frame
from queue_app.store.tables import ITEM

Only = Literal["finished", "dropped", "added"]


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

    `after` is the cursor of the next page, None on the last one. `reopen` and `restore` are verbs of `frame.me.may`.
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


PAGE = 100

_TEAM: BindParameter[int] = bindparam("team")
_WHEN: dict[Only, Any] = {"finished": ITEM.c.finished_on, "dropped": ITEM.c.dropped_at, "added": ITEM.c.created_at}


def _closed(only: Only) -> tuple[ColumnElement[bool], ...]:
    """The finished or dropped items, in the form of the index on the day; every item was added."""
    return (ITEM.c.team_id == _TEAM, _WHEN[only].is_not(None))


def _within(only: Only, ranged: bool) -> tuple[ColumnElement[bool], ...]:
    when = _WHEN[only]
    return (when >= bindparam("since", type_=when.type), when < bindparam("until", type_=when.type)) if ranged else ()


_COUNTED: tuple[Only, ...] = ("finished", "dropped")
_COUNTS = select(
    *(select(func.count()).select_from(ITEM).where(*_closed(only)).scalar_subquery().label(only) for only in _COUNTED)
)
_CURSOR = select(ITEM.c.id, *_WHEN.values()).where(ITEM.c.team_id == _TEAM, ITEM.c.number == bindparam("number"))


@lru_cache(maxsize=64)
def _page(only: Only, words: int, ranged: bool, after: bool) -> Select[Any]:
    when = _WHEN[only]
    names = (
        "id", "number", "title", "state", "started_on", "finished_on", "dropped_at", "created_at", "improvement",
    )  # fmt: skip
    page = select(*(ITEM.c[name] for name in names)).where(*_closed(only), *_within(only, ranged), *matches(words))
    if after:
        last = tuple_(bindparam("after_when", type_=when.type), bindparam("after_id", type_=ITEM.c.id.type))
        page = page.where(tuple_(when, ITEM.c.id) < last)
    return page.order_by(when.desc(), ITEM.c.id.desc()).limit(bindparam("rows"))


@lru_cache(maxsize=64)
def _count(only: Only, words: int, ranged: bool) -> Select[Any]:
    return select(func.count()).select_from(ITEM).where(*_closed(only), *_within(only, ranged), *matches(words))


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
    shape = (only, len(words_of(words)), within is not None)
    query: dict[str, Any] = {"team": viewer.team, **search_values(words_of(words)), **_bounds(scene.team, only, within)}
    counts = connection.execute(_COUNTS, {"team": viewer.team}).mappings().one()
    whole = shape[1:] == (0, False) and only in counts
    matching = counts[only] if whole else connection.execute(_count(*shape), query).scalar_one()
    if after is not None:
        query |= _after(connection, viewer.team, only, after)
    page = _page(*shape, after is not None)
    rows = connection.execute(page, query | {"rows": size + 1}).mappings().all()
    areas = areas_of(connection, viewer.team, [row["id"] for row in rows])
    return FinishedScreen(
        frame=scene.frame,
        only=only,
        days=_days(rows[:size], scene, only, areas),
        finished=counts["finished"],
        dropped=counts["dropped"],
        matches=matching,
        words=words,
        within=within,
        after=str(rows[size - 1]["number"]) if len(rows) > size else None,
    )


def _bounds(team: Team, only: Only, within: Span | None) -> dict[str, Any]:
    if within is None:
        return {}
    first, end = within.first, within.last + DAY
    return (
        {"since": first, "until": end}
        if only == "finished"
        else {"since": team.start_of(first), "until": team.start_of(end)}
    )


def _after(connection: Connection, team: int, only: Only, number: int) -> dict[str, Any]:
    row = connection.execute(_CURSOR, {"team": team, "number": number}).mappings().one_or_none()
    when = row[_WHEN[only].name] if row is not None else None
    if row is None or when is None:
        raise OrderChanged
    return {"after_when": when, "after_id": row["id"]}


def _days(
    rows: Sequence[RowMapping], scene: Scene, only: Only, areas: Mapping[int, tuple[AreaShown, ...]]
) -> tuple[FinishedDay, ...]:
    by_day = groupby(rows, key=lambda row: _day(row, scene.team, only))
    return tuple(FinishedDay(on, tuple(_row(row, areas) for row in group)) for on, group in by_day)


def _day(row: RowMapping, team: Team, only: Only) -> Any:
    return row["finished_on"] if only == "finished" else team.day(row[_WHEN[only].name])


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
