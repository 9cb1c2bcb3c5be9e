"""The items that the stand-up talks about, the most pressing one first.

An item is there once, whatever concerns it. Its states are in the order of `STATES`, and the first one decides its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

PressingState = Literal["blocked", "waits", "ready", "old", "nobody", "top"]
STATES: tuple[PressingState, ...] = ("blocked", "waits", "ready", "old", "nobody", "top")
"""waits: for other items. ready: an agent left it for a person to look at. old: in progress longer than expected.

top: the first one in progress.
"""


@dataclass(frozen=True, slots=True)
class Pressing:
    """What decides the place of an item. `states` are in the order of `STATES`, and there is at least one.

    `place` is its place in the order: among the running items, or among the waiting ones if it `waits`. `days`: its age in
    progress. `long_block`: it is blocked for a long time.
    """

    states: tuple[PressingState, ...]
    place: int
    waits: bool = False
    long_block: bool = False
    days: int = 0

    @property
    def key(self) -> tuple[int, bool, bool, int, int]:
        """What the items are sorted by. Of the blocked ones: long blocks first, running before waiting. Of the old ones: the
        oldest first. Else their order in the queue.
        """
        first = self.states[0]
        days = self.days if first == "old" else 0
        return STATES.index(first), first == "blocked" and not self.long_block, self.waits, -days, self.place


def in_order(concern: Sequence[PressingState]) -> tuple[PressingState, ...]:
    """The states of an item, most pressing first."""
    return tuple(state for state in STATES if state in concern)
