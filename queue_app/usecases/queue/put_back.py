"""Put back: a running item waits again at the position it kept. Its block stays, its stints end, its age goes on."""

from queue_app.domain.errors import N_
from queue_app.domain.queue.reasons import PUT_BACK_REASONS
from queue_app.domain.team.rights import Right
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.queue.leaving import leave_slot, load_running
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK, agents="on_its_item")
def put_back(tx: Tx, *, item: int, kind: str, words: str = "") -> Result:
    """Free the item's slot. Raises NotFound, NotRunning."""
    before, facts = load_running(tx, item)
    leave_slot(tx, "put_back", facts, before, before.put_back(tx.at), why=kind, words=words)
    return {"item": item}


PUT_BACK = Action(
    "put-back",
    put_back,
    "item",
    N_("Put back"),
    fields.why(PUT_BACK_REASONS),
    renamed(reason="words"),
)
