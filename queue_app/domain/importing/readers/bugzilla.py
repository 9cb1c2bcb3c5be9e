"""Bugzilla: a bug list as CSV, or an answer of its API. A bug list has only the date of the last change."""

from typing import Any

from queue_app.domain.importing.decoding.json_values import list_at, text_at
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, person
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.words.folded import fold
from queue_app.domain.importing.words.states import meaning
from queue_app.domain.queue.item import State

TAKEN = (
    "reference",
    "title",
    "status",
    "resolution",
    "person",
    "component",
    "labels",
    "created",
    "updated",
    "finished",
    "words",
    "waits_for",
    "holds",
)
DONE = frozenset(("", "fixed"))


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All rows."""
    source = of_rows(headed, *TAKEN)
    for row in headed:
        source.add(_item(row))
    return source


def _item(row: HeadedRow) -> SourceItem:
    return SourceItem(
        line=row.line,
        reference=row.one("reference"),
        title=row.one("title"),
        words=row.one("words"),
        state=state_of(row.one("status"), row.one("resolution")),
        state_word=row.one("status"),
        created=row.one("created"),
        finished=row.one("finished"),
        finished_else=row.one("updated"),
        people=_person(row.one("person")),
        areas=areas((*row.all("component"), *row.all("labels")), ","),
        waits_for=areas(row.all("waits_for"), ", "),
        holds=areas(row.all("holds"), ", "),
    )


def state_of(word: str, resolution: str) -> State | None:
    """The state. FIXED means finished, any other resolution means dropped. `---` is no resolution."""
    state = meaning(word, "bugzilla")
    if state is State.FINISHED and fold(resolution) not in DONE:
        return State.DROPPED
    return state


def _person(name: str) -> tuple[str, ...]:
    return () if name.casefold().startswith(("nobody", "unassigned")) else person(name)


def is_ours(value: Any) -> bool:
    """Whether the value has bugs."""
    return text_at(value, "bugs", 0, "summary") != ""


def read_json(value: Any, answers: ImportAnswers) -> SourceFile:
    """All bugs."""
    records = list_at(value, "bugs")
    source = SourceFile(rows=len(records))
    for nth, record in enumerate(records, 1):
        source.add(
            SourceItem(
                line=nth,
                reference=text_at(record, "id"),
                title=text_at(record, "summary"),
                state=state_of(text_at(record, "status"), text_at(record, "resolution")),
                state_word=text_at(record, "status"),
                created=text_at(record, "creation_time"),
                finished=text_at(record, "cf_last_closed") or text_at(record, "cf_last_resolved"),
                finished_else=text_at(record, "last_change_time"),
                people=_person(text_at(record, "assigned_to_detail", "real_name") or text_at(record, "assigned_to")),
                waits_for=tuple(map(str, list_at(record, "depends_on"))),
                holds=tuple(map(str, list_at(record, "blocks"))),
                areas=areas(
                    [
                        text_at(record, "component") or text_at(record, "component", 0),
                        *map(str, list_at(record, "keywords")),
                    ],
                    ",",
                ),
            )
        )
    return source


TOOL = ForeignTool("bugzilla", from_table=read, from_json=read_json, is_json=is_ours)
