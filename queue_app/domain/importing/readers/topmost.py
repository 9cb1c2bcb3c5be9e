"""Topmost's own export, read as items. `usecases/importing/whole_team.py` restores it whole into a team without items."""

from typing import Any

from queue_app.domain.exporting.schema import is_export
from queue_app.domain.importing.decoding.json_values import at, list_at, number_at, text_at
from queue_app.domain.importing.facts.foreign_tool import ForeignTool
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceComment, SourceFile, SourceItem, SourceStep
from queue_app.domain.queue.item import State

_STATES = {state.value: state for state in State}
_ELSEWHERE = ("events", "coins", "quotes", "days_off")
"""The parts of an export that do not belong to an item."""


def read(value: Any, answers: ImportAnswers) -> SourceFile:
    """All items, without their history."""
    items = list_at(value, "items")
    source = SourceFile(rows=len(items))
    for nth, record in enumerate(items, 1):
        source.add(_item(nth, record))
    source.left_out.update({name: len(entries) for name in _ELSEWHERE if (entries := list_at(value, name))})
    return source


def _item(nth: int, record: Any) -> SourceItem:
    word = text_at(record, "state")
    ended = "dropped" if word == State.DROPPED else "finished"
    return SourceItem(
        line=nth,
        reference=text_at(record, "reference"),
        title=text_at(record, "title"),
        words=text_at(record, "words"),
        state=_STATES.get(word),
        state_word=word,
        created=text_at(record, "created_at"),
        started=text_at(record, "started_at") or text_at(record, "started_on"),
        finished=text_at(record, f"{ended}_at") or text_at(record, f"{ended}_on"),
        areas=tuple(area for area in list_at(record, "areas") if isinstance(area, str)),
        steps=tuple(
            SourceStep(text_at(step, "words"), bool(text_at(step, "done_at"))) for step in list_at(record, "plan")
        ),
        comments=tuple(_comment(note) for note in list_at(record, "notes")),
        blocked=next(
            (text_at(block, "sentence") for block in list_at(record, "blocks") if at(block, "to_at") is None), ""
        ),
        place=(number_at(record, "place"),),
        key=text_at(record, "number"),
        waits_for=tuple(text_at(wait, "on") for wait in list_at(record, "waits")),
    )


def _comment(note: Any) -> SourceComment:
    return SourceComment(text_at(note, "words"), text_at(note, "author") or text_at(note, "agent"), text_at(note, "at"))


TOOL = ForeignTool("topmost", from_json=read, is_json=is_export)
