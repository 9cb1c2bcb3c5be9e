"""Linear: its CSV or API answer. An issue that was archived before it was completed is dropped."""

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
    "title",
    "words",
    "status",
    "person",
    "labels",
    "created",
    "updated",
    "started",
    "finished",
    "canceled",
    "archived",
    "parent",
    "waits_for",
    "holds",
)
TYPES = {
    "triage": State.WAITING,
    "backlog": State.WAITING,
    "unstarted": State.WAITING,
    "started": State.IN_PROGRESS,
    "completed": State.FINISHED,
    "canceled": State.DROPPED,
    "duplicate": State.DROPPED,
}


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All rows."""
    source = of_rows(headed, *TAKEN)
    for row in headed:
        source.add(_item(row))
    return source


def _item(row: HeadedRow) -> SourceItem:
    finished, canceled, archived = row.one("finished"), row.one("canceled"), row.one("archived")
    return SourceItem(
        line=row.line,
        reference=row.one("reference"),
        title=row.one("title"),
        words=row.one("words"),
        state=state_of(row.one("status"), row.one("started"), finished, canceled, archived),
        state_word=row.one("status"),
        created=row.one("created"),
        started=row.one("started"),
        finished=finished or canceled or archived,
        finished_else=row.one("updated"),
        people=person(row.one("person")),
        areas=areas(row.all("labels"), ","),
        parent=row.one("parent"),
        waits_for=areas(row.all("waits_for"), ", "),
        holds=areas(row.all("holds"), ", "),
    )


def state_of(word: str, started: str, finished: str, canceled: str, archived: str) -> State | None:
    """The state by the dates first, because teams name their states freely."""
    if canceled:
        return State.DROPPED
    if finished:
        return State.FINISHED
    state = meaning(word, "linear") or (State.IN_PROGRESS if started else None)
    return State.DROPPED if archived and state is not State.FINISHED else state


def _records(value: Any) -> list[Any]:
    for path in (
        ("data", "issues", "nodes"),
        ("data", "team", "issues", "nodes"),
        ("issues", "nodes"),
        ("nodes",),
        ("issues",),
    ):
        if nodes := list_at(value, *path):
            return nodes
    return value if isinstance(value, list) else []


def is_ours(value: Any) -> bool:
    """Whether the records have Linear's field names."""
    first = next(iter(_records(value)), None)
    return text_at(first, "identifier") != "" and text_at(first, "title") != ""


def read_json(value: Any, answers: ImportAnswers) -> SourceFile:
    """All issues."""
    records = _records(value)
    source = SourceFile(rows=len(records))
    for nth, record in enumerate(records, 1):
        source.add(_of_json(nth, record))
    return source


def _of_json(nth: int, record: Any) -> SourceItem:
    finished, canceled, archived = (text_at(record, name) for name in ("completedAt", "canceledAt", "archivedAt"))
    word = text_at(record, "state", "name") or text_at(record, "state") or text_at(record, "status")
    known = TYPES.get(text_at(record, "state", "type"))
    labels = list_at(record, "labels", "nodes") or list_at(record, "labels")
    order = at(record, "sortOrder")
    return SourceItem(
        line=nth,
        due=due_of(record),
        reference=text_at(record, "identifier"),
        title=text_at(record, "title"),
        words=text_at(record, "description"),
        state=known or state_of(word, text_at(record, "startedAt"), finished, canceled, archived),
        state_word=word,
        created=text_at(record, "createdAt"),
        started=text_at(record, "startedAt"),
        finished=finished or canceled or archived,
        finished_else=text_at(record, "updatedAt"),
        people=person(
            text_at(record, "assignee", "displayName")
            or text_at(record, "assignee", "name")
            or text_at(record, "assignee")
        ),
        areas=areas([text_at(label, "name") or (label if isinstance(label, str) else "") for label in labels], ","),
        waits_for=_links(record, "inverseRelations", "issue"),
        holds=_links(record, "relations", "relatedIssue"),
        place=(float(order),) if isinstance(order, int | float) else (),
    )


def _links(record: Any, name: str, end: str) -> tuple[str, ...]:
    """The identifiers at the other end of the issue's *blocks* relations."""
    relations = list_at(record, name, "nodes")
    return tuple(text_at(one, end, "identifier") for one in relations if text_at(one, "type") == "blocks")


TOOL = ForeignTool("linear", from_table=read, from_json=read_json, is_json=is_ours)
