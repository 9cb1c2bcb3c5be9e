"""The part that every verb shares by which an item leaves its slot: save, append the event, retire a closing slot."""

from typing import Any

from queue_app.domain.item import Item, State
from queue_app.domain.refusals import NotRunning
from queue_app.domain.said import NotFound
from queue_app.domain.slots import leaving
from queue_app.store import slots
from queue_app.store.running import RunningFacts, running_facts
from queue_app.usecases.tx import Tx


def running(tx: Tx, number: int) -> tuple[Item, RunningFacts]:
    """The running item `number` and its facts. Raises NotFound or NotRunning."""
    facts = running_facts(tx.conn, tx.team.id, number)
    if facts.item is None:
        raise NotFound
    if facts.item.state is not State.IN_PROGRESS:
        raise NotRunning(title=facts.item.title, state=facts.item.state)
    return facts.item, facts


def leave_slot(
    tx: Tx, kind: str, facts: RunningFacts, before: Item, after: Item, *, signed: bool = False, **said: Any
) -> None:
    """Record that `before`, in its slot, became `after`, which is in none."""
    left = leaving(before, after, facts.closing, facts.retiring)
    if left.retired is not None:
        said["slots"] = {"deleted": [left.retired]}
    tx.record(kind, left.changes, signed=signed, **said)
    if left.retired is not None:
        slots.delete_slots(tx.conn, tx.team.id, [left.retired])
