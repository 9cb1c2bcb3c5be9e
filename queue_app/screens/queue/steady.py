"""How steady the top is: the changes of the top in 14 days, and their summary. It shows no names.

The events of the last 14 days are replayed from the present order. One statement if nothing changed, else at most
three.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam

from queue_app.domain.flow.steadiness import (
    WINDOW,
    OrderEvent,
    Steadiness,
    TopChange,
    enough_of_order,
    steadiness_of,
    top_changes,
)
from queue_app.domain.queue.events import OF_THE_ORDER, OF_THE_TOP
from queue_app.domain.queue.item import State
from queue_app.screens.frame import Scene
from queue_app.screens.history import events_query, history_lines, links
from queue_app.screens.values import HistoryLine, ItemLink
from queue_app.store.forecast.finished_work import open_items
from queue_app.store.queue.history import any_kind, last_until
from queue_app.store.queue.order import LIMIT
from queue_app.store.tables import EVENT


@dataclass(frozen=True, slots=True)
class BackAtTop:
    """An item that returned to the top, and the day on which it had left it unstarted."""

    item: ItemLink
    left: date


@dataclass(frozen=True, slots=True)
class TopMove:
    """A change of the top, a put back or a swap, and the items that it brought back."""

    line: HistoryLine
    back: tuple[BackAtTop, ...] = ()


@dataclass(frozen=True, slots=True)
class Steady:
    """The summary of 14 days, and the items that went back and forth."""

    facts: Steadiness
    bounced: tuple[ItemLink, ...] = ()


MOST = 300
"""How many events of the order are read. If there were more in 14 days, no summary is shown."""

_EVENTS = (
    events_query()
    .add_columns(LIMIT.label("wip"))
    .where(EVENT.c.seq > last_until(bindparam("since", type_=EVENT.c.at.type)), any_kind().in_(OF_THE_TOP))
    .limit(MOST)
)
"""Newest first."""
_FIRST = open_items().limit(bindparam("rows"))


@dataclass(frozen=True, slots=True)
class TopHistory:
    """The changes of the top, oldest first, with the rows of their events by number. `whole`: none is missing."""

    changes: tuple[TopChange, ...] = ()
    rows: Mapping[int, RowMapping] | None = None
    whole: bool = True

    def since(self, at: datetime) -> list[TopChange]:
        """The changes after a moment."""
        rows = self.rows or {}
        return [change for change in self.changes if rows[change.event.seq]["at"] > at]


def top_history(connection: Connection, team: int, now: datetime, since: datetime | None = None) -> TopHistory:
    """The changes of the last 14 days, and earlier ones back to `since`."""
    window = now - WINDOW
    start = min(since, window) if since else window
    rows = list(connection.execute(_EVENTS, {"team": team, "since": start}).mappings())
    if not any(row["kind"] in OF_THE_ORDER for row in rows):
        return TopHistory()
    happened = [OrderEvent(row["seq"], row["kind"], row["data"]) for row in rows]
    limit = rows[0]["wip"]
    query = {"team": team, "rows": enough_of_order(happened, limit)}
    standing = [(row.id, State.IN_PROGRESS if row.runs else State.WAITING) for row in connection.execute(_FIRST, query)]
    changes = top_changes(standing, happened, limit)
    return TopHistory(changes, {row["seq"]: row for row in rows}, len(rows) < MOST)


def steadiness(connection: Connection, team: int, now: datetime, history: TopHistory | None = None) -> Steady | None:
    """How steady the top was; None if it changed less than twice, or too often to be read."""
    history = top_history(connection, team, now) if history is None else history
    facts = steadiness_of(history.since(now - WINDOW)) if history.whole else None
    if facts is None:
        return None
    linked = _links(connection, team, facts.bounced)
    return Steady(facts, tuple(linked[item] for item in facts.bounced if item in linked))


def top_moves(connection: Connection, scene: Scene, history: TopHistory, since: datetime) -> tuple[TopMove, ...]:
    """The changes of the top, put backs and swaps after `since`, newest first."""
    changes = [change for change in reversed(history.since(since)) if _is_shown(change)]
    if not changes or history.rows is None:
        return ()
    rows = [history.rows[change.event.seq] for change in changes]
    lines = history_lines(connection, scene.team.id, rows, names=False)
    linked = _links(connection, scene.team.id, {item for change in changes for item in change.back})
    return tuple(
        TopMove(line, _back(change, scene, history.rows, linked)) for line, change in zip(lines, changes, strict=True)
    )


def _is_shown(change: TopChange) -> bool:
    return change.counts or change.event.kind in ("put_back", "swapped")


def _back(
    change: TopChange, scene: Scene, rows: Mapping[int, RowMapping], linked: Mapping[int, ItemLink]
) -> tuple[BackAtTop, ...]:
    day = scene.team.day
    return tuple(BackAtTop(linked[item], day(rows[seq]["at"])) for item, seq in change.back.items() if item in linked)


def _links(connection: Connection, team: int, items: Iterable[int]) -> Mapping[int, ItemLink]:
    ids: Sequence[Any] = list(items)
    return links(connection, team, ids) if ids else {}
