"""Shared by the verbs that take an item out of its slot or the order: record it, delete a closing slot, end the block."""

from collections.abc import Sequence
from typing import Any

from queue_app.domain.errors import NotFound
from queue_app.domain.queue.block import end_of, end_record
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.limit import leaving
from queue_app.domain.refusals import NotRunning
from queue_app.store.queue import blocks, slots
from queue_app.store.queue.facts import RunningFacts, running_facts
from queue_app.usecases.tx import Tx


def item_of(facts: RunningFacts) -> Item:
    """The item of the facts. Raises NotFound."""
    if facts.item is None:
        raise NotFound
    return facts.item


def running_item(facts: RunningFacts) -> Item:
    """The running item of the facts. Raises NotFound or NotRunning."""
    item = item_of(facts)
    if item.state is not State.IN_PROGRESS:
        raise NotRunning(title=item.title, state=item.state)
    return item


def load_running(tx: Tx, number: int) -> tuple[Item, RunningFacts]:
    """The running item `number` and its facts. Raises NotFound or NotRunning."""
    facts = running_facts(tx.conn, tx.team.id, number)
    return running_item(facts), facts


def leave_slot(
    tx: Tx,
    kind: str,
    facts: RunningFacts,
    before: Item,
    after: Item,
    *,
    also: Sequence[Change] = (),
    **data: Any,
) -> None:
    """Record the change from `before` to `after`, which has no slot. `also`: further changes in the same event."""
    left = leaving(before, after, facts.closing, facts.retiring)
    if left.retired is not None:
        data["slots"] = {"deleted": [left.retired]}
    if before.block_id is not None and after.block_id is None and facts.blocked_from is not None:
        to_at = end_of(facts.blocked_from, tx.at, after.finished_at)
        blocks.end(tx.conn, tx.team.id, before.block_id, to_at)
        data["block"] = end_record(before.block_id, to_at)
    tx.record(kind, [*left.changes, *also], **data)
    if left.retired is not None:
        tx.flush()
        slots.delete_slots(tx.conn, tx.team.id, [left.retired])
