"""The page that moves one item without a pointer: its position, and the items to put it above or below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, select

from queue_app.domain.errors import NotFound
from queue_app.domain.filters import Filter
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import NotOpen
from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.queue.parts import areas_of
from queue_app.screens.queue.positions import WAITING_ITEMS, place_among_running, position
from queue_app.screens.queue.running import reason_of
from queue_app.screens.queue.steady import Steady, steadiness
from queue_app.screens.queue.waiting import WaitingRow, numbers_in_order, waiting_page, waiting_row
from queue_app.screens.values import Frame, ItemLink, ReasonShown
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM


@dataclass(frozen=True, slots=True)
class MoveScreen:
    """`anchors` are the search results for `words`, without words the item's neighbours; never the item itself.

    A running item moves among the running ones: then `anchors` and positions are those of running items.
    """

    frame: Frame
    item: ItemLink
    anchors: tuple[WaitingRow, ...]
    waiting: int
    reason: ReasonShown | None = None
    words: str = ""
    steady: Steady | None = None


AROUND = 5
"""Neighbours above and below that are offered without a search."""
FOUND = 30

_TEAM: BindParameter[int] = bindparam("team")
_ITEM = select(
    *(ITEM.c[name] for name in ("id", "number", "title", "state", "rank", "reason", "reason_kind")),
    position(ITEM).label("position"),
    place_among_running(ITEM).label("place"),
    WAITING_ITEMS.scalar_subquery().label("waiting"),
).where(ITEM.c.team_id == _TEAM, ITEM.c.number == bindparam("number"))
_RUNNING = select(ITEM.c.number, ITEM.c.title, ITEM.c.rank).where(ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None))


_AT = (
    select(ITEM.c.number)
    .where(ITEM.c.team_id == _TEAM, waiting(ITEM), ITEM.c.rank.is_not(None))
    .order_by(ITEM.c.rank)
    .offset(bindparam("passed"))
    .limit(1)
)


def _beside(upwards: bool) -> Select[Any]:
    rank = bindparam("rank", type_=ITEM.c.rank.type)
    beyond = ITEM.c.rank < rank if upwards else ITEM.c.rank > rank
    return (
        select(ITEM.c.number, ITEM.c.title, ITEM.c.rank)
        .where(ITEM.c.team_id == _TEAM, waiting(ITEM), beyond)
        .order_by(ITEM.c.rank.desc() if upwards else ITEM.c.rank)
        .limit(AROUND)
    )


_ABOVE, _BELOW = _beside(upwards=True), _beside(upwards=False)


def move_screen(connection: Connection, viewer: Viewer, number: int, words: str = "") -> MoveScreen:
    """The page for this viewer. Raises NotFound, NotOpen."""
    scene = read_full_scene(connection, viewer)
    row = connection.execute(_ITEM, {"team": viewer.team, "number": number}).mappings().one_or_none()
    if row is None:
        raise NotFound
    state = State(row["state"])
    if row["rank"] is None:
        raise NotOpen(title=row["title"], state=state)
    runs = state is State.IN_PROGRESS
    params = {"team": viewer.team, "by": viewer.person, "today": scene.frame.today}
    if runs:
        anchors = _running(connection, viewer.team)
    elif words:
        anchors = _search(connection, params, words)
    else:
        anchors = _neighbours(connection, viewer.team, row)
    return MoveScreen(
        frame=scene.frame,
        item=ItemLink(row["number"], row["title"], state, row["place"] if runs else row["position"]),
        anchors=tuple(anchor for anchor in anchors if anchor.number != number),
        waiting=row["waiting"],
        reason=reason_of(row),
        words=words,
        steady=None if runs else steadiness(connection, viewer.team, viewer.now),
    )


def anchor_of_many(connection: Connection, team: int, numbers: Sequence[int], place: int) -> dict[str, str]:
    """The inputs that put several waiting items at a position: above the item that is there without them, or the bottom."""
    others = [number for number in numbers_in_order(connection, team, place + len(numbers)) if number not in numbers]
    return {"above": str(others[place - 1])} if place <= len(others) else {"to": "bottom"}


def number_at(connection: Connection, team: int, place: int) -> int | None:
    """The number of the waiting item at a position (1 = first), None beyond the last."""
    number: int | None = connection.execute(_AT, {"team": team, "passed": place - 1}).scalar_one_or_none()
    return number


def anchor_at(connection: Connection, team: int, number: int, place: int) -> dict[str, str]:
    """The inputs that move the waiting item `number` to a position: one anchor, or the bottom beyond the last."""
    row = connection.execute(_ITEM, {"team": team, "number": number}).one_or_none()
    neighbour = number_at(connection, team, place)
    if row is None or row.position is None or neighbour is None:
        return {"to": "bottom"}
    if place < row.position:
        return {"above": str(neighbour)}
    if place > row.position:
        return {"below": str(neighbour)}
    upper = number_at(connection, team, place - 1) if place > 1 else None
    lower = number_at(connection, team, place + 1)
    return {"below": str(upper)} if upper else {"above": str(lower)} if lower else {"to": "bottom"}


def _running(connection: Connection, team: int) -> list[WaitingRow]:
    rows = sorted(connection.execute(_RUNNING, {"team": team}), key=lambda row: int(row.rank))
    return [WaitingRow(place, row.number, row.title) for place, row in enumerate(rows, start=1)]


def _search(connection: Connection, params: dict[str, Any], words: str) -> list[WaitingRow]:
    rows = waiting_page(connection, params, Filter(words=words)).rows[:FOUND]
    areas = areas_of(connection, params["team"], [row["id"] for _, row in rows])
    return [waiting_row(place, row, areas) for place, row in rows]


def _neighbours(connection: Connection, team: int, row: RowMapping) -> list[WaitingRow]:
    query = {"team": team, "rank": row["rank"]}
    above = [(row["position"] - n, near) for n, near in enumerate(connection.execute(_ABOVE, query), start=1)]
    below = [(row["position"] + n, near) for n, near in enumerate(connection.execute(_BELOW, query), start=1)]
    return [WaitingRow(place, near.number, near.title) for place, near in [*reversed(above), *below]]
