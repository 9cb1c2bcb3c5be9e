"""Import: the rows of a file become items with their own past, all or none, one event each.

Everything that needs no lock is prepared before. Under the lock only what may have changed is checked again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing import items as rule
from queue_app.domain.importing.items import ImportRoom, NewRows, Wip
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
from queue_app.store.db.engine import Doors
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.forecast.quotes import forget_backward_quotes
from queue_app.store.importing import acts
from queue_app.store.importing import items as importing
from queue_app.store.importing import names as import_names
from queue_app.store.importing.items import Firsts, Readier
from queue_app.store.importing.known import new_of
from queue_app.store.queue import order, slots
from queue_app.store.queue.room import make_room
from queue_app.store.team import members
from queue_app.store.waits.edges import add_edges
from queue_app.usecases.importing.belongings import Belongings, waits_of
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.transaction import ATTEMPTS, Outcome, in_transaction, run, utc_now
from queue_app.usecases.tx import Actor, Result, Tx, write

MANY = 1_000
"""From this many new rows on, the database's statistics are renewed."""
LONGEST_NAME = 200
WHY = N_("Imported: more items in progress than the limit allowed")


@dataclass(frozen=True, slots=True)
class ImportAct:
    """What an import is remembered by: the name of its file, the tool, and the answers of a person."""

    name: str
    kind: str
    answers: Mapping[str, Any] = field(default_factory=dict)


UNNAMED = ImportAct("-", "csv")
Progress = Callable[[int, int], None]
"""Called with the number of items written and the total. What it raises ends the import, and nothing of it is there."""


class Outdated(Exception):
    """The team changed between reading and locking; read again."""


def silent(_written: int, _of: int) -> None:
    """A progress callback that does nothing."""


@dataclass(slots=True)
class Import:
    """An import, ready to write. `lay_out` fills in `ids`. `were`: {name: the id of the member}."""

    rows: list[Row]
    ready: list[Cells]
    belongings: Belongings
    names: ImportedNames
    room: ImportRoom
    wip: Wip | None
    counted: Result
    progress: Progress
    ids: Sequence[int] = ()
    were: Mapping[str, int] = field(default_factory=dict)
    act: ImportAct = UNNAMED

    def lay_out(self, connection: Connection) -> None:
        """Write the rows into temporary tables, before the lock."""
        self.progress(0, len(self.rows))
        self.ids = importing.new_ids(connection, len(self.rows))
        belonging = self.belongings.laid_out(connection)
        importing.lay_out(connection, self.ids, rule.places(self.rows, self.ids), self.ready, belonging)


def import_items(
    doors: Doors,
    actor: Actor,
    team: Team,
    rows: Sequence[Row],
    *,
    wip: Wip | None = None,
    were: Mapping[str, int] | None = None,
    skip_alike: bool = False,
    act: ImportAct = UNNAMED,
    progress: Progress = silent,
    clock_now: Callable[[], datetime] = utc_now,
    **how: Any,
) -> Outcome:
    """Import the rows that the team does not have yet; `how` (key, digest) goes to `transaction.run`.

    `were` is {name in the rows: the id of the member}; all other names become former people. `skip_alike`: rows without
    a reference are known by title and day.

    The result counts the items `imported` by state, the references `known` and `repeated`, new `people` and names that
    are `members`, `blocks`, `plans`, `notes` and `waits`. It names the new `areas`, the new `limit` and the first references
    `skipped`; `act` is the id to take it back by. Raises NoRoomForImport when more rows are in progress than there is
    room and `wip` gives no choice, InputError for a person who is no member.
    """
    for _ in range(ATTEMPTS):
        with doors.reading() as conn:
            new = new_of(conn, team.id, rows, skip_alike=skip_alike)
            room = rule.room_for(rule.in_progress(new.rows), _slots(conn, team.id), wip)
        prepared = _prepared(Readier(doors.engine.dialect, team), team, new, room, wip, clock_now(), progress)
        prepared.act = act
        prepared.were = {name: member for name, member in (were or {}).items() if name in prepared.names.people}
        try:
            outcome = run(
                doors, import_rows, actor, prepared=prepared, lay_out=prepared.lay_out, clock_now=clock_now, **how
            )
        except (Outdated, ReferenceTaken):
            continue
        if len(prepared.rows) >= MANY and not doors.is_sqlite:
            in_transaction(doors, bulk.analyze_tables)
        return outcome
    raise DatabaseBusy


def _prepared(
    readier: Readier, team: Team, new: NewRows, room: ImportRoom, wip: Wip | None, at: datetime, progress: Progress
) -> Import:
    """Prepare the import without an open connection: very many rows take seconds."""
    items = rule.make_items(new.rows, room.slots, team, at)
    ready = [
        readier.ready(item, row.words, row.reference, row.created_at or at)
        for row, item in zip(new.rows, items, strict=True)
    ]
    names = imported_names(new.rows, team.day(at) - EVIDENCE_DAYS)
    counted: Result = {state.value: sum(item.state is state for item in items) for state in State}
    counted |= {"imported": len(items), "known": new.known, "repeated": new.repeated, "limit": room.limit}
    belongings = Belongings.of(new.rows, at)
    counted |= {"skipped": list(new.skipped), "waits": 0, **belongings.counts}
    return Import(new.rows, ready, belongings, names, room, wip, counted, progress)


