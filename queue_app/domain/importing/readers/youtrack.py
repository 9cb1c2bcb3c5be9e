"""YouTrack: its CSV or API answer. The newest issue usually comes first."""

import re
from typing import Any

from queue_app.domain.importing.decoding.json_values import at, list_at, text_at
from queue_app.domain.importing.decoding.table import Table
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, people, person
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.words.headings import headings_of
from queue_app.domain.importing.words.states import meaning
from queue_app.domain.queue.item import State

TAKEN = ("reference", "title", "labels", "person", "status", "created", "updated", "finished", "words")


WAITS, HOLDS = frozenset(("depends on", "is blocked by")), frozenset(("is required for", "blocks"))


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All rows."""
    source = of_rows(headed, *TAKEN)
    for row in headed:
        source.add(_item(row))
    return source


def _item(row: HeadedRow) -> SourceItem:
    finished = row.one("finished")
    state = meaning(row.one("status"), "youtrack")
    return SourceItem(
        line=row.line,
        reference=row.one("reference"),
        title=row.one("title"),
        words=row.one("words"),
        state=state or (State.FINISHED if finished else None),
        state_word=row.one("status"),
        created=row.one("created"),
        finished=finished,
        finished_else=row.one("updated"),
        people=people(row.all("person"), ","),
        areas=areas((cell for cell in row.all("labels") if not cell.casefold().startswith("no subsystem")), ","),
    )


def is_ours(value: Any) -> bool:
    """Whether the records have YouTrack's field names."""
    first = next(iter(_records(value)), None)
    return text_at(first, "idReadable") != "" and text_at(first, "summary") != ""


def _records(value: Any) -> list[Any]:
    return value if isinstance(value, list) else list_at(value, "issues")


def read_json(value: Any, answers: ImportAnswers) -> SourceFile:
    """All issues."""
    records = _records(value)
    source = SourceFile(rows=len(records))
    for nth, record in enumerate(records, 1):
        source.add(_of_json(nth, record))
    return source


def _of_json(nth: int, record: Any) -> SourceItem:
    fields = {text_at(one, "name").casefold(): at(one, "value") for one in list_at(record, "customFields")}
    word = _name(fields.get("state")) or _name(fields.get("stage"))
    finished = text_at(record, "resolved")
    who = fields.get("assignee") or fields.get("assignees")
    tags = [text_at(tag, "name") for tag in list_at(record, "tags")]
    return SourceItem(
        line=nth,
        reference=text_at(record, "idReadable"),
        title=text_at(record, "summary"),
        words=text_at(record, "description"),
        state=meaning(word, "youtrack") if word else State.FINISHED if finished else State.WAITING,
        state_word=word,
        created=text_at(record, "created"),
        finished=finished,
        finished_else=text_at(record, "updated"),
        people=tuple(name for one in (who if isinstance(who, list) else [who]) for name in person(_name(one))),
        areas=areas([*tags, _name(fields.get("subsystem"))], ","),
        waits_for=_links(record, WAITS),
        holds=_links(record, HOLDS),
    )


def _links(record: Any, phrases: frozenset[str]) -> tuple[str, ...]:
    """The ids of issues linked with one of these phrases, as read from this issue."""
    found: list[str] = []
    for link in list_at(record, "links"):
        side = "targetToSource" if text_at(link, "direction") == "INWARD" else "sourceToTarget"
        if text_at(link, "linkType", side).casefold() in phrases:
            found += [text_at(issue, "idReadable") for issue in list_at(link, "issues")]
    return tuple(found)


def _name(value: Any) -> str:
    return text_at(value, "fullName") or text_at(value, "name") or text_at(value, "login")


def is_table(table: Table) -> bool:
    """Whether the headings are YouTrack's and ids look like `ABC-12`. Other trackers have similar headings."""
    headings = headings_of("youtrack")
    places = headings.columns(table.headings).get("reference", ())
    ids = [cell for row in table.rows[:50] for place in places if (cell := row.cell(place))]
    return headings.fits(table.headings) and all(_ID.match(cell) for cell in ids)


_ID = re.compile(r"[A-Za-z][\w.]*-\d+\Z")

TOOL = ForeignTool("youtrack", from_table=read, from_json=read_json, is_json=is_ours, is_table=is_table)
