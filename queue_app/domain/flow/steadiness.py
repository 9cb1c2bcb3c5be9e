"""Steadiness: how often a change of the order changed the top in 14 days, and for which kind of reason.

The top is the set of the first max(3, WIP limit) waiting places. History is played backwards from the present order, so the
time depends only on the events of these days. Undone events do not count.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from queue_app.domain.queue.events import OF_THE_ORDER
from queue_app.domain.queue.item import State
from queue_app.domain.queue.limit import LARGEST
from queue_app.domain.queue.order import top_size
from queue_app.domain.queue.replay import PastOrder, records_of

WINDOW = timedelta(days=14)
_FIRST = "something_else_first"
FEWEST = 2
"""With fewer changes there is nothing to report."""


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """An event of a kind in OF_THE_TOP; `data` is as stored."""

    seq: int
    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TopChange:
    """The effect of one event on the top. `gone`: items (ids) that left the top unstarted. `back`: {item that returned: `seq` of
    the event by which it had left, within the 14 days}. `counts`: the event changed the order and the top. An item that
    comes in at the end of a short queue does not count."""

    event: OrderEvent
    gone: frozenset[int]
    back: Mapping[int, int]
    counts: bool

    @property
    def put_back(self) -> bool:
        """Whether running work was put back because something else came first."""
        return self.event.data.get("why") == _FIRST


@dataclass(frozen=True, slots=True)
class Steadiness:
    """The last 14 days: how many `changes` of the order changed the top; how often an item `left` it unstarted and how often one
    `came_back` (`bounced`: their ids); how often running work was `put_back` because something else came first; how often an
    item was made `urgent`; and the most common kind of reason with its count (None: no change had one)."""

    changes: int
    left: int
    came_back: int
    put_back: int
    urgent: int
    bounced: tuple[int, ...]
    commonest: tuple[str, int] | None


def steadiness(open_items: Sequence[tuple[int, State]], events: Sequence[OrderEvent], limit: int) -> Steadiness | None:
    """The steadiness of the order; None if the top changed less than twice. The arguments are those of `top_changes`."""
    return steadiness_of(top_changes(open_items, events, limit))


def steadiness_of(changes: Sequence[TopChange]) -> Steadiness | None:
    """The steadiness, from all changes of the top; None if fewer than two count."""
    counting = [change for change in changes if change.counts]
    if len(counting) < FEWEST:
        return None
    reasons = Counter(filter(None, (reason_kind(change.event) for change in counting)))
    return Steadiness(
        changes=len(counting),
        left=sum(len(change.gone) for change in changes),
        came_back=sum(len(change.back) for change in changes),
        put_back=sum(change.put_back for change in changes),
        urgent=sum(change.event.kind == "urgent" for change in changes),
        bounced=tuple(dict.fromkeys(item for change in changes for item in sorted(change.back))),
        commonest=next(iter(reasons.most_common(1)), None),
    )


def top_changes(
    open_items: Sequence[tuple[int, State]], events: Sequence[OrderEvent], limit: int
) -> tuple[TopChange, ...]:
    """The effect of each event on the top, oldest first, without undone events.

    `open_items` are the open items (id, state) in their order now, or the first ones (`enough_of_order`), `events` those of the
    last 14 days, newest first.
    """
    tops = tops_before(open_items, events, top_size(limit))
    undone = {event.data["undoes"] for event in events if event.kind == "undone"}
    out: dict[int, int] = {}
    changes = []
    for n in range(len(events) - 1, -1, -1):
        if events[n].kind != "undone" and events[n].seq not in undone:
            changes.append(_change(events[n], tops[n + 1], tops[n], out))
            out = {**out, **dict.fromkeys(changes[-1].gone, events[n].seq)}
            out = {item: seq for item, seq in out.items() if item not in changes[-1].back}
    return tuple(changes)


def enough_of_order(events: Sequence[OrderEvent], limit: int) -> int:
    """So many of the first open items tell all tops, however long the order is: taking back a record moves the others by a place
    at most, and no more items run than have a slot."""
    return top_size(limit) + LARGEST + 2 * sum(len(records_of(event.data)) for event in events)


def _change(event: OrderEvent, before: frozenset[int], after: frozenset[int], out: Mapping[int, int]) -> TopChange:
    started = {
        record["id"] for record in records_of(event.data) if record["now"].get("state") in ("in_progress", "finished")
    }
    back = {item: out[item] for item in after - before if item in out}
    at_the_end = event.kind in ("added", "restored") and before <= after and reason_kind(event) is None
    changes_top = (before != after and not at_the_end) or event.data.get("why") == _FIRST or event.kind == "urgent"
    return TopChange(event, before - after - started, back, event.kind in OF_THE_ORDER and changes_top)


def tops_before(
    open_items: Sequence[tuple[int, State]], events: Sequence[OrderEvent], size: int
) -> list[frozenset[int]]:
    """The first `size` waiting items (ids) now, and then before each event. The arguments are those of `top_changes`."""
    running = {item for item, state in open_items if state is not State.WAITING}
    past = PastOrder([item for item, _ in open_items], running)
    tops = [frozenset(past.waiting(size))]
    for event in events:
        past.take_back(records_of(event.data))
        tops.append(frozenset(past.waiting(size)))
    return tops


def reason_kind(event: OrderEvent) -> str | None:
    """The kind of reason of a move, a put back or a new item; a coin flip counts as its own kind."""
    if event.kind == "coin":
        return "coin"
    kind = event.data.get("reason_kind") or event.data.get("why")
    if kind is None and event.kind == "added":
        kind = event.data["items"][0]["now"].get("reason_kind")
    return kind
