"""The WIP limit, changed with a reason. Running items stay; a lower limit takes effect as items leave."""

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_
from queue_app.domain.queue import limit as rule
from queue_app.domain.queue.limit import SlotFacts
from queue_app.domain.team.rights import Right
from queue_app.store.queue import slots
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.LIMIT)
def set_limit(tx: Tx, *, limit: int, reason: str) -> Result:
    """Set the WIP limit (1 to 99). Changes nothing if the limit is the same."""
    now = slots.all_slots(tx.conn, tx.team.id)
    was = sum(not slot.closing for slot in now)
    if was == limit:
        return {"limit": limit, "was": was}
    change = rule.limit_change([SlotFacts(s.n, s.closing, s.item_id is not None) for s in now], limit)
    slots.open_slots(tx.conn, tx.team.id, list(change.added))
    slots.delete_slots(tx.conn, tx.team.id, list(change.deleted))
    slots.mark(tx.conn, tx.team.id, change.marked)
    slot_changes = {
        "added": change.added,
        "deleted": change.deleted,
        "marked": {str(n): c for n, c in change.marked.items()},
    }
    tx.record("limit_set", limit=limit, was=was, reason=reason, slots=slot_changes)
    return {"limit": limit, "was": was}


SET_WIP_LIMIT = Action(
    "set-wip-limit",
    set_limit,
    "team",
    N_("Set the WIP limit"),
    (
        fields.number("limit", N_("Limit"), rule.SMALLEST, rule.LARGEST, required=True),
        fields.line("reason", limits.REASON, N_("Reason"), required=True),
    ),
)
