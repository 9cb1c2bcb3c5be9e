"""Redmine: its CSV in the exporting person's language, or its API answer. Its start date is planned, so it is not used."""

import re
from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.json_values import at, list_at, text_at
from queue_app.domain.importing.facts.due import due_of
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, person
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.importing.words.states import meaning
from queue_app.domain.queue.item import State

_BLOCKED_BY = re.compile(
    r"(?:blocked by|blockiert durch|bloquée? par|bloqueada? por|bloqueado por|bloccato da) #(\d+)", re.IGNORECASE
)
_BLOCKS = re.compile(r"(?:blocks|blockiert|bloque|bloquea|bloqueia|blocca) #(\d+)", re.IGNORECASE)

TAKEN = (
    "reference",
    "title",
    "status",
    "person",
    "labels",
    "created",
    "updated",
    "finished",
    "words",
    "parent",
    "relations",
)


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All rows."""
    source = of_rows(headed, *TAKEN)
    for row in headed:
        source.add(_item(row))
    return source


def _item(row: HeadedRow) -> SourceItem:
    finished = row.one("finished")
    state = meaning(row.one("status"), "redmine")
    return SourceItem(
        line=row.line,
        reference=row.one("reference"),
        title=row.one("title"),
        words=row.one("words"),
        state=state,
        state_word=row.one("status"),
        created=row.one("created"),
        finished=finished,
        finished_else=row.one("updated"),
        people=person(row.one("person")),
        areas=areas(row.all("labels"), ";\n"),
        parent=row.one("parent"),
        waits_for=tuple(_BLOCKED_BY.findall(row.one("relations"))),
        holds=tuple(_BLOCKS.findall(row.one("relations"))),
    )


def _records(value: Any) -> list[Any]:
    return list_at(value, "issues") or (value if isinstance(value, list) else [])


def is_ours(value: Any) -> bool:
    """Whether the records have Redmine's field names."""
    first = next(iter(_records(value)), None)
    return text_at(first, "subject") != "" and isinstance(at(first, "status"), dict)


def read_json(value: Any, answers: ImportAnswers) -> SourceFile:
    """All issues, and a problem if the answer is one page of several."""
    records = _records(value)
    source = SourceFile(rows=len(records))
    for nth, record in enumerate(records, 1):
        source.add(_of_json(nth, record))
    total = at(value, "total_count")
    if isinstance(total, int) and total > len(records):
        reason = N_("This is a page of a longer list: {count} of {total}.")
        source.problems.append(Flaw(1, "total_count", reason, {"count": len(records), "total": total}))
    return source


def _of_json(nth: int, record: Any) -> SourceItem:
    word, closed = text_at(record, "status", "name"), text_at(record, "closed_on")
    return SourceItem(
        line=nth,
        due=due_of(record),
        reference=text_at(record, "id"),
        title=text_at(record, "subject"),
        words=text_at(record, "description"),
        state=_state(word, at(record, "status", "is_closed")),
        state_word=word,
        created=text_at(record, "created_on"),
        finished=closed,
        finished_else=text_at(record, "updated_on"),
        people=person(text_at(record, "assigned_to", "name")),
        areas=areas([text_at(record, "category", "name")], ";\n"),
        parent=text_at(record, "parent", "id"),
        waits_for=tuple(text_at(one, "issue_id") for one in _blocking(record, "issue_to_id")),
        holds=tuple(text_at(one, "issue_to_id") for one in _blocking(record, "issue_id")),
    )


def _blocking(record: Any, end: str) -> list[Any]:
    """The *blocks* relations with this issue at this end. `issue_id` blocks `issue_to_id`."""
    number, relations = text_at(record, "id"), list_at(record, "relations")
    return [one for one in relations if text_at(one, "relation_type") == "blocks" and text_at(one, end) == number]


def _state(word: str, is_closed: Any) -> State | None:
    """The state. If the file says whether the status is a closed one, that takes precedence over the word."""
    state = meaning(word, "redmine")
    if is_closed is True:
        return State.DROPPED if state is State.DROPPED else State.FINISHED
    if is_closed is False and state in (State.FINISHED, State.DROPPED):
        return State.IN_PROGRESS
    return state


TOOL = ForeignTool("redmine", from_table=read, from_json=read_json, is_json=is_ours)
