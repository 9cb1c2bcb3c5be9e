"""The history of the team in pages: newest first, or in order after a given event.

Events that concern one person alone are left out, so numbers may have gaps.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from queue_app.domain.errors import NotFound
from queue_app.domain.queue.events import OF_ONE_PERSON
from queue_app.screens.frame import Viewer, read_full_scene, read_scene
from queue_app.screens.history import events_query, history_lines, history_of
from queue_app.screens.values import Frame, HistoryLine
from queue_app.store.tables import EVENT, ITEM


@dataclass(frozen=True, slots=True)
class EventsScreen:
    """Some lines of the history. `more`: there are others beyond the last line."""

    frame: Frame
    lines: tuple[HistoryLine, ...]
    more: bool = False


_ROWS: Any = bindparam("rows")
_KNOWN = events_query().where(EVENT.c.kind.not_in(OF_ONE_PERSON))
_NEWEST = _KNOWN.where(EVENT.c.seq < bindparam("before")).limit(_ROWS)
_FOLLOWING = _KNOWN.where(EVENT.c.seq > bindparam("after")).order_by(None).order_by(EVENT.c.seq).limit(_ROWS)
_ITEM = select(ITEM.c.id).where(ITEM.c.team_id == bindparam("team"), ITEM.c.number == bindparam("number"))


def past_events(connection: Connection, viewer: Viewer, before: int | None, size: int) -> EventsScreen:
    """`size` events before the number `before`, newest first; without it the last ones. Raises NotFound."""
    scene = read_full_scene(connection, viewer)
    end = scene.frame.revision + 1 if before is None else before
    lines = _part(connection, viewer.team, _NEWEST, {"before": end}, size, names=scene.names)
    return EventsScreen(scene.frame, *lines)


def events_after(connection: Connection, viewer: Viewer, after: int, size: int) -> EventsScreen:
    """`size` events after the number `after`, in the order in which they happened. Raises NotFound."""
    scene = viewer.scene or read_scene(connection, viewer)
    return EventsScreen(scene.frame, *lines_after(connection, viewer.team, after, size, names=scene.names))


def lines_after(
    connection: Connection, team: int, after: int, size: int, *, names: bool
) -> tuple[tuple[HistoryLine, ...], bool]:
    """The rows as lines, and whether there are more. For streams, which have checked the viewer's rights. Two statements."""
    return _part(connection, team, _FOLLOWING, {"after": after}, size, names=names)


def events_of_item(connection: Connection, viewer: Viewer, number: int) -> EventsScreen:
    """The history of one item, newest first. Raises NotFound."""
    scene = read_full_scene(connection, viewer)
    item = connection.execute(_ITEM, {"team": viewer.team, "number": number}).scalar_one_or_none()
    if item is None:
        raise NotFound
    return EventsScreen(scene.frame, history_of(connection, scene, item))


def _part(
    connection: Connection, team: int, query: Any, cursor: dict[str, int], size: int, *, names: bool
) -> tuple[tuple[HistoryLine, ...], bool]:
    rows: list[Any] = list(connection.execute(query, {"team": team, "rows": size + 1, **cursor}).mappings())
    return tuple(history_lines(connection, team, rows[:size], names=names)), len(rows) > size
