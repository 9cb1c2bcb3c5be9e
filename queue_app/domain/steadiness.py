"""Steadiness: how often the top changed in 14 days by a change of the order, and for which kind of reason.

The top is the set of the first max(3, WIP limit) waiting places. History is played backwards from the present order, so it
takes time of the events of these days only. What was undone did not happen.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from queue_app.domain.item import State
from queue_app.domain.order import top_size
from queue_app.domain.past_order import PastOrder, records_of

WINDOW = timedelta(days=14)
KINDS = (
    "added", "moved", "coin", "urgent", "put_back", "swapped", "dropped", "reopened", "restored", "split", "pulled", "finished",
    "undone",
)  # fmt: skip
"""The kinds of event that can change who stands at the top. An import adds below, and may be left out."""
_OF_THE_ORDER = frozenset(KINDS) - {"pulled", "finished", "undone"}
_FIRST = "something_else_first"
FEWEST = 2
"""Fewer changes are nothing to speak of."""


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """An event of one of KINDS; `data` is as the history keeps it."""

    seq: int
    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Steadiness:
    """Of the last 14 days: how many `changes` of the order changed the top, how often an item `left` it unstarted and `came_back`
    (`bounced`: which, by id), how often running work was `put_back` because something else came first, how often something was
    `urgent`; and the commonest kind of reason with its number, where one was said."""

    changes: int
    left: int
    came_back: int
    put_back: int
    urgent: int
    bounced: tuple[int, ...]
    commonest: tuple[str, int] | None


def steadiness(open_items: Sequence[tuple[int, State]], events: Sequence[OrderEvent], limit: int) -> Steadiness | None:
    """The facts of the sentence; None where the top changed less than twice.

    `open_items` are the open items (id, state) in their order now, `events` those of the last 14 days, newest first.
    """
    tops = tops_before(open_items, events, top_size(limit))
    undone = {event.data["undoes"] for event in events if event.kind == "undone"}
    counting = _Counting()
    for n in range(len(events) - 1, -1, -1):
        if events[n].kind != "undone" and events[n].seq not in undone:
            counting.count(events[n], tops[n + 1], tops[n])
    return counting.facts()


def tops_before(
    open_items: Sequence[tuple[int, State]], events: Sequence[OrderEvent], size: int
) -> list[frozenset[int]]:
    """The first `size` waiting items as they are now, and then as they were before each event; arguments as above."""
    running = {item for item, state in open_items if state is not State.WAITING}
    past = PastOrder([item for item, _ in open_items], running)
    tops = [frozenset(past.waiting(size))]
    for event in events:
        past.take_back(records_of(event.data))
        tops.append(frozenset(past.waiting(size)))
    return tops


class _Counting:
    """What changed, oldest first."""

    def __init__(self) -> None:
        self._changes = self._left = self._came_back = self._put_back = self._urgent = 0
        self._out: set[int] = set()
        self._bounced: dict[int, None] = {}
        self._kinds: Counter[str] = Counter()

    def count(self, event: OrderEvent, before: frozenset[int], after: frozenset[int]) -> None:
        """One event, with the top before and after it."""
        started = {
            one["id"] for one in event.data.get("items", []) if one["now"].get("state") in ("in_progress", "finished")
        }
        gone, back = before - after - started, (after - before) & self._out
        self._left += len(gone)
        self._came_back += len(back)
        self._bounced |= dict.fromkeys(sorted(back))
        self._out = (self._out | gone) - back
        first = event.data.get("why") == _FIRST
        self._put_back += first
        self._urgent += event.kind == "urgent"
        if event.kind in _OF_THE_ORDER and (before != after or first or event.kind == "urgent"):
            self._changes += 1
            self._kinds.update(filter(None, [_reason(event)]))

    def facts(self) -> Steadiness | None:
        """All of it, where it is worth a sentence."""
        if self._changes < FEWEST:
            return None
        counts = (self._changes, self._left, self._came_back, self._put_back, self._urgent)
        return Steadiness(*counts, tuple(self._bounced), next(iter(self._kinds.most_common(1)), None))


def _reason(event: OrderEvent) -> str | None:
    """The kind of reason: of the move, of the put back, of the new item; the coin is one itself."""
    if event.kind == "coin":
        return "coin"
    kind = event.data.get("reason_kind") or event.data.get("why")
    if kind is None and event.kind == "added":
        kind = event.data["items"][0]["now"].get("reason_kind")
    return kind
