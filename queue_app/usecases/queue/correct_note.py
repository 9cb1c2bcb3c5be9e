"""Correct a note: the author may, for ten minutes. The history records the correction and keeps the old words."""

from dataclasses import replace

from queue_app.domain import inputs as limits
from queue_app.domain import notes as rule
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue.changes import Change
from queue_app.domain.team.rights import Right
from queue_app.store.queue import items
from queue_app.store.queue import plan as plans
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def correct_note(tx: Tx, *, item: int, note: int, words: str) -> Result:
    """Replace the words of the item's note (id). Raises NotFound, NotYourNote, TooLateToCorrect."""
    current = items.of_number(tx.conn, tx.team.id, item)
    found = plans.note_of(tx.conn, tx.team.id, current.id, note)
    if found is None:
        raise NotFound
    rule.check_correction(found, tx.by, tx.at)
    if words != found.words:
        corrected = replace(found, words=words, corrected_at=tx.at)
        plans.write_correction(tx.conn, tx.team.id, note, corrected)
        change = {"id": note, "was": rule.plain(found), "now": rule.plain(corrected)}
        tx.record("note_corrected", [Change(current, current)], corrected=change)
    return {"item": item, "note": note}


CORRECT_NOTE = Action(
    "correct-note",
    correct_note,
    "item",
    N_("Correct a note"),
    (
        fields.number("note", N_("Which note"), required=True),
        fields.text("text", limits.WORDS, N_("Correct your note"), required=True),
    ),
    renamed(text="words"),
)
