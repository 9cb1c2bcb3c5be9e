"""Drop: an open item leaves the order without being finished, with a reason. Never a completion."""

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import NotOpen
from queue_app.domain.team.rights import Right
from queue_app.store.queue.running import running_facts
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.queue.leaving import found, leave_slot
from queue_app.usecases.tx import Result, Tx, write


@write(Right.ORDER)
def drop(tx: Tx, *, item: int, reason: str) -> Result:
    """Take it out of the order; a running one only by a manager. Raises NotFound, RoleTooLow, NotOpen."""
    facts = running_facts(tx.conn, tx.team.id, item)
    before = found(facts)
    if before.state is State.IN_PROGRESS:
        tx.demand(Right.MANAGE)
    if not before.open:
        raise NotOpen(title=before.title, state=before.state)
    leave_slot(tx, "dropped", facts, before, before.dropped(tx.at), signed=True, reason=reason)
    return {"item": item}


DROP = Action(
    "drop", drop, "item", N_("Drop"), (fields.line("reason", limits.REASON, N_("Why, in one sentence"), required=True),)
)
