"""Replay of a team's history: `Replay` rebuilds order, items, slots, blocks, plans and waits from the events alone.

It reads no tables. The time for an event depends only on its own size, not on the queue. Values are as in the events.

`PastOrder` goes the other way: it takes events back from the present order, newest first. It reads nothing older, so the last
weeks of a long history cost only their own events.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from queue_app.domain.queue.changes import ChangeRecord
from queue_app.domain.queue.item import State

Fields = dict[str, Any]

_HEAD = None
"""The key above the first item."""


class ReplayOrder:
    """The open items (ids) from top to bottom, as a doubly linked list."""

    def __init__(self) -> None:
        self._below: dict[int | None, int | None] = {_HEAD: None}
        self._above: dict[int, int | None] = {}

    def __contains__(self, item: int) -> bool:
        return item in self._above

    def __iter__(self) -> Iterator[int]:
        item = self._below[_HEAD]
        while item is not None:
            yield item
            item = self._below[item]

    def put(self, item: int, under: int | None) -> None:
        """Place `item` directly below `under` (None: on top). Raises KeyError if `under` is not in the order."""
        self.take(item)
        lower = self._below[under]
        self._below[under], self._above[item], self._below[item] = item, under, lower
        if lower is not None:
            self._above[lower] = item

    def take(self, item: int) -> None:
        """Remove `item`, if it is in the order."""
        if item not in self._above:
            return
        upper, lower = self._above.pop(item), self._below.pop(item)
        self._below[upper] = lower
        if lower is not None:
            self._above[lower] = upper


@dataclass(slots=True)
class Replay:
    """The team according to its history. Keys are ids (slots: numbers). `contradictions` describe events that do not fit."""

    order: ReplayOrder = field(default_factory=ReplayOrder)
    items: dict[int, Fields] = field(default_factory=dict)
    slots: dict[int, bool] = field(default_factory=dict)
    blocks: dict[int, Fields] = field(default_factory=dict)
    plans: dict[int, list[Any]] = field(default_factory=dict)
    waits: dict[tuple[int, int, int], bool] = field(default_factory=dict)
    listed: list[tuple[int, int]] = field(default_factory=list)
    last_seq: int = 0
    last_number: int = 0
    contradictions: list[str] = field(default_factory=list)

    def play(self, seq: int, at: datetime, data: Fields) -> None:
        """Apply the next event; `data` is as stored. An event that does not fit is added to `contradictions`."""
        if seq != self.last_seq + 1:
            self.contradictions.append(f"event {seq} follows event {self.last_seq}")
        self.last_seq = seq
        changed = data.get("items", [])
        try:
            self._slots(data.get("slots", {}))
            for record in changed:
                self._item(record)
                self.listed.append((seq, record["id"]))
            if "block" in data:
                self._block(data["block"], changed[0]["id"], at)
            for block in data.get("blocks", ()):
                self._block(block, changed[0]["id"], at)
            self._plans(data, changed)
            if "wait" in data:
                self._wait(data["wait"], changed[0]["id"])
            for wait in data.get("waits", ()):
                self._wait({"waits": True, **wait}, wait["item"])
            self._gone(data.get("gone", ()))
        except (KeyError, IndexError, TypeError, ValueError) as problem:
            self.contradictions.append(f"event {seq} cannot be played: {problem!r}")

    def _slots(self, change: Fields) -> None:
        self.slots |= dict.fromkeys(change.get("added", []), False)
        for n in change.get("deleted", []):
            del self.slots[n]
        for n, closing in change.get("marked", {}).items():
            self.slots[int(n)] = closing

    def _item(self, record: ChangeRecord) -> None:
        item, now = record["id"], record["now"]
        fields = self.items.setdefault(item, {})
        for name, value in record.get("was", {}).items():
            if name != "under" and fields.get(name) != value:
                raise ValueError(f"{name} of item {item} was {fields.get(name)!r} and not {value!r}")
        if "under" in now:
            self.order.put(item, now["under"])
        fields |= now
        fields.pop("under", None)
        self.last_number = max(self.last_number, fields.get("number", 0))
        if fields["state"] in ("finished", "dropped"):
            self.order.take(item)

    def _gone(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Remove deleted items, given as ranges of ids."""
        gone = {item for low, high in ranges for item in range(low, high + 1)}
        if not gone:
            return
        for item in gone:
            self.order.take(item)
            del self.items[item]
            self.plans.pop(item, None)
        self.blocks = {block: fields for block, fields in self.blocks.items() if fields["item"] not in gone}
        self.waits = {edge: True for edge in self.waits if not {edge[0], edge[2]} & gone}
        self.listed = [(seq, item) for seq, item in self.listed if item not in gone]

    def _block(self, record: ChangeRecord, item: int, at: datetime) -> None:
        block = record["id"]
        if "was" not in record:
            self.blocks[block] = {"item": item, "from_at": at.isoformat(), "to_at": None}
        if record["now"] is None:
            del self.blocks[block]
        else:
            self.blocks[block] |= record["now"]

    def _wait(self, record: Fields, item: int) -> None:
        edge = (item, record["on_team"], record["on"])
        if (edge in self.waits) == record["waits"]:
            raise ValueError(f"item {item} waits for {record['on']} already, or not at all")
        if record["waits"]:
            self.waits[edge] = True
        else:
            del self.waits[edge]

    def _plans(self, data: Fields, changed: list[ChangeRecord]) -> None:
        if "plan" in data:
            self.plans[changed[0]["id"]] = data["plan"]
        for item, plan in data.get("plans", {}).items():
            self.plans[int(item)] = plan["now"]


@dataclass(slots=True)
class PastOrder:
    """The open items (ids) from top to bottom, and which of them run, as before the last event that was taken back."""

    order: list[int]
    running: set[int] = field(default_factory=set)

    def take_back(self, records: Iterable[ChangeRecord]) -> None:
        """Take back one event, given its records: the items return to their places and states. Other items stay."""
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
        items: list[int] = []
        for item in self.order:
            if len(items) == most:
                break
            if item not in self.running:
                items.append(item)
        return items

    def place(self, item: int) -> int:
        """The item's position among the waiting items, from 1; for a running one where it would be; 0 if not in the order."""
        if item not in self.order:
            return 0
        above = self.order[: self.order.index(item)]
        return 1 + len(above) - sum(other in self.running for other in above)

    def _take(self, item: int) -> None:
        if item in self.order:
            self.order.remove(item)

    def _runs(self, item: int, runs: bool) -> None:
        (self.running.add if runs else self.running.discard)(item)

    def _put(self, back: Mapping[int, int | None]) -> None:
        """Put each item directly below the one that was above it. If that one is of the same event, it is put first."""
        waits = dict(back)
        while waits:
            item = next((candidate for candidate, under in waits.items() if under not in waits), next(iter(waits)))
            under = waits.pop(item)
            # A missing neighbour came with an import that was taken back. Imported items are at the bottom.
            at = 0 if under is None else self.order.index(under) + 1 if under in self.order else len(self.order)
            self.order.insert(at, item)


def records_of(data: Mapping[str, Any]) -> list[ChangeRecord]:
    """The records of the items that an event changed."""
    return list(data.get("items", ()))
