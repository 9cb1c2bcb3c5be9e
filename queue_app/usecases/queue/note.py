"""Note: words that are added to an item, whatever its state, and stay. They are signed."""

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue.changes import Change
from queue_app.domain.team.rights import Right
from queue_app.store.queue import items, notes
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def note(tx: Tx, *, item: int, words: str) -> Result:
    """Add a note (Markdown). Raises NotFound."""
    for found in items.by_numbers(tx.conn, tx.team.id, [item]):
        written = notes.write(tx.conn, tx.team.id, found.id, words, tx.by, tx.at)
        tx.record("noted", [Change(found, found)], signed=True, note=written)
        return {"item": item, "note": written}
    raise NotFound


NOTE = Action(
    "note",
    note,
    "item",
    N_("Add a note"),
    (fields.text("text", limits.WORDS, N_("Note"), required=True),),
    renamed(text="words"),
)
