"""The WIP limit: raising it adds slots; lowering it deletes free slots and marks taken ones closing.

When an item leaves any slot, a closing slot is deleted: its item moves into the free one. So a lower limit takes effect
gradually.
"""

from dataclasses import dataclass, replace

from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item

SMALLEST, LARGEST = 1, 99


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """One slot: its number, whether it is closing, and whether an item is in it."""

    n: int
    closing: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class LimitChange:
    """The changes of the slots for a new limit. Items in progress stay where they are."""

    added: tuple[int, ...]
    deleted: tuple[int, ...]
    marked: dict[int, bool]


def limit_change(slots: list[SlotFacts], limit: int) -> LimitChange:
    """The changes that lead from `slots` to `limit` slots that are not closing.

    Raised: closing slots are kept first, then new numbers are added. Lowered: free slots are deleted, highest first, then
    taken ones are marked closing, highest first.
    """
    staying = [s for s in slots if not s.closing]
    more = limit - len(staying)
    if more >= 0:
        reopened = [s.n for s in slots if s.closing][:more]
        unused = [n for n in range(1, LARGEST + 1) if n not in {s.n for s in slots}]
        return LimitChange(tuple(unused[: more - len(reopened)]), (), dict.fromkeys(reopened, False))
    free = [s.n for s in reversed(staying) if not s.taken][:-more]
    taken = [s.n for s in reversed(staying) if s.taken][: -more - len(free)]
    return LimitChange((), tuple(free), dict.fromkeys(taken, True))


def suggested(people: int) -> int:
    """The suggested limit: half of the people, rounded up, at least 1."""
    return max(SMALLEST, min(LARGEST, (people + 1) // 2))


@dataclass(frozen=True, slots=True)
class Leaving:
    """The changes in the order in which they must be written, and the slot to delete afterwards (None: no slot)."""

    changes: tuple[Change, ...]
    retired: int | None


def leaving(before: Item, after: Item, closing: int | None, retiring: Item | None) -> Leaving:
    """The changes if an item leaves its slot. `before` is the item in the slot. `retiring` is the item in the slot `closing`."""
    change = Change(before, after)
    if before.slot is None or closing is None or retiring is None:
        return Leaving((change,), None)
    if retiring.id == before.id:
        return Leaving((change,), closing)
    return Leaving((change, Change(retiring, replace(retiring, slot=before.slot))), closing)
