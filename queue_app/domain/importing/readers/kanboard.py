"""Kanboard: tasks as CSV. A closed task is finished in any column; an open task has the state of its column."""

from collections import Counter
from collections.abc import Mapping

from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, person
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.words.states import board_meanings, meaning, nearness
from queue_app.domain.queue.item import State

TAKEN = (
    "reference", "other_reference", "title", "status", "person", "login", "labels", "column", "position", "swimlane", "created",
    "started", "finished", "updated", "words",
)  # fmt: skip


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All rows."""
    source = of_rows(headed, *TAKEN)
    columns: dict[str, int] = {}
    lanes: dict[str, int] = {}
    meanings = board_meanings(dict.fromkeys(row.one("column") for row in headed))
    references = Counter(row.one("other_reference") for row in headed)
    for row in headed:
        column = columns.setdefault(row.one("column"), len(columns))
        lane = lanes.setdefault(row.one("swimlane"), len(lanes))
        item = _item(row, _state(row, meanings), column, lane)
        if references[item.reference] > 1:
            item.reference = row.one("reference")
        source.add(item)
    return source


def _item(row: HeadedRow, state: State | None, column: int, lane: int) -> SourceItem:
    position = row.one("position")
    place = float(position) if position.isdecimal() and len(position) < 10 else 0.0
    return SourceItem(
        line=row.line,
        reference=row.one("other_reference") or row.one("reference"),
        title=row.one("title"),
        words=row.one("words"),
        state=state,
        state_word=row.one("column") or row.one("status"),
        created=row.one("created"),
        started=row.one("started"),
        finished=row.one("finished"),
        finished_else=row.one("updated"),
        people=person(row.one("person") or row.one("login")),
        areas=areas(row.all("labels"), ",;"),
        place=(nearness(row.one("column")), column, lane, place),
    )


def _state(row: HeadedRow, meanings: Mapping[str, State | None]) -> State | None:
    status = meaning(row.one("status")) if row.one("status") else None
    if status in (State.FINISHED, State.DROPPED) or row.one("finished"):
        return status if status is State.DROPPED else State.FINISHED
    column = meanings[row.one("column")]
    if column is None and row.one("started"):
        return State.IN_PROGRESS
    return column


TOOL = ForeignTool("kanboard", from_table=read)
