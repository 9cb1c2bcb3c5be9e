"""Place: who orders looks at an item that a member added, and leaves it where it stands."""

from dataclasses import replace

from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import NotWaiting
from queue_app.domain.team.rights import Right
from queue_app.store.queue import items
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.ORDER)
def place(tx: Tx, *, item: int) -> Result:
    """The item is *new, not placed* no longer. Nothing changes when it is placed already. Raises NotFound, NotWaiting."""
    for found in items.by_numbers(tx.conn, tx.team.id, [item]):
        if found.state is not State.WAITING:
            raise NotWaiting(title=found.title, state=found.state)
        if not found.placed:
            tx.record("placed", [Change(found, replace(found, placed=True))], signed=True)
        return {"item": item}
    raise NotFound


PLACE = Action("place", place, "item", N_("Leave it here"), ())
