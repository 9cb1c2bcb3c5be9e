"""Asana: its CSV or API answer. The completion date decides; the section only says whether an open task is in progress."""

from collections.abc import Mapping
from typing import Any

from queue_app.domain.importing.decoding.json_values import at, list_at, text_at
from queue_app.domain.importing.facts.due import due_of
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, person
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.words.states import meaning
from queue_app.domain.queue.item import State

TAKEN = (
    "reference",
    "created",
    "finished",
    "updated",
    "title",
    "section",
    "person",
    "mail",
    "labels",
    "words",
    "parent",
    "waits_for",
    "holds",
)


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All rows."""
    source = of_rows(headed, *TAKEN)
    numbers = {row.one("title"): row.one("reference") for row in headed}
    for row in headed:
        source.add(_item(row, numbers))
    return source


def _item(row: HeadedRow, numbers: Mapping[str, str]) -> SourceItem:
    """`numbers`: {title: id}. A row lists the tasks that it waits for, and those that wait for it, by title."""
    finished, section = row.one("finished"), row.one("section")
    return SourceItem(
        line=row.line,
        reference=row.one("reference"),
        title=row.one("title"),
        words=row.one("words"),
        state=_state(section, done=bool(finished)),
        state_word=section,
        created=row.one("created"),
        finished=finished,
        finished_else=row.one("updated"),
        people=person(row.one("person") or row.one("mail")),
        areas=areas(row.all("labels"), ","),
        parent=row.one("parent"),
        waits_for=_numbers(row.one("waits_for"), numbers),
        holds=_numbers(row.one("holds"), numbers),
    )


def _numbers(cell: str, numbers: Mapping[str, str]) -> tuple[str, ...]:
    titles = [cell] if cell in numbers else [title.strip() for title in cell.split(",")]
    return tuple(number for title in titles if title and (number := numbers.get(title)))


def _state(section: str, *, done: bool) -> State:
    """The state of a task. An open task waits unless its section means work.

    A section can be a topic, so an unknown section is not asked about.
    """
    if done:
        return State.FINISHED
    return State.IN_PROGRESS if section and meaning(section) is State.IN_PROGRESS else State.WAITING


def _records(value: Any) -> list[Any]:
    return list_at(value, "data") or list_at(value)


def is_ours(value: Any) -> bool:
    """Whether the records are tasks with `gid`."""
    first = next(iter(_records(value)), None)
    return text_at(first, "gid") != "" and at(first, "name") is not None


def read_json(value: Any, answers: ImportAnswers) -> SourceFile:
    """All tasks."""
    records = _records(value)
    source = SourceFile(rows=len(records))
    for nth, record in enumerate(records, 1):
        if not isinstance(record, dict):
            source.rows -= 1
            continue
        if text_at(record, "resource_subtype") == "section":
            source.left_out["sections"] += 1
            continue
        source.add(_of_json(nth, record))
    return source


def _of_json(nth: int, record: Any) -> SourceItem:
    sections = [text_at(one, "section", "name") for one in list_at(record, "memberships")]
    section = next(filter(None, [*sections, text_at(record, "assignee_section", "name")]), "")
    finished = text_at(record, "completed_at")
    return SourceItem(
        line=nth,
        due=due_of(record),
        reference=text_at(record, "gid"),
        title=text_at(record, "name"),
        words=text_at(record, "notes"),
        state=_state(section, done=bool(finished) or at(record, "completed") is True),
        state_word=section,
        created=text_at(record, "created_at"),
        finished=finished,
        finished_else=text_at(record, "modified_at"),
        people=person(text_at(record, "assignee", "name")),
        areas=areas((text_at(tag, "name") for tag in list_at(record, "tags")), "\n"),
        parent=text_at(record, "parent", "gid"),
        waits_for=tuple(text_at(one, "gid") for one in list_at(record, "dependencies")),
        holds=tuple(text_at(one, "gid") for one in list_at(record, "dependents")),
    )


TOOL = ForeignTool("asana", from_table=read, from_json=read_json, is_json=is_ours)
