"""Due dates of other tools. They are left out, or kept as a line in the words.

Topmost forecasts dates and never promises them.
"""

import re
import tomllib
from importlib.resources import files
from typing import Any

from queue_app.domain.importing.decoding.json_values import text_at
from queue_app.domain.importing.facts.headed_table import HeadedTable
from queue_app.domain.importing.facts.source_item import SourceFile
from queue_app.domain.importing.words.folded import fold

NAMES = ("due", "dueDate", "due_date", "duedate", "due_on", "due_at")
_TEXT = files("queue_app.domain.importing.words").joinpath("due.toml").read_text("utf-8")
_HEADINGS = frozenset(map(fold, (*tomllib.loads(_TEXT)["headings"], *NAMES)))
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T.*")
LONGEST = 100


def is_due(heading: str) -> bool:
    """Whether a column or field has due dates."""
    return fold(heading) in _HEADINGS


def due_of(record: Any) -> str:
    """The due date of a record, as a line."""
    return next((_line("Due", due) for name in NAMES if (due := text_at(record, name))), "")


def take_due(headed: HeadedTable, source: SourceFile) -> None:
    """Give each item of a table a line with its due date."""
    taken = {place for name, places in headed.fields.items() if name != "due" for place in places}
    due = [n for n, heading in enumerate(headed.table.headings) if n not in taken and is_due(heading)]
    if not due:
        return
    items = {item.line: item for item in source.items}
    for row in headed:
        told = next(((headed.table.headings[place], cell) for place in due if (cell := row.row.cell(place))), None)
        if told is not None and row.line in items:
            items[row.line].due = _line(*told)


def _line(heading: str, due: str) -> str:
    """The line as it appears in the words. Of a time, only the date."""
    day = _MOMENT.sub(r"\1", due)
    return f"{heading}: {day}"[:LONGEST] if any(map(str.isdigit, day)) else ""
