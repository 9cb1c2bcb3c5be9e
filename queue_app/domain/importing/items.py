"""Turns imported rows into items: history, items in progress while slots are free, and waiting items.

All open items go to the bottom of the order, items in progress above waiting items, each in file order.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Literal, NamedTuple

from queue_app.domain.importing.rows import Row
from queue_app.domain.queue import limit as limits
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.limit import SlotFacts
from queue_app.domain.refusals import NoRoomForImport
from queue_app.domain.team.team import Team

Wip = Literal["raise", "wait"]
WIP: tuple[Wip, ...] = ("raise", "wait")
"""What to do with more rows in progress than free slots: raise the limit, or let the others wait."""

ADD = "add"
KNOWN = ("skip", ADD)
"""What to do with rows without a reference that the team seems to have already."""

MOST_SKIPPED = 20
"""The maximum number of skipped rows to list by reference."""


@dataclass(frozen=True, slots=True)
class NewRows:
    """The rows to import, and the number of rows left out: already in the team (`known`), or repeated in the file.

    `skipped`: the first references or titles of these. `alike`: the number of known rows without a reference.
    """

    rows: list[Row]
    known: int
    repeated: int
    skipped: tuple[str, ...] = ()
    alike: int = 0


Alike = Set[tuple[str, date | None]]
"""Titles of items without a reference. Each has a creation date, a finish date, or None if the item is open."""


def new_rows(rows: Sequence[Row], references: set[str], alike: Alike = frozenset()) -> NewRows:
    """The first row of each reference that is not in `references`, the team's references.

    Rows without a reference are new unless an item is `alike`: it has the same title and the same creation or finish
    date.
    """
    new: list[Row] = []
    seen: set[str] = set()
    nameless = 0
    known: list[str] = []
    repeated: list[str] = []
    for row in rows:
        if row.reference is None and (alike and not alike.isdisjoint(_alike_by(row))):
            known.append(row.title)
            nameless += 1
        elif row.reference is None:
            new.append(row)
        elif row.reference in references:
            known.append(row.reference)
        elif row.reference in seen:
            repeated.append(row.reference)
        else:
            new.append(row)
            seen.add(row.reference)
    return NewRows(new, len(known), len(repeated), tuple([*known, *repeated][:MOST_SKIPPED]), nameless)


def _alike_by(row: Row) -> list[tuple[str, date | None]]:
    """The keys by which an item like this row is found. A row without a date matches an open item of the same title."""
    days = [day for day in (row.created_at, row.ended.on if row.ended else None) if day is not None]
    return [(row.title, day) for day in days or (None,)]


def in_progress(rows: Sequence[Row]) -> int:
    """The number of rows that need a slot."""
    return sum(row.state is State.IN_PROGRESS for row in rows)


@dataclass(frozen=True, slots=True)
class ImportRoom:
    """The slots of the rows in progress, and the WIP limit to set first (None: unchanged)."""

    slots: tuple[int, ...]
    limit: int | None = None


def room_for(running: int, slots: Sequence[SlotFacts], wip: Wip | None) -> ImportRoom:
    """The slots for `running` rows. Raises NoRoomForImport when there are too few and `wip` does not help."""
    free = tuple(slot.n for slot in slots if not slot.taken and not slot.closing)
    if running <= len(free) or wip == "wait":
        return ImportRoom(free[:running])
    limit = len(slots) + running - len(free)  # Closing slots are kept before new ones are added.
    if wip is None or limit > limits.LARGEST:
        raise NoRoomForImport(running=running, room=len(free))
    return ImportRoom(free + limits.limit_change(list(slots), limit).added, limit)


def make_items(rows: Sequence[Row], slots: Sequence[int], team: Team, at: datetime) -> Iterator[Item]:
    """The items of the rows, without id, number and rank. Rows in progress beyond the slots become waiting."""
    left = iter(slots)
    return (_item(row, next(left, None) if row.state is State.IN_PROGRESS else None, team, at) for row in rows)


def _item(row: Row, slot: int | None, team: Team, at: datetime) -> Item:
    state = State.WAITING if row.state is State.IN_PROGRESS and slot is None else row.state
    finished = row.ended if state is State.FINISHED else None
    return Item(
        id=0,
        number=0,
        title=row.title,
        state=state,
        slot=slot,
        imported=True,
        run=int(state in (State.IN_PROGRESS, State.FINISHED)),
        started_at=row.started.at if row.started else None,
        started_on=row.started.on if row.started else None,
        finished_at=finished.at if finished else None,
        finished_on=finished.on if finished else None,
        dropped_at=_dropped(row, team, at) if state is State.DROPPED else None,
    )


def _dropped(row: Row, team: Team, at: datetime) -> datetime:
    if row.ended is None:
        return at
    return row.ended.at or min(at, team.end_of(row.ended.on))


class ImportPlace(NamedTuple):
    """The index among the new open items, from the top (None: not open), and the id of the item directly above.

    `under` None: the item above is the one that was lowest before the import.
    """

    nth: int | None
    under: int | None


NOWHERE = ImportPlace(None, None)


def places(rows: Sequence[Row], ids: Sequence[int]) -> list[ImportPlace]:
    """A place for each row below all existing items, rows in progress first.

    `under` is correct at the time of the item's own event; a later event can put an item in between.
    """
    running = in_progress(rows)
    upper, lower = count(), count(running)
    last_upper = last_lower = None
    result = []
    for row, id_ in zip(rows, ids, strict=True):
        if row.state is State.IN_PROGRESS:
            result.append(ImportPlace(next(upper), last_upper))
            last_upper = id_
        elif row.state is State.WAITING:
            result.append(ImportPlace(next(lower), last_upper if last_lower is None else last_lower))
            last_lower = id_
        else:
            result.append(NOWHERE)
    return result


def open_ones(rows: Sequence[Row]) -> int:
    """The number of rows that need a rank."""
    return sum(row.state in (State.WAITING, State.IN_PROGRESS) for row in rows)
