"""Phabricator and Phorge: `maniphest.search`, or a query as a table. Without a close date, the last change is used."""

from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.json_values import at, list_at, text_at
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, person
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.importing.words.states import meaning

TAKEN = ("reference", "title", "status", "person", "created", "updated", "finished", "labels")


def _records(value: Any) -> list[Any]:
    if isinstance(value, list):
        if not list_at(value, 0, "result", "data"):
            return value
        return [record for page in value for record in list_at(page, "result", "data")]
    return list_at(value, "result", "data") or list_at(value, "data")


def is_ours(value: Any) -> bool:
    """Whether the records have Phabricator's `PHID` ids."""
    first = next(iter(_records(value)), None)
    return text_at(first, "phid").startswith("PHID-") and isinstance(at(first, "fields"), dict)


def read(value: Any, answers: ImportAnswers) -> SourceFile:
    """All tasks, and a problem if the answer is one page of several."""
    records = _records(value)
    source = SourceFile(rows=len(records))
    for nth, record in enumerate(records, 1):
        source.add(_item(nth, record))
        if projects := list_at(record, "attachments", "projects", "projectPHIDs"):
            source.left_out["projects without a name"] += len(projects)
    if text_at(value, "result", "cursor", "after"):
        reason = N_("This is a page of a longer list: {count} of {total}.")
        source.problems.append(Flaw(1, "cursor", reason, {"count": len(records), "total": "?"}))
    return source


def _item(nth: int, record: Any) -> SourceItem:
    fields = at(record, "fields")
    word = text_at(fields, "status", "value") or text_at(fields, "status", "name")
    return SourceItem(
        line=nth,
        reference=f"T{text_at(record, 'id')}",
        title=text_at(fields, "name"),
        words=text_at(fields, "description", "raw"),
        state=meaning(word, "phabricator"),
        state_word=word,
        created=text_at(fields, "dateCreated"),
        finished=text_at(fields, "dateClosed"),
        finished_else=text_at(fields, "dateModified"),
        people=person(text_at(fields, "ownerPHID")),
    )


def read_table(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """The rows of an exported query."""
    source = of_rows(headed, *TAKEN)
    for row in headed:
        source.add(_of_row(row))
    return source


def _of_row(row: HeadedRow) -> SourceItem:
    return SourceItem(
        line=row.line,
        reference=row.one("reference"),
        title=row.one("title"),
        state=meaning(row.one("status"), "phabricator"),
        state_word=row.one("status"),
        created=row.one("created"),
        finished=row.one("finished"),
        finished_else=row.one("updated"),
        people=person(row.one("person")),
        areas=areas(row.all("labels"), ",;"),
    )


TOOL = ForeignTool("phabricator", from_table=read_table, from_json=read, is_json=is_ours)
