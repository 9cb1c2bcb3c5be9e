"""Undo: by the same person, within ten minutes, while nobody has changed the items since.

An undo restores the items, their slots and their places. An item goes back directly below the item that was above it. If that
one has moved or left the order, the undo is refused. An item that was on top goes back to the top.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from queue_app.domain.queue.changes import ChangeRecord, restored
from queue_app.domain.queue.events import EVENT_KINDS
from queue_app.domain.queue.item import Item, State
from queue_app.domain.refusals import (
    AlreadyUrgent,
    NeighbourGone,
    NotUndoable,
    NotYoursToUndo,
    TooLateToUndo,
    TouchedSince,
    UndoneAlready,
)
from queue_app.domain.team.rights import Right

UNDO_MINUTES = 10
UNDO_WITHIN = timedelta(minutes=UNDO_MINUTES)


@dataclass(frozen=True, slots=True)
class Act:
    """An event to undo. `person` did it; `answer` is the stored answer of the request (both are kept for a day). `urgent`: the
    title of another item that is urgent now. `left_items`: how many items the person left with the act. `closing`: a slot that
    is deleted as soon as an item leaves any slot."""

    seq: int
    at: datetime
    kind: str
    data: Mapping[str, Any]
    signed: bool
    person: int | None
    answer: Mapping[str, Any]
    items: Mapping[int, Item]
    urgent: str | None = None
    left_items: int = 0
    closing: int | None = None

    @property
    def records(self) -> list[ChangeRecord]:
        """The records of the items. An item that only changed its slot, because its old one was deleted, is left out."""
        return [record for record in self.data["items"] if not _only_slot(record)]


@dataclass(frozen=True, slots=True)
class Later:
    """An event after the act that names one of its items."""

    seq: int
    kind: str
    data: Mapping[str, Any]


def right_to_undo(kind: str) -> Right:
    """The right that undoing an event of this kind needs. Raises NotUndoable."""
    right = EVENT_KINDS[kind].undo
    if right is None:
        raise NotUndoable
    return right


def check(act: Act, by: int | None, at: datetime) -> None:
    """Check that the person `by` may undo the act at `at`. Raises NotUndoable, NotYoursToUndo, TooLateToUndo."""
    right_to_undo(act.kind)
    if by is None or act.person != by:
        raise NotYoursToUndo
    if at - act.at > UNDO_WITHIN:
        raise TooLateToUndo(minutes=UNDO_MINUTES)


def check_untouched(act: Act, later: Sequence[Later]) -> None:
    """Check that no `later` event changed the items. Raises UndoneAlready, TouchedSince. Undone events do not count."""
    if any(event.kind == "undone" and event.data["undoes"] == act.seq for event in later):
        raise UndoneAlready
    own = {record["id"] for record in act.records}
    for event in lasting(later):
        for record in event.data["items"]:
            if record["id"] in own and not _only_slot(record):
                raise TouchedSince(title=act.items[record["id"]].title)


def check_neighbour(item: int, title: str, later: Sequence[Later]) -> None:
    """Check the neighbour above. Raises NeighbourGone if an event moved it or took it out of the order.

    A neighbour that only moved counts as gone. The place below it is not where the item was. Following it could carry the
    item into or out of the top, and an undo gives no reason. Following it only far from the top would be a second rule for
    one click, which depends on where both items are now.
    """
    for event in lasting(later):
        for record in event.data["items"]:
            if record["id"] == item and "under" in record.get("was", {}):
                raise NeighbourGone(title=title)


def lasting(later: Sequence[Later]) -> list[Later]:
    """The events without undone ones and their undos. The undo of an event that is not in `later` stays."""
    seqs = {event.seq for event in later}
    undone = {event.seq: event.data["undoes"] for event in later if event.kind == "undone"}
    taken_back = {undo: act for undo, act in undone.items() if act in seqs}
    return [event for event in later if event.seq not in taken_back and event.seq not in taken_back.values()]


def _only_slot(record: ChangeRecord) -> bool:
    return bool(record.get("was", {}).keys() == {"slot"}) and record["now"].keys() == {"slot"}


@dataclass(frozen=True, slots=True)
class Restored:
    """An item before and after the undo. `moves`: it goes to another place, directly below the item `under`."""

    before: Item
    after: Item
    moves: bool = False
    under: int | None = None


@dataclass(slots=True)
class UndoPlace:
    """A place to which items go back, in their old order: directly below the item `anchor` (None: on top)."""

    anchor: int | None
    items: list[Restored] = field(default_factory=list)

    def filled(self, ranks: Sequence[int]) -> list[Restored]:
        """The items with these ranks, each below the one before."""
        unders = [self.anchor, *(back.before.id for back in self.items)]
        return [
            replace(back, after=back.after.at(rank, under))
            for back, rank, under in zip(self.items, ranks, unders, strict=False)
        ]


def items_before(act: Act, at: datetime) -> list[Restored]:
    """The items as before the act; items that it added are dropped. The caller finds slots and places.

    Raises AlreadyUrgent.
    """
    restored_items = [_back(act, record, at) for record in act.records]
    if act.urgent is not None and any(back.after.urgent for back in restored_items):
        raise AlreadyUrgent(title=act.urgent)
    return restored_items


def _back(act: Act, record: ChangeRecord, at: datetime) -> Restored:
    item = act.items[record["id"]]
    if "was" not in record:
        return Restored(item, item if "state" not in record["now"] else item.dropped(at))
    after = replace(restored(item, record), slot=item.slot)
    if record["was"].keys() & {"title"} or act.data.keys() & {"areas", "tags"}:
        after = replace(after, version=item.version + 1)
    if after.state is not State.IN_PROGRESS:
        after = replace(after, slot=None)
    if item.slot is None or after.slot is None:
        # Only people undo. An item that goes back in progress is theirs, so it takes no agent slot.
        after = replace(after, agent_slot=None, ready=None)
    if not after.open:
        return Restored(item, replace(after, rank=None, under=None))
    return Restored(item, after, "under" in record["was"], record["was"].get("under"))


def old_slot(act: Act, back: Restored) -> int | None:
    """The slot that the item was in before the act."""
    was = next(record["was"] for record in act.records if record["id"] == back.before.id)
    slot: int | None = was.get("slot")
    return slot


def needs_slot(items: Iterable[Restored]) -> Restored | None:
    """The item that needs a slot: it goes back in progress."""
    return next((b for b in items if b.after.state is State.IN_PROGRESS and b.before.slot is None), None)


def leaves_slot(items: Iterable[Restored]) -> Restored | None:
    """The item that leaves its slot: it goes back to waiting."""
    return next((b for b in items if b.before.slot is not None and b.after.slot is None), None)


def was_with_agents(act: Act, back: Restored) -> bool:
    """Whether an agent had pulled the item that goes back in progress."""
    was = next(record.get("was", {}) for record in act.records if record["id"] == back.before.id)
    return was.get("agent_slot") is not None


def places(items: Iterable[Restored]) -> list[UndoPlace]:
    """The places to which items go back. An item that was below another restored item goes back below it."""
    every: list[UndoPlace] = []
    place_of: dict[int | None, UndoPlace] = {}
    for back in items:
        if back.moves:
            place = place_of.get(back.under)
            if place is None:
                place = UndoPlace(back.under)
                every.append(place)
            place.items.append(back)
            place_of[back.before.id] = place
    return every


def moving(items: Iterable[Restored]) -> list[int]:
    """The ids of the items that go to another place."""
    return [back.before.id for back in items if back.moves]


def neighbours(records: Iterable[ChangeRecord]) -> list[int]:
    """The ids of the other items below which an undo puts items back."""
    records = list(records)
    own = {None, *(record["id"] for record in records)}
    unders = (record.get("was", {}).get("under") for record in records)
    return [under for under in unders if under not in own]


def undo_data(act: Act, items: Iterable[Restored]) -> dict[str, Any]:
    """The data of the undo event: that of the act, reversed."""
    data: dict[str, Any] = {"undoes": act.seq, "of": act.kind}
    if "blocks" in act.data:
        data["blocks"] = [_reversed(block) for block in act.data["blocks"]]
    elif any(back.before.block_id != back.after.block_id for back in items):
        data["block"] = _reversed(act.data["block"])
    if "plans" in act.data:
        plans = act.data["plans"].items()
        data["plans"] = {item: {"was": plan["now"], "now": plan.get("was", [])} for item, plan in plans}
    if "corrected" in act.data:
        note = act.data["corrected"]
        data["corrected"] = {"id": note["id"], "was": note["now"], "now": note["was"]}
    if "areas" in act.data:
        data["areas"] = {"was": act.data["areas"]["now"], "now": act.data["areas"]["was"]}
    if "tags" in act.data:
        data["tags"] = [tagged | {"was": tagged["now"], "now": tagged["was"]} for tagged in act.data["tags"]]
    return data


def _reversed(record: ChangeRecord) -> ChangeRecord:
    return {"id": record["id"], "was": record["now"], "now": record.get("was")}
