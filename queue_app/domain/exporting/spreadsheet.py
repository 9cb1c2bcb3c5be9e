"""The items as a table, for spreadsheets and flow analysis tools. docs/export.md says which tool uses which column."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from queue_app.domain.queue.item import STATE_LABELS, State

HEADINGS = (
    *("ID", "Name", "Created Date", "Started Date", "Closed Date", "State", "Type", "Tags"),
    *("Reference", "Cycle Days", "Position", "Dropped Date"),
)
"""The column headings.

ActionableAgile expects an ID first, a name second, and then the dates of the flow in order. `Closed Date` is the
finish; a dropped item has none.
"""
BETWEEN_TAGS = "|"
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def cells(row: Any, areas: Sequence[str], position: int | None) -> list[str]:
    """The cells of an item, given as a row with the table's columns. `position`: 1 is the first waiting item."""
    timed = row["started_on"] is not None and row["finished_on"] is not None
    return [
        str(row["number"]),
        inert(row["title"]),
        _day(row["came_on"] or row["created_at"].date()),
        _day(row["started_on"]),
        _day(row["finished_on"]),
        STATE_LABELS[State(row["state"])],
        "Improvement" if row["improvement"] else "Item",
        inert(BETWEEN_TAGS.join(areas)),
        inert(row["reference"] or ""),
        str((row["finished_on"] - row["started_on"]).days) if timed else "",
        "" if position is None else str(position),
        _day(row["dropped_on"]),
    ]


def inert(cell: str) -> str:
    """The text of a cell that no spreadsheet runs as a formula: a leading apostrophe makes it text."""
    return f"'{cell}" if cell.startswith(_RUNS) else cell


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
