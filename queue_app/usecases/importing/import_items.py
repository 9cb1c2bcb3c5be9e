"""Import: the rows of a file become items with their own history, all or none, with one event each.

Everything that needs no lock is prepared first. Under the lock, only what may have changed is checked again. On
PostgreSQL the rows are also written before the lock. Only their events are written under it, because events are
numbered.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing import items as rule
from queue_app.domain.importing.items import Wip
from queue_app.domain.importing.rows import Row
from queue_app.domain.queue.limit import SlotFacts
from queue_app.domain.queue.order import NoRoom, Spot, several
from queue_app.domain.refusals import ReferenceTaken
from queue_app.domain.team.rights import Right
from queue_app.domain.team.team import Team
from queue_app.store.cover import former
from queue_app.store.db import bulk
from queue_app.store.db.engine import Doors
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.forecast.quotes import forget_backward_quotes
from queue_app.store.importing import acts, ahead
from queue_app.store.importing import items as importing
from queue_app.store.importing import names as import_names
from queue_app.store.importing.items import Firsts, ImportEvent
from queue_app.store.importing.known import new_of
from queue_app.store.queue import order, slots
from queue_app.store.queue.room import make_room
from queue_app.store.team import members
from queue_app.store.waits.edges import add_edges
from queue_app.usecases.importing.belongings import waits_of
from queue_app.usecases.importing.prepared_import import (
    UNNAMED,
    Import,
    ImportAct,
    Progress,
    WrittenRows,
    prepare,
    silent,
)
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.transaction import ATTEMPTS, Outcome, in_transaction, run, utc_now
from queue_app.usecases.tx import Actor, Result, Tx, write

MANY = 1_000
"""From this many new rows on, the database statistics are updated."""
LONGEST_NAME = 200
WHY = N_("Imported: more items in progress than the limit allowed")


class Outdated(Exception):
    """The team changed between reading and locking; read again."""


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
    """Import the rows that the team does not have yet. `how` (key, digest) is passed to `transaction.run`.

    `were` is {name in the rows: id of the member}; all other names become former people. `skip_alike`: rows without a
    reference are matched by title and day.

    The result counts the items `imported` by state, the references `known` and `repeated`, new `people` and names that
    are `members`, `blocks`, `plans`, `notes` and `waits`. It names the new `areas`, the new `limit` and the first
    `skipped` references; `act` is the id that takes the import back.

    Raises NoRoomForImport if more rows are in progress than there is room and `wip` is not set. Raises InputError for a
    person who is not a member.
    """
    for _ in range(ATTEMPTS):
        with doors.reading() as conn:
            new = new_of(conn, team.id, rows, skip_alike=skip_alike)
            room = rule.room_for(rule.in_progress(new.rows), _slots(conn, team.id), wip)
        prepared = prepare(doors, team, new, room, wip, clock_now(), progress)
        prepared.act = act
        prepared.were = {name: member for name, member in (were or {}).items() if name in prepared.names.people}
        try:
            with _numbers_back(doors, team.id):
                outcome = run(
                    doors, import_rows, actor, prepared=prepared, lay_out=prepared.lay_out, clock_now=clock_now, **how
                )
        except (Outdated, ReferenceTaken):
            continue
        if len(prepared.rows) >= MANY and not doors.is_sqlite:
            in_transaction(doors, bulk.analyze_tables)
        return outcome
    raise DatabaseBusy


@contextmanager
def _numbers_back(doors: Doors, team: int) -> Iterator[None]:
    """Return numbers that no item uses. If the database is unavailable, the chores return them later."""
    try:
        yield
    finally:
        if not doors.is_sqlite:
            with suppress(DBAPIError, DatabaseBusy):
                in_transaction(doors, ahead.give_back, team=team)


def _slots(conn: Connection, team: int) -> list[SlotFacts]:
    return [SlotFacts(slot.n, slot.closing, slot.item_id is not None) for slot in slots.all_slots(conn, team)]


def _events(prepared: Import) -> int:
    return len(prepared.rows) + (prepared.room.limit is not None) + bool(prepared.rows)


def _new_items(prepared: Import) -> int:
    return len(prepared.rows) if prepared.written is None else 0


@write(Right.MANAGE, events=_events, new_items=_new_items)
def import_rows(tx: Tx, *, prepared: Import) -> Result:
    """Write what is not yet written of the prepared rows. Raises Outdated if the team has changed."""
    if rule.room_for(rule.in_progress(prepared.rows), _slots(tx.conn, tx.team.id), prepared.wip) != prepared.room:
        raise Outdated
    if not set(prepared.were.values()) <= members.who_work(tx.conn, tx.team.id).keys():
        raise InputError("member", N_("One person is not in the team any more. Reload the list."))
    if prepared.room.limit is not None:
        set_limit(tx, limit=prepared.room.limit, reason=WHY)
    written, above = _written_and_above(tx, prepared)
    firsts, count = written.firsts, len(prepared.rows)
    event = ImportEvent(tx.take_events(count), tx.at, tx.by, above)
    for _ in importing.insert_events(tx.conn, tx.team.id, count, firsts, event):
        prepared.progress(count, count)
    importing.start(tx.conn, tx.team.id, firsts.id)
    prepared.belongings.block(tx, firsts.id, firsts.block)
    forget_backward_quotes(tx.conn, tx.team.id)
    who = {written.people[name]: member for name, member in prepared.were.items()}
    former.claim_for_members(tx.conn, tx.team.id, who)
    told = {"people": len(written.made["people"]), "members": len(who), "areas": written.new_areas}
    if not written.ids:
        return prepared.counted | told
    act = _act(tx, prepared.act, event.seq, count, written.made)
    waits = waits_of(tx, prepared.rows, written.ids)
    add_edges(tx.conn, tx.team.id, waits, tx.at)
    brought: dict[str, Any] = {"waits": waits} if waits else {}
    tx.record("brought_in", name=prepared.act.name, count=count, act=act, **brought)
    return prepared.counted | told | {"act": act, "waits": len(waits)}


def _written_and_above(tx: Tx, prepared: Import) -> tuple[WrittenRows, int | None]:
    """The written rows, and the id of the item above them. Writes the rows if they are not written. Raises Outdated."""
    connection, team, written = tx.conn, tx.team.id, prepared.written
    if written is None:
        bottom, rank = _bottom(tx, rule.open_ones(prepared.rows))
        block = prepared.belongings.first_block(connection)
        number = tx.last_number - len(prepared.rows) + 1
        firsts = Firsts(number, rank, importing.first_id(connection), block)
        return prepared.write(connection, firsts), bottom.above_id
    assert written.numbers is not None  # noqa: S101 - both are set together
    below, above = ahead.above_all(connection, team, written.numbers)
    if not (below and import_names.same_areas(connection, team, written.areas)):
        raise Outdated
    ahead.add_sums(connection, team, written.numbers)
    ahead.keep_numbers(connection, team)
    return written, above


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
