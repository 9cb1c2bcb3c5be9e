"""Pivotal Tracker: its CSV or API answer. In the CSV, people, comments and tasks have repeated columns, and rows end early."""

from itertools import zip_longest
from typing import Any

from queue_app.domain.importing.decoding.json_values import list_at, text_at
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, people
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceComment, SourceFile, SourceItem, SourceStep
from queue_app.domain.importing.words.states import is_flag, meaning
from queue_app.domain.queue.item import State

TAKEN = (
    "reference",
    "title",
    "labels",
    "type",
    "status",
    "created",
    "finished",
    "words",
    "address",
    "person",
    "comment",
    "step",
    "step_state",
    "blocker",
    "blocker_state",
)


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All stories. Epics and releases have no state and are not imported."""
    source = of_rows(headed, *TAKEN)
    for row in headed:
        if not row.one("status") and row.one("type").casefold() in ("epic", "release"):
            source.left_out[row.one("type").casefold() + "s"] += 1
        else:
            source.add(_item(row))
    return source


def _item(row: HeadedRow) -> SourceItem:
    labels = areas(row.all("labels"), ",")
    open_blockers = [
        words
        for words, state in zip_longest(row.all("blocker"), row.all("blocker_state"), fillvalue="")
        if state.casefold() != "resolved"
    ]
    return SourceItem(
        line=row.line,
        reference=row.one("reference"),
        title=row.one("title"),
        words=row.one("words"),
        state=meaning(row.one("status"), "pivotal") if row.one("status") else State.WAITING,
        state_word=row.one("status"),
        created=row.one("created"),
        finished=row.one("finished"),
        people=people(row.all("person")),
        areas=labels,
        steps=_steps(row),
        comments=tuple(SourceComment(cell) for cell in row.all("comment")),
        blocked=next(
            (words for words in open_blockers if words), next((label for label in labels if is_flag(label)), "")
        ),
    )


def _steps(row: HeadedRow) -> tuple[SourceStep, ...]:
    pairs = zip_longest(row.all("step"), row.all("step_state"), fillvalue="")
    return tuple(SourceStep(words, state.casefold() == "completed") for words, state in pairs if words)


def _records(value: Any) -> list[Any]:
    return value if isinstance(value, list) else list_at(value, "stories")


def is_ours(value: Any) -> bool:
    """Whether the records have Pivotal's field names."""
    first = next(iter(_records(value)), None)
    return text_at(first, "current_state") != "" and text_at(first, "name") != ""


def read_json(value: Any, answers: ImportAnswers) -> SourceFile:
    """All stories."""
    records = _records(value)
    source = SourceFile(rows=len(records))
    for nth, record in enumerate(records, 1):
        source.add(
            SourceItem(
                line=nth,
                reference=text_at(record, "id"),
                title=text_at(record, "name"),
                words=text_at(record, "description"),
                state=meaning(text_at(record, "current_state"), "pivotal"),
                state_word=text_at(record, "current_state"),
                created=text_at(record, "created_at"),
                finished=text_at(record, "accepted_at"),
                finished_else=text_at(record, "updated_at"),
                people=people(text_at(owner, "name") for owner in list_at(record, "owners")),
                areas=areas(text_at(label, "name") for label in list_at(record, "labels")),
                steps=tuple(
                    SourceStep(text_at(task, "description"), task.get("complete") is True)
                    for task in list_at(record, "tasks")
                    if isinstance(task, dict)
                ),
            )
        )
    return source


TOOL = ForeignTool("pivotal", from_table=read, from_json=read_json, is_json=is_ours)
