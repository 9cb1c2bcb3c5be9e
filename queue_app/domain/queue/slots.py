"""When an item leaves any slot, one closing slot is retired: its item moves into the free one. So a lowered limit sinks in."""

from dataclasses import dataclass, replace

from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item


@dataclass(frozen=True, slots=True)
class Leaving:
    """The changes in the order in which they must be written, and the slot that is then deleted (None: none)."""

    changes: tuple[Change, ...]
    retired: int | None


def leaving(before: Item, after: Item, closing: int | None, retiring: Item | None) -> Leaving:
    """`before` stood in a slot, `after` does not. `retiring` is the item in the slot `closing`."""
    change = Change(before, after)
    if before.slot is None or closing is None or retiring is None:
        return Leaving((change,), None)
    if retiring.id == before.id:
        return Leaving((change,), closing)
    return Leaving((change, Change(retiring, replace(retiring, slot=before.slot))), closing)
