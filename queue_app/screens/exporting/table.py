"""Streams the items of a team as a table, row by row."""

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from queue_app.domain.errors import NotFound
from queue_app.domain.exporting.spreadsheet import HEADINGS, cells
from queue_app.screens.exporting.items import CHUNK, areas_by_item
from queue_app.screens.exporting.places import Places
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM, TEAM

_TEAM: BindParameter[int] = bindparam("team")
_NAMES = (
    *("id", "number", "title", "reference", "state", "improvement", "created_at", "came_on"),
    *("started_on", "finished_on", "dropped_on"),
)
_ITEMS = (
    select(*(ITEM.c[name] for name in _NAMES))
    .where(ITEM.c.team_id == _TEAM, ITEM.c.number > bindparam("after"))
    .order_by(ITEM.c.number)
    .limit(CHUNK)
)
_POSITIONS = (
    select(ITEM.c.id, func.row_number().over(order_by=ITEM.c.rank))
    .where(ITEM.c.team_id == _TEAM, waiting(ITEM))
    .order_by(ITEM.c.id)
)
_EXISTS = select(TEAM.c.id).where(TEAM.c.id == _TEAM)
BOM = "\ufeff"
"""The byte order mark, which tells spreadsheets that the text is UTF-8."""


def team_table(connection: Connection, team: int, _at: Any = None) -> Iterator[str]:
    """The lines of the table. Raises NotFound before the first one."""
    if connection.execute(_EXISTS, {"team": team}).one_or_none() is None:
        raise NotFound
    return _lines(connection, team)


class _Line:
    """A file for `csv.writer` whose `write` returns the row as text."""

    def write(self, text: str) -> str:
        return text


def _lines(connection: Connection, team: int) -> Iterator[str]:
    line: Callable[[Sequence[str]], str] = csv.writer(_Line()).writerow
    yield BOM + line(HEADINGS)
    positions, after = Places(connection.execute(_POSITIONS, {"team": team})), 0
    while rows := connection.execute(_ITEMS, {"team": team, "after": after}).mappings().all():
        areas = areas_by_item(connection, team, [row["id"] for row in rows])
        for row in rows:
            yield line(cells(row, areas[row["id"]], positions.get(row["id"])))
        after = rows[-1]["number"]
