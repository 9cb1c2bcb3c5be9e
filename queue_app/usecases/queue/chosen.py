"""Several chosen items at once: set or add their areas, or drop them. Each action is one event, which one undo takes back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from queue_app.domain import inputs as limits
from queue_app.domain.cover import areas as area_rule
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue.block import end_of, end_record
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item, State
from queue_app.domain.refusals import NotWaiting
from queue_app.domain.team.rights import Right
from queue_app.store.cover import areas as area_store
from queue_app.store.queue import blocks, items
from queue_app.usecases import fields
from queue_app.usecases.action import Action, pass_through
from queue_app.usecases.queue.move import MOST_MOVED
from queue_app.usecases.tx import Result, Tx, write

HOW = {"add": N_("Add to the areas that they have"), "set": N_("Replace the areas that they have")}


@write(Right.WORK)
def tag(tx: Tx, *, numbers: Sequence[int], areas: Sequence[int], how: str = "add") -> Result:
    """Add the areas (ids) to each item, or set exactly these areas (`how` "set"). Items that have them already do not change.

    Raises NotFound, TooManyAreas, InputError.
    """
    chosen = _items(tx, numbers)
    present = area_store.tags_of(tx.conn, tx.team.id, [item.id for item in chosen])
    added = area_rule.check_areas(areas, area_store.active_areas(tx.conn, tx.team.id))
    tags = {item.id: area_rule.tagged(item.title, present.get(item.id, ()), added, how == "add") for item in chosen}
    changed = [item for item in chosen if set(tags[item.id]) != set(present.get(item.id, ()))]
    if changed:
        area_store.retag_all(tx.conn, tx.team.id, {item.id: tags[item.id] for item in changed})
        was_now = [{"id": i.id, "was": list(present.get(i.id, ())), "now": list(tags[i.id])} for i in changed]
        tx.record("tagged", [Change(item, replace(item, version=item.version + 1)) for item in changed], tags=was_now)
    return {"items": [item.number for item in chosen]}


@write(Right.ORDER)
def drop_items(tx: Tx, *, numbers: Sequence[int], reason: str) -> Result:
    """Remove waiting items from the order, for one reason. Raises NotFound, NotWaiting."""
    chosen = _items(tx, numbers)
    for item in chosen:
        if item.state is not State.WAITING:
            raise NotWaiting(title=item.title, state=item.state)
    ends = {
        block: end_of(from_at, tx.at, None)
        for block, from_at in blocks.begun(tx.conn, tx.team.id, [item.block_id for item in chosen if item.block_id])
    }
    blocks.end_all(tx.conn, tx.team.id, ends)
    facts: dict[str, Any] = {"blocks": [end_record(block, to_at) for block, to_at in ends.items()]} if ends else {}
    tx.record("dropped", [Change(item, item.dropped(tx.at)) for item in chosen], reason=reason, **facts)
    return {"items": [item.number for item in chosen]}


def _items(tx: Tx, numbers: Sequence[int]) -> list[Item]:
    """The items with these numbers, in their order. Raises NotFound."""
    chosen = items.by_numbers(tx.conn, tx.team.id, numbers)
    if len(chosen) < len(set(numbers)) or not chosen:
        raise NotFound
    return chosen


_ITEMS = fields.numbers("items", MOST_MOVED, N_("Items"), required=True)
TAG_ITEMS = Action(
    "areas",
    tag,
    "queue",
    N_("Set the areas of several items"),
    (_ITEMS, replace(fields.emptied(fields.AREAS), required=True), fields.choice("how", HOW, N_("How?"))),
    lambda values: pass_through({"numbers": values.pop("items"), **values}),
)
DROP_ITEMS = Action(
    "drop",
    drop_items,
    "queue",
    N_("Drop several items"),
    (_ITEMS, fields.line("reason", limits.REASON, N_("Why?"), required=True)),
    lambda values: {"numbers": values["items"], "reason": values["reason"]},
)
