"""The order as it stood before: the history taken back from the present, one event after the other, newest first.

Nothing is read of the time before, so the last weeks of a long history cost only their own events.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from queue_app.domain.queue.changes import Record
from queue_app.domain.queue.item import State


@dataclass(slots=True)
class PastOrder:
    """The open items (ids) from top to bottom, and which of them run, at the moment before the last event taken back."""

    order: list[int]
    running: set[int] = field(default_factory=set)

    def take_back(self, records: Iterable[Record]) -> None:
        """The items of one event stand and are again as before it. What it says of other items is passed over."""
        back: dict[int, int | None] = {}
        for record in records:
            item, was, now = record["id"], record.get("was", {}), record["now"]
            if "under" in was or "under" in now:
                self._take(item)
            if "under" in was:
                back[item] = was["under"]
            if "state" in now:
                self._runs(item, was.get("state") == State.IN_PROGRESS)
        self._put(back)

    def waiting(self, most: int) -> list[int]:
        """The first `most` waiting items."""
        found: list[int] = []
        for item in self.order:
            if len(found) == most:
                break
            if item not in self.running:
                found.append(item)
        return found

    def place(self, item: int) -> int:
        """Its place among the waiting items, 1 = first, or the place it would have there; 0 when it is not in the order."""
        if item not in self.order:
            return 0
        above = self.order[: self.order.index(item)]
        return 1 + len(above) - sum(one in self.running for one in above)

    def _take(self, item: int) -> None:
        if item in self.order:
            self.order.remove(item)

    def _runs(self, item: int, runs: bool) -> None:
        (self.running.add if runs else self.running.discard)(item)

    def _put(self, back: Mapping[int, int | None]) -> None:
        """Each directly below what stood above it; one of the event's own items first, if that is what stood there."""
        waits = dict(back)
        while waits:
            item = next((one for one, under in waits.items() if under not in waits), next(iter(waits)))
            under = waits.pop(item)
            at = self.order.index(under) + 1 if under in self.order else 0
            self.order.insert(at, item)


def records_of(data: Mapping[str, Any]) -> list[Record]:
    """The items that an event changed."""
    return list(data.get("items", ()))
