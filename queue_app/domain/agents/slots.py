"""How many items agents may have at once, as slots beside those of the WIP limit. Items in progress keep theirs."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST = 99


@dataclass(frozen=True, slots=True)
class AgentSlotsChange:
    """The slots to add, to delete, and those whose `closing` changes."""

    added: tuple[int, ...]
    deleted: tuple[int, ...]
    marked: Mapping[int, bool]


def agent_slots_change(slots: Mapping[int, bool], taken: frozenset[int], at_once: int) -> AgentSlotsChange:
    """The way from `slots`, as {number: closing}, to `at_once`. Taken ones stay first, the others of them close."""
    kept = sorted(slots, key=lambda n: (n not in taken, n))[:at_once]
    unused = [n for n in range(1, MOST + 1) if n not in slots]
    closing = {n: n not in kept for n in slots if n in kept or n in taken}
    return AgentSlotsChange(
        added=tuple(unused[: at_once - len(kept)]),
        deleted=tuple(n for n in slots if n not in kept and n not in taken),
        marked={n: closes for n, closes in closing.items() if slots[n] != closes},
    )
