"""Import: the rows of a file become items with their own past, all or none, one event each.

What can be found out and made ready without the team's lock is done before; under it only what may have changed is looked at
again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing import items as rule
from queue_app.domain.importing.items import ImportRoom, New, Wip
from queue_app.domain.importing.names import ImportedNames, imported_names
from queue_app.domain.importing.rows import Row
from queue_app.domain.queue.item import State
from queue_app.domain.queue.limit import SlotFacts
from queue_app.domain.queue.order import NoRoom, Spot, several
from queue_app.domain.refusals import ReferenceTaken
from queue_app.domain.team.rights import Right
from queue_app.domain.team.team import Team
from queue_app.store.chores import EVIDENCE_DAYS
from queue_app.store.cover import former
from queue_app.store.db import bulk
from queue_app.store.db.bulk import Cells
from queue_app.store.db.engine import DatabaseBusy, Doors
from queue_app.store.forecast.quotes import look_back_anew
from queue_app.store.importing import items as importing
from queue_app.store.importing import names as import_names
from queue_app.store.importing.items import Firsts, Readier
from queue_app.store.queue import order, slots
from queue_app.store.queue.room import make_room
from queue_app.store.team import members
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.transaction import ATTEMPTS, Outcome, alone, run, utc_now
from queue_app.usecases.tx import Actor, Result, Tx, write

MANY = 1_000
"""So many new rows change what the database should expect."""
WHY = N_("Imported: more items in progress than the limit allowed")

Progress = Callable[[int, int], None]
"""Told how many items of how many are written."""


class Outdated(Exception):
    """The room changed between looking and locking; look again."""


def silent(_done: int, _of: int) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Import:
    """What is ready to be written. `ids` are known when it is laid out. `were`: {name: the member (id) who that was}."""

    rows: list[Row]
    ready: list[Cells]
    names: ImportedNames
    room: ImportRoom
    wip: Wip | None
    counted: Result
    progress: Progress
    ids: Sequence[int] = ()
    were: Mapping[str, int] = field(default_factory=dict)

    def lay_out(self, connection: Connection) -> None:
        """Into a temporary table, while nobody waits."""
        self.ids = importing.new_ids(connection, len(self.rows))
        importing.lay_out(connection, self.ids, rule.places(self.rows, self.ids), self.ready)


def import_items(
    doors: Doors,
    actor: Actor,
    team: Team,
    rows: Sequence[Row],
    *,
    wip: Wip | None = None,
    were: Mapping[str, int] | None = None,
    progress: Progress = silent,
    clock_now: Callable[[], datetime] = utc_now,
    **how: Any,
) -> Outcome:
    """Import what the team does not have yet; `how` (key, digest) goes on to `transaction.run`. `were`: {name in the rows: the
    member (id) who that was}; all others become former people.

    The result counts what was `imported` and its states, `known` and `repeated` references, new `people` and how many names are
    `members`, names the new `areas` and the new `limit`. Raises NoRoomForImport when more rows are in progress than there is room
    and `wip` says nothing, InputError for somebody who is no member.
    """
    for _ in range(ATTEMPTS):
        with doors.reading() as conn:
            new = rule.new_ones(rows, importing.known(conn, team.id, [row.reference for row in rows if row.reference]))
            room = rule.room_for(rule.in_progress(new.rows), _slots(conn, team.id), wip)
        told = _prepared(Readier(doors.engine.dialect), team, new, room, wip, clock_now(), progress)
        told.were = {name: member for name, member in (were or {}).items() if name in told.names.people}
        try:
            outcome = run(doors, import_rows, actor, told=told, lay_out=told.lay_out, clock_now=clock_now, **how)
        except (Outdated, ReferenceTaken):
            continue
        if len(told.rows) >= MANY and not doors.is_sqlite:
            alone(doors, bulk.renew)
        return outcome
    raise DatabaseBusy


def _prepared(
    readier: Readier, team: Team, new: New, room: ImportRoom, wip: Wip | None, at: datetime, progress: Progress
) -> Import:
    """No door is open meanwhile: with very many rows this takes seconds."""
    items = rule.arriving(new.rows, room.slots, team, at)
    ready = [
        readier.ready(item, row.words, row.reference, row.created_at or at)
        for row, item in zip(new.rows, items, strict=True)
    ]
    names = imported_names(new.rows, team.day(at) - EVIDENCE_DAYS)
    counted: Result = {state.value: sum(item.state is state for item in items) for state in State}
    counted |= {"imported": len(items), "known": new.known, "repeated": new.repeated, "limit": room.limit}
    return Import(new.rows, ready, names, room, wip, counted, progress)


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
    bottom, rank = _bottom(tx, rule.open_ones(told.rows))
    count, first_id = len(told.rows), importing.first_id(tx.conn)
    first = Firsts(
        number=tx.last_number - count + 1, seq=tx.take_events(count), id=first_id, rank=rank, above=bottom.above_id
    )
    for done in importing.move_in(tx.conn, tx.team.id, count, first, tx.at, tx.by):
        told.progress(done, count)
    look_back_anew(tx.conn, tx.team.id)
    return told.counted | _names(tx, told, [first_id + id_ for id_ in told.ids])


def _bottom(tx: Tx, count: int) -> tuple[Spot, int]:
    """The spot below everything, and the first of `count` ranks there."""
    bottom = order.bottom(tx.conn, tx.team.id)
    ranks = several(count, bottom)
    if isinstance(ranks, NoRoom):
        make_room(tx.conn, tx.team.id, ranks)
        return _bottom(tx, count)
    return bottom, ranks[0] if ranks else 0


def _names(tx: Tx, told: Import, ids: Sequence[int]) -> Result:
    """Areas and former people, who of them is a member, and the evidence that one worked on the other."""
    names = told.names
    if not set(told.were.values()) <= members.who_work(tx.conn, tx.team.id).keys():
        raise InputError("member", N_("One person is not in the team any more. Reload the list."))
    areas, made = import_names.areas(tx.conn, tx.team.id, names.areas)
    people, new = import_names.former_people(tx.conn, tx.team.id, names.people)
    touched = [_each_once([areas[name] for name in some]) for some in names.touched]
    import_names.tag(tx.conn, tx.team.id, zip(ids, touched, strict=True))
    evidence = [(area, on, people[name]) for n, on, who in names.evidence for area in touched[n] for name in who]
    import_names.insert_evidence(tx.conn, tx.team.id, evidence)
    former.were(tx.conn, tx.team.id, {people[name]: member for name, member in told.were.items()})
    return {"people": new, "members": len(told.were), "areas": made}


def _each_once(areas: list[int]) -> list[int]:
    """Two names stand for one area when one was merged into the other."""
    return areas if len(areas) < 2 else list(dict.fromkeys(areas))
