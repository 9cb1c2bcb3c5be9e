"""How changes of items are stored in the history and read back: the changed fields, before and after.

A place is stored as the id of the neighbour above (`under`), never as a rank, so that history survives renumbering.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from queue_app.domain.queue.item import Item, State

ChangeRecord = dict[str, Any]
"""The part of an event about one item: {"id", "was": {field: value}, "now": {field: value}}."""

FIELDS = tuple(f.name for f in fields(Item) if f.name not in ("id", "rank", "under", "version"))
"""The fields of an item that the history keeps, besides its place."""
_fields = attrgetter(*FIELDS)
_MOMENTS = ("started_at", "put_back_at", "finished_at", "dropped_at")
_DAYS = ("started_on", "finished_on")


@dataclass(frozen=True, slots=True)
class Change:
    """One item before and after a write. A new item has no `before`."""

    before: Item | None
    after: Item

    @property
    def changed(self) -> bool:
        """Whether any field is different."""
        return self.before != self.after


def to_record(change: Change) -> ChangeRecord:
    """The changed fields, as JSON values; for a new item the fields that are not empty."""
    before, after = change.before, change.after
    if before is None:
        new = {name: plain(value) for name, value in zip(FIELDS, _fields(after), strict=True) if value is not None}
        return {"id": after.id, "now": new if after.rank is None else new | {"under": after.under}}
    was, now = {}, {}
    for name, old, new in zip(FIELDS, _fields(before), _fields(after), strict=True):
        if old != new:
            was[name], now[name] = plain(old), plain(new)
    if before.rank != after.rank:
        if before.rank is not None:
            was["under"] = before.under
        if after.rank is not None:
            now["under"] = after.under
    return {"id": after.id, "was": was, "now": now} if was else {"id": after.id, "now": now}


def values(record: ChangeRecord) -> dict[str, Any]:
    """The recorded fields as Python values, without `under`: an item gets its place by a move."""
    return {name: _parsed(name, value) for name, value in record.items() if name != "under"}


def restored(item: Item, record: ChangeRecord) -> Item:
    """`item` with the fields from before the recorded change; the caller finds the place."""
    return replace(item, **values(record.get("was", {})))


def plain_fields(item: Item) -> dict[str, Any]:
    """The values of FIELDS, as JSON values."""
    return {name: plain(value) for name, value in zip(FIELDS, _fields(item), strict=True)}


def records(changes: Iterable[Change]) -> list[ChangeRecord]:
    """The records of all changes, in order."""
    return [to_record(change) for change in changes]


def in_turn(changes: Sequence[Change]) -> list[Change]:
    """The changes, ordered so that no item takes a rank or a slot that another one still holds."""
    holder = {place: change for change in changes if change.before for place in _places(change.before)}
    ordered: dict[int, Change] = {}
    for change in changes:
        waiting = [] if change.after.id in ordered else [change]
        while waiting:
            holders = (holder[place] for place in _places(waiting[-1].after) if place in holder)
            first = next((h for h in holders if h.after.id not in ordered and h not in waiting), None)
            if first is None:
                last = waiting.pop()
                ordered[last.after.id] = last
            else:
                waiting.append(first)
    return list(ordered.values())


def _places(item: Item) -> list[tuple[str, int]]:
    return [(name, place) for name, place in (("rank", item.rank), ("slot", item.slot)) if place is not None]


def plain(value: Any) -> Any:
    """The value as a JSON value."""
    if isinstance(value, date):  # A datetime is a date too.
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _parsed(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _MOMENTS:
        return datetime.fromisoformat(value)
    if name in _DAYS:
        return date.fromisoformat(value)
    return State(value) if name == "state" else value