def _slots(conn: Connection, team: int) -> list[SlotFacts]:
    return [SlotFacts(slot.n, slot.closing, slot.item_id is not None) for slot in slots.all_slots(conn, team)]


def _events(prepared: Import) -> int:
    return len(prepared.rows) + (prepared.room.limit is not None) + bool(prepared.rows)


def _new_items(prepared: Import) -> int:
    return len(prepared.rows)


@write(Right.MANAGE, events=_events, new_items=_new_items)
def import_rows(tx: Tx, *, prepared: Import) -> Result:
    """Write the prepared rows. Raises Outdated if they are."""
    if rule.room_for(rule.in_progress(prepared.rows), _slots(tx.conn, tx.team.id), prepared.wip) != prepared.room:
        raise Outdated
    if prepared.room.limit is not None:
        set_limit(tx, limit=prepared.room.limit, reason=WHY)
    bottom, rank = _bottom(tx, rule.open_ones(prepared.rows))
    count, first_id = len(prepared.rows), importing.first_id(tx.conn)
    number, first_block = tx.last_number - count + 1, prepared.belongings.first_block(tx.conn)
    seq = tx.take_events(count)
    first = Firsts(number=number, seq=seq, id=first_id, rank=rank, above=bottom.above_id, block=first_block)
    for written in importing.move_in(tx.conn, tx.team.id, count, first, tx.at, tx.by):
        prepared.progress(written, count)
    forget_backward_quotes(tx.conn, tx.team.id)
    ids = [first_id + id_ for id_ in prepared.ids]
    prepared.belongings.write(tx, ids, (first_id, first_block), prepared.were)
    evidence = acts.last_evidence(tx.conn)
    told, made = _names(tx, prepared, ids)
    if not ids:
        return prepared.counted | told
    made |= {"evidence": [evidence, acts.last_evidence(tx.conn)]}
    act = _act(tx, prepared.act, seq, count, made)
    waits = waits_of(tx, prepared.rows, ids)
    add_edges(tx.conn, tx.team.id, waits, tx.at)
    brought: dict[str, Any] = {"waits": waits} if waits else {}
    tx.record("brought_in", name=prepared.act.name, count=count, act=act, **brought)
    return prepared.counted | told | {"act": act, "waits": len(waits)}


def _act(tx: Tx, act: ImportAct, seq: int, count: int, made: Result) -> int:
    row: dict[str, Any] = {
        "team_id": tx.team.id,
        "person_id": tx.by,
        "at": tx.at,
        "first_seq": seq,
        "items": count,
        "made": made,
    }
    row |= {"name": act.name[-LONGEST_NAME:], "kind": act.kind, "answers": dict(act.answers)}
    return acts.insert_act(tx.conn, row)


def _bottom(tx: Tx, count: int) -> tuple[Spot, int]:
    """The spot below all items, and the first of `count` ranks in it."""
    bottom = order.bottom(tx.conn, tx.team.id)
    ranks = several(count, bottom)
    if isinstance(ranks, NoRoom):
        make_room(tx.conn, tx.team.id, ranks)
        return _bottom(tx, count)
    return bottom, ranks[0] if ranks else 0


def _names(tx: Tx, prepared: Import, ids: Sequence[int]) -> tuple[Result, Result]:
    """Areas, former people and their members, and the evidence between people and areas.

    Returns what the result tells of them, and the ids of the new ones.
    """
    names = prepared.names
    if not set(prepared.were.values()) <= members.who_work(tx.conn, tx.team.id).keys():
        raise InputError("member", N_("One person is not in the team any more. Reload the list."))
    areas, new_areas = import_names.areas(tx.conn, tx.team.id, names.areas)
    people, new = import_names.former_people(tx.conn, tx.team.id, names.people)
    touched = [_each_once([areas[name] for name in some]) for some in names.touched]
    import_names.tag(tx.conn, tx.team.id, zip(ids, touched, strict=True))
    evidence = [
        (area, on, people[name]) for n, on, workers in names.evidence for area in touched[n] for name in workers
    ]
    import_names.insert_evidence(tx.conn, tx.team.id, evidence)
    former.claim_for_members(tx.conn, tx.team.id, {people[name]: member for name, member in prepared.were.items()})
    made = {"areas": [areas[name.casefold()] for name in new_areas], "people": [people[name] for name in new]}
    return {"people": len(new), "members": len(prepared.were), "areas": new_areas}, made


def _each_once(areas: list[int]) -> list[int]:
    """Remove duplicates: after a merge, two names can mean one area."""
    return areas if len(areas) < 2 else list(dict.fromkeys(areas))
