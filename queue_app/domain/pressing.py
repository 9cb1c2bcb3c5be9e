"""The items that the stand-up talks about, most pressing first.

Each item appears once. Its states are in the order of `STATES`, and the first one decides the item's place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

PressingState = Literal["blocked", "waits", "ready", "old", "nobody", "top"]
STATES: tuple[PressingState, ...] = ("blocked", "waits", "ready", "old", "nobody", "top")
"""waits: for other items. ready: an agent left it for a person to look at. old: in progress longer than expected.

nobody: nobody is on it. top: the first item in progress.
"""


@dataclass(frozen=True, slots=True)
class Pressing:
    """The facts that decide an item's place. `states` has at least one state, in the order of `STATES`.

    `waits`: the item is waiting, not in progress. `place`: its place among the waiting or the running items. `days`: its age
    in progress. `long_block`: it has been blocked for a long time.
    """

    states: tuple[PressingState, ...]
    place: int
    waits: bool = False
    long_block: bool = False
    days: int = 0

    @property
    def key(self) -> tuple[int, bool, bool, int, int]:
        """The sort key. Blocked items: long blocks first, then running before waiting. Old items: oldest first. All others by
        their order in the queue.
        """
        first = self.states[0]
        days = self.days if first == "old" else 0
        return STATES.index(first), first == "blocked" and not self.long_block, self.waits, -days, self.place


def in_order(concern: Sequence[PressingState]) -> tuple[PressingState, ...]:
    """The states of an item, most pressing first."""
    return tuple(state for state in STATES if state in concern)
