"""Rows of another tool become items of the queue: history, items in progress as far as there is room, waiting ones below.

Everything open arrives at the bottom of the order, what is in progress above what waits, each in the order of the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
"""More rows are in progress than there is room: raise the limit, or let the rest wait."""


@dataclass(frozen=True, slots=True)
class New:
    """The rows that will be imported, and how many were left out: known in the team already, or repeated in the file."""

    rows: list[Row]
    known: int
    repeated: int


def new_ones(rows: Sequence[Row], known: set[str]) -> New:
    """Of each reference the first row, unless the team has it already. Rows without a reference all stay."""
    new: list[Row] = []
    seen: set[str] = set()
    skipped = repeated = 0
    for row in rows:
        if row.reference in known:
            skipped += 1
        elif row.reference in seen:
            repeated += 1
        else:
            new.append(row)
            if row.reference is not None:
                seen.add(row.reference)
    return New(new, skipped, repeated)


def in_progress(rows: Sequence[Row]) -> int:
    """How many rows ask for a slot."""
    return sum(row.state is State.IN_PROGRESS for row in rows)


@dataclass(frozen=True, slots=True)
class ImportRoom:
    """The slots that rows in progress take, and the WIP limit that has to be set first (None: it stays as it is)."""

    slots: tuple[int, ...]
    limit: int | None = None


def room_for(running: int, slots: Sequence[SlotFacts], wip: Wip | None) -> ImportRoom:
    """Where `running` rows go. Raises NoRoomForImport when there is too little room and `wip` does not help."""
    free = tuple(slot.n for slot in slots if not slot.taken and not slot.closing)
    if running <= len(free) or wip == "wait":
        return ImportRoom(free[:running])
    limit = len(slots) + running - len(free)  # Closing slots stay after all before new ones are added.
    if wip is None or limit > limits.LARGEST:
        raise NoRoomForImport(running=running, room=len(free))
    return ImportRoom(free + limits.changed(list(slots), limit).added, limit)


def arriving(rows: Sequence[Row], slots: Sequence[int], team: Team, at: datetime) -> list[Item]:
    """The items with all that the rows say, without id, number and place. Rows in progress beyond the slots wait."""
    left = iter(slots)
    return [_item(row, next(left, None) if row.state is State.IN_PROGRESS else None, team, at) for row in rows]


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
    """Which of the arriving open items it is from above, from 0 (None: not open any more), and the id of the one directly above.

    `under` None: what was lowest before stands above it.
    """

    nth: int | None
    under: int | None


NOWHERE = ImportPlace(None, None)


def places(rows: Sequence[Row], ids: Sequence[int]) -> list[ImportPlace]:
    """A place for each row below all that is there, those that were in progress first.

    `under` is true at the moment of each item's own event: the next one may come in between.
    """
    running = in_progress(rows)
    upper, lower = count(), count(running)
    last_upper = last_lower = None
    there = []
    for row, id_ in zip(rows, ids, strict=True):
        if row.state is State.IN_PROGRESS:
            there.append(ImportPlace(next(upper), last_upper))
            last_upper = id_
        elif row.state is State.WAITING:
            there.append(ImportPlace(next(lower), last_upper if last_lower is None else last_lower))
            last_lower = id_
        else:
            there.append(NOWHERE)
    return there


def open_ones(rows: Sequence[Row]) -> int:
    """How many rows need a rank."""
    return sum(row.state in (State.WAITING, State.IN_PROGRESS) for row in rows)
