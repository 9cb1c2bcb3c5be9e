"""Undo: by the same person, within ten minutes, while nobody touched the items since. It brings back what was before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from queue_app.domain.queue.changes import Record
from queue_app.domain.queue.item import Item
from queue_app.domain.refusals import (
    NotUndoable,
    NotYoursToUndo,
    TooLateToUndo,
    TouchedSince,
    UndoneAlready,
)

UNDO_WITHIN = timedelta(minutes=10)

UNDOABLE = (
    "moved",
    "pulled",
    "finished",
    "put_back",
    "swapped",
    "dropped",
    "reopened",
    "restored",
    "blocked",
    "unblocked",
    "split",
    "placed",
    "urgent",
    "calmed",
)
"""The kinds of event that can be undone. Not the coin: who does not like how it fell would flip it until they do."""


@dataclass(frozen=True, slots=True)
class Act:
    """An event that somebody wants to take back. `person` did it, `answered` is what they were told (both for a day);
    `urgent` is the title of another item that is urgent by now, `left` how many items they left with it, `closing` a slot
    that goes as soon as one is left."""

    seq: int
    at: datetime
    kind: str
    data: Mapping[str, Any]
    signed: bool
    person: int | None
    answered: Mapping[str, Any]
    items: Mapping[int, Item]
    urgent: str | None = None
    left: int = 0
    closing: int | None = None

    @property
    def records(self) -> list[Record]:
        """What it did to its items. An item that only went into another slot, because its own was retired, stays there."""
        return [record for record in self.data["items"] if not _only_slot(record)]


@dataclass(frozen=True, slots=True)
class Later:
    """An event after the act that names one of its items."""

    seq: int
    kind: str
    data: Mapping[str, Any]


def check(act: Act, by: int | None, at: datetime) -> None:
    """Raises NotUndoable, NotYoursToUndo, TooLateToUndo."""
    if act.kind not in UNDOABLE:
        raise NotUndoable
    if by is None or act.person != by:
        raise NotYoursToUndo
    if at - act.at > UNDO_WITHIN:
        raise TooLateToUndo


def check_untouched(act: Act, later: Sequence[Later]) -> None:
    """Raises UndoneAlready, TouchedSince. What was done later and undone again touched nothing."""
    if any(event.kind == "undone" and event.data["undoes"] == act.seq for event in later):
        raise UndoneAlready
    own = {record["id"] for record in act.records}
    for event in lasting(later):
        for record in event.data["items"]:
            if record["id"] in own and not _only_slot(record):
                raise TouchedSince(title=act.items[record["id"]].title)


def lasting(later: Sequence[Later]) -> list[Later]:
    """Without what was undone again."""
    undone = {event.data["undoes"] for event in later if event.kind == "undone"}
    return [event for event in later if event.kind != "undone" and event.seq not in undone]


def _only_slot(record: Record) -> bool:
    return bool(record.get("was", {}).keys() == {"slot"}) and record["now"].keys() == {"slot"}
