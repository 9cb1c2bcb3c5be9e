"""Import: the rows of a file become items with their own past, all or none, one event each.

What can be found out and made ready without the team's lock is done before; under it only what may have changed is looked at
again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from queue_app.domain import importing as rule
from queue_app.domain.csv_rows import Row
from queue_app.domain.importing import Room, Wip
from queue_app.domain.item import Item, State
from queue_app.domain.limit import SlotFacts
from queue_app.domain.rank import several
from queue_app.domain.refusals import ReferenceTaken
from queue_app.domain.rights import Right
from queue_app.domain.said import N_
from queue_app.domain.team import Team
from queue_app.store import import_names, importing, order, slots
from queue_app.store.chores import EVIDENCE_DAYS
from queue_app.store.engine import DatabaseBusy, Doors
from queue_app.store.importing import Numbers, Readier, Ready
from queue_app.store.room import make_room
from queue_app.usecases.limit import set_limit
from queue_app.usecases.transaction import ATTEMPTS, Outcome, run, utc_now
from queue_app.usecases.tx import Actor, Result, Tx, write

WHY = N_("Imported: more was in progress than there was room")

Progress = Callable[[int, int], None]
"""Told how many items of how many are written."""


class Outdated(Exception):
    """The room changed between looking and locking; look again."""


def silent(_done: int, _of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Import:
    """What is ready to be written: each row with its item, and what was left out."""

    rows: list[Row]
    items: list[Item]
    ready: list[Ready]
    room: Room
    wip: Wip | None
    known: int
    repeated: int
    progress: Progress


def import_items(
    doors: Doors,
    actor: Actor,
    team: Team,
    rows: Sequence[Row],
    *,
    wip: Wip | None = None,
    progress: Progress = silent,
    clock_now: Callable[[], datetime] = utc_now,
    **how: Any,
) -> Outcome:
    """Import what the team does not have yet; `how` (key, digest) goes on to `transaction.run`.

    The result counts what was `imported` and its states, `known` and `repeated` references, new `people`, names the new
    `areas` and the new `limit`. Raises NoRoomForImport when more rows are in progress than there is room and `wip` says nothing.
    """
    for _ in range(ATTEMPTS):
        with doors.reading() as conn:
            told = _prepared(conn, team, rows, wip, clock_now(), progress)
        try:
            return run(doors, import_rows, actor, told=told, clock_now=clock_now, **how)
        except (Outdated, ReferenceTaken):
            continue
    raise DatabaseBusy


def _prepared(
    conn: Connection, team: Team, rows: Sequence[Row], wip: Wip | None, at: datetime, progress: Progress
) -> Import:
    new = rule.new_ones(rows, importing.known(conn, team.id, [row.reference for row in rows if row.reference]))
    room = rule.room_for(rule.in_progress(new.rows), _slots(conn, team.id), wip)
    items = rule.arriving(new.rows, room.slots, team, at)
    readier = Readier(conn.dialect)
    ready = [
        readier.ready(item, row.words, row.reference, row.created_at or at)
        for row, item in zip(new.rows, items, strict=True)
    ]
    return Import(new.rows, items, ready, room, wip, new.known, new.repeated, progress)


def _slots(conn: Connection, team: int) -> list[SlotFacts]:
    return [SlotFacts(slot.n, slot.closing, slot.item_id is not None) for slot in slots.all_slots(conn, team)]


def _events(told: Import) -> int:
    return len(told.rows) + (told.room.limit is not None)


def _new_items(told: Import) -> int:
    return len(told.rows)


@write(Right.MANAGE, events=_events, new_items=_new_items)
def import_rows(tx: Tx, *, told: Import) -> Result:
    """Write what was prepared. Raises Outdated where that does not hold any more."""
    if rule.room_for(rule.in_progress(told.rows), _slots(tx.conn, tx.team.id), told.wip) != told.room:
        raise Outdated
    if told.room.limit is not None:
        set_limit(tx, limit=told.room.limit, reason=WHY)
    ids = importing.new_ids(tx.conn, len(told.rows))
    numbers = Numbers(
        ids=ids,
        places=_places(tx, told.rows, ids),
        first_number=tx.last_number - len(ids) + 1,
        first_seq=tx.take_events(len(ids)),
        at=tx.at,
        by=tx.by,
    )
    with importing.at_length(tx.conn):
        for done in importing.insert_with_events(tx.conn, tx.team.id, told.ready, numbers):
            told.progress(done, len(ids))
        return _counted(told) | _names(tx, told, ids)


def _places(tx: Tx, rows: Sequence[Row], ids: Sequence[int]) -> list[rule.Place]:
    count = rule.open_ones(rows)
    while True:
        bottom = order.bottom(tx.conn, tx.team.id)
        ranks = several(count, bottom.above_rank, None)
        if ranks is not None:
            return rule.places(rows, ids, bottom.above_id, ranks)
        make_room(tx.conn, tx.team.id, bottom, count)


def _counted(told: Import) -> Result:
    states = {state.value: sum(item.state is state for item in told.items) for state in State}
    left_out = {"known": told.known, "repeated": told.repeated}
    return {"imported": len(told.items), **states, **left_out, "limit": told.room.limit}


def _names(tx: Tx, told: Import, ids: Sequence[int]) -> Result:
    """Areas and former people, and the evidence that one worked on the other."""
    rows = told.rows
    areas, made = import_names.areas(tx.conn, tx.team.id, (name for row in rows for name in row.areas))
    people, new = import_names.former_people(
        tx.conn, tx.team.id, dict.fromkeys(name for row in rows for name in row.people)
    )
    touched = [list(dict.fromkeys(areas[name.casefold()] for name in row.areas)) for row in rows]
    import_names.tag(tx.conn, tx.team.id, zip(ids, touched, strict=True))
    since = tx.today - EVIDENCE_DAYS
    evidence = [
        (area, item.finished_on, people[name])
        for row, item, on in zip(rows, told.items, touched, strict=True)
        if item.finished_on is not None and item.finished_on >= since
        for area in on
        for name in row.people
    ]
    import_names.insert_evidence(tx.conn, tx.team.id, evidence)
    return {"people": new, "areas": made}
