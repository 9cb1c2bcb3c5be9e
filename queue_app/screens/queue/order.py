"""The order history: the events that changed the order, newest first, a page at a time, with reason, person and time."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from queue_app.domain.queue.events import OF_THE_ORDER_HISTORY
from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.history import events_query, history_lines
from queue_app.screens.queue.steady import Steady, steadiness
from queue_app.screens.values import Frame, HistoryLine
from queue_app.store.queue.history import newest_of
from queue_app.store.tables import EVENT


@dataclass(frozen=True, slots=True)
class OrderDay:
    """The changes of one day of the team's calendar, newest first."""

    on: date
    lines: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class OrderScreen:
    """The line whose `seq` is that of `frame.undo` can be undone here.

    `before` is the cursor of older lines, None on the last page. `steady` is on the first page if the top changed at
    least twice.
    """

    frame: Frame
    days: tuple[OrderDay, ...]
    before: int | None = None
    steady: Steady | None = None


PAGE = 100

_ROWS: BindParameter[int] = bindparam("rows")
_NEWEST = newest_of(OF_THE_ORDER_HISTORY, _ROWS, bindparam("before"))
_LINES = events_query().where(EVENT.c.seq.in_(select(_NEWEST.c.seq).order_by(_NEWEST.c.seq.desc()).limit(_ROWS)))


def order_screen(connection: Connection, viewer: Viewer, before: int | None = None, size: int = PAGE) -> OrderScreen:
    """`size` lines for this viewer; `before` is the cursor of the previous page. Raises NotFound."""
    scene = read_full_scene(connection, viewer)
    end = scene.frame.revision + 1 if before is None else before
    rows: list[Any] = list(
        connection.execute(_LINES, {"team": viewer.team, "before": end, "rows": size + 1}).mappings()
    )
    lines = history_lines(connection, viewer.team, rows[:size], names=scene.names)
    by_day = groupby(lines, key=lambda line: scene.team.day(line.at))
    return OrderScreen(
        frame=scene.frame,
        days=tuple(OrderDay(on, tuple(group)) for on, group in by_day),
        before=lines[-1].seq if len(rows) > size else None,
        steady=steadiness(connection, viewer.team, viewer.now) if before is None else None,
    )
