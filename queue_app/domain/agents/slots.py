"""Agent slots: how many items agents may have at once, besides the WIP limit. Items in progress keep their slots."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST = 99


@dataclass(frozen=True, slots=True)
class AgentSlotsChange:
    """The slots to add, the slots to delete, and the new value of `closing` for those where it changes."""

    added: tuple[int, ...]
    deleted: tuple[int, ...]
    marked: Mapping[int, bool]


def agent_slots_change(slots: Mapping[int, bool], taken: frozenset[int], at_once: int) -> AgentSlotsChange:
    """The change from `slots`, {number: closing}, to `at_once` slots. Taken slots are kept first; those beyond close."""
    kept = sorted(slots, key=lambda n: (n not in taken, n))[:at_once]
    unused = [n for n in range(1, MOST + 1) if n not in slots]
    closing = {n: n not in kept for n in slots if n in kept or n in taken}
    return AgentSlotsChange(
        added=tuple(unused[: at_once - len(kept)]),
        deleted=tuple(n for n in slots if n not in kept and n not in taken),
        marked={n: closes for n, closes in closing.items() if slots[n] != closes},
    )
