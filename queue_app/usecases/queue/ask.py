"""Ask for company: a request on an open item ("looking for a second person"). The other person's own click joins."""

from dataclasses import replace

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue.changes import Change
from queue_app.domain.refusals import NotOpen
from queue_app.domain.team.rights import Right
from queue_app.store.queue import items
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def ask(tx: Tx, *, item: int, words: str | None = None) -> Result:
    """Publish the request, or withdraw it (None). Raises NotFound, NotOpen. Nothing changes when it says that already."""
    found = items.by_numbers(tx.conn, tx.team.id, [item])
    if not found:
        raise NotFound
    before = found[0]
    if not before.open:
        raise NotOpen(title=before.title, state=before.state)
    change = Change(before, replace(before, company=words))
    if change.changed:
        tx.record("asked", [change])
    return {"item": item, "words": words}


ASK = Action(
    "ask",
    ask,
    "item",
    N_("Ask for company"),
    (fields.line("text", limits.REASON, N_("Looking for; empty: no company is needed any more")),),
    renamed(text="words"),
)
