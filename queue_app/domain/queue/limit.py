"""The WIP limit: raising it adds slots, lowering it deletes free slots and marks taken ones closing.

When an item leaves any slot, one closing slot is retired: its item moves into the free one. So a lowered limit sinks in.
"""

from dataclasses import dataclass, replace

from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item

SMALLEST, LARGEST = 1, 99


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """One slot: its number, whether it is closing, whether an item is in it."""

    n: int
    closing: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class LimitChange:
    """What a new limit does to the slots. Nothing in progress is touched."""

    added: tuple[int, ...]
    deleted: tuple[int, ...]
    marked: dict[int, bool]


def changed(slots: list[SlotFacts], limit: int) -> LimitChange:
    """How to come from `slots` to `limit` slots that are not closing.

    Raised: closing slots stay after all, then new numbers are added. Lowered: free ones go first, highest first, then
    taken ones are marked closing, highest first.
    """
    lasting = [s for s in slots if not s.closing]
    wanted = limit - len(lasting)
    if wanted >= 0:
        kept = [s.n for s in slots if s.closing][:wanted]
        unused = [n for n in range(1, LARGEST + 1) if n not in {s.n for s in slots}]
        return LimitChange(tuple(unused[: wanted - len(kept)]), (), dict.fromkeys(kept, False))
    free = [s.n for s in reversed(lasting) if not s.taken][:-wanted]
    taken = [s.n for s in reversed(lasting) if s.taken][: -wanted - len(free)]
    return LimitChange((), tuple(free), dict.fromkeys(taken, True))


def suggested(people: int) -> int:
    """Half of the people, rounded up, at least 1."""
    return max(SMALLEST, min(LARGEST, (people + 1) // 2))


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
