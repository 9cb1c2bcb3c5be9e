"""Undo: take back what one did oneself, within ten minutes, while nobody touched it since. It is an event of its own.

What hangs on the items that an undo brings back: who is on them, their blocks, plans and areas, and evidence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue import undo as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.events import UNDOABLE
from queue_app.domain.queue.limit import leaving
from queue_app.domain.queue.order import NoRoom, several
from queue_app.domain.queue.plan import Step, parsed
from queue_app.domain.queue.undo import Act, Restored
from queue_app.domain.refusals import NothingToUndo, WipLimitReached
from queue_app.domain.team.rights import Right
from queue_app.store.cover import areas, evidence
from queue_app.store.queue import blocks, slots, stints
from queue_app.store.queue import plan as plans
from queue_app.store.queue import undo as store
from queue_app.store.queue.facts import running_facts
from queue_app.store.queue.room import make_room
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def undo(tx: Tx, *, seq: int | None = None) -> Result:
    """Take back the event `seq`, or the person's last one that can be.

    Raises NotFound, NothingToUndo, NotUndoable, NotYoursToUndo, TooLateToUndo, UndoneAlready, TouchedSince,
    NeighbourGone, WipLimitReached (its slot is gone), AlreadyUrgent.
    """
    if seq is None:
        seq = _last(tx)
    act = _act(tx, seq)
    tx.demand(rule.right_to_undo(act.kind))
    placed = _placed(tx, act)
    if isinstance(placed, NoRoom):
        make_room(tx.conn, tx.team.id, placed)
        return undo(tx, seq=seq)
    _record(tx, act, placed)
    return {"undone": seq, "kind": act.kind, "items": [back.before.number for back in placed]}


def _last(tx: Tx) -> int:
    taken_back = set()
    for event in store.mine(tx.conn, tx.team.id, tx.person, tx.at - rule.UNDO_WITHIN):
        if event.kind == "undone":
            taken_back.add(event.data["undoes"])
        elif event.kind in UNDOABLE and event.seq not in taken_back:
            return event.seq
    raise NothingToUndo


def _act(tx: Tx, seq: int) -> Act:
    found = store.act(tx.conn, tx.team.id, seq)
    if found is None:
        raise NotFound
    rule.check(found.act, tx.by, tx.at)
    if found.touched:
        own = [record["id"] for record in found.act.records]
        rule.check_untouched(found.act, store.later(tx.conn, tx.team.id, own, seq))
    return found.act


def _placed(tx: Tx, act: Act) -> list[Restored] | NoRoom:
    """The items as they were, in their places and slots."""
    found = rule.backs(act, tx.at)
    needs, leaves, moving = rule.needs_slot(found), rule.leaves_slot(found), rule.moving(found)
    old_slot = rule.old_slot(act, needs) if needs else None
    there = {back.before.id: back for back in found}
    way = None
    for place in rule.places(found):
        way = _way_below(tx, act, place.anchor, moving, old_slot)
        ranks = several(len(place.items), way.spot)
        if isinstance(ranks, NoRoom):
            return ranks
        there |= {back.before.id: back for back in place.filled(ranks)}
    if needs is not None:
        slot = leaves.before.slot if leaves else _free(way or _way_below(tx, act, None, moving, old_slot))
        back = there[needs.before.id]
        there[needs.before.id] = replace(back, after=replace(back.after, slot=slot))
    return list(there.values())


def _way_below(tx: Tx, act: Act, under: int | None, moving: Sequence[int], old_slot: int | None) -> store.Way:
    """The way back to below the item. Raises NeighbourGone."""
    way = store.way(tx.conn, tx.team.id, under, act.seq, moving, old_slot)
    if under is not None and way.touched:
        rule.check_neighbour(under, way.title, store.later(tx.conn, tx.team.id, [under], act.seq))
    return way


def _free(way: store.Way) -> int:
    if way.slot is None:
        raise WipLimitReached(running=way.running, limit=way.limit)
    return way.slot


def _record(tx: Tx, act: Act, found: list[Restored]) -> None:
    changes, said = [Change(back.before, back.after) for back in found], rule.said(act, found)
    leaves, retired = rule.leaves_slot(found), None
    if leaves is not None and rule.needs_slot(found) is None and act.closing is not None:
        facts = running_facts(tx.conn, tx.team.id, leaves.before.number)
        left = leaving(leaves.before, leaves.after, facts.closing, facts.retiring)
        changes, retired = [c for c in changes if c.after is not leaves.after], left.retired
        changes = [*left.changes, *changes]
    if retired is not None:
        said["slots"] = {"deleted": [retired]}
    tx.record("undone", changes, signed=act.signed, **said)
    tx.flush()
    if retired is not None:
        slots.delete_slots(tx.conn, tx.team.id, [retired])
    take_back_rest(tx, act, found)


UNDO = Action("undo", undo, "queue", N_("Undo"), (fields.number("seq", N_("Number of the event")),))


def take_back_rest(tx: Tx, act: Act, found: Iterable[Restored]) -> None:
    """Write what was before, where the act changed it; the items themselves are back already."""
    for back in found:
        _people(tx, act, back)
        _block(tx, back)
    _plans(tx, act)
    if "areas" in act.data:
        areas.retag(tx.conn, tx.team.id, act.records[0]["id"], act.data["areas"]["was"])
    if act.answered.get("evidence"):
        evidence.forget(tx.conn, tx.team.id, act.answered["evidence"])


def _people(tx: Tx, act: Act, back: Restored) -> None:
    """A pull that was undone leaves no trace: nobody was on the item, and who left others for it is on them again."""
    if back.after.run < back.before.run:
        stints.forget_run(tx.conn, tx.team.id, back.before.id, back.before.run)
        if act.left and act.person is not None:
            stints.rejoin(tx.conn, tx.team.id, act.person, act.at)


def _block(tx: Tx, back: Restored) -> None:
    began, ended = back.before.block_id, back.after.block_id
    if began is not None and ended is None:
        blocks.forget(tx.conn, tx.team.id, began)
    if ended is not None and began is None:
        blocks.go_on(tx.conn, tx.team.id, ended)


def _plans(tx: Tx, act: Act) -> None:
    was: dict[int, Sequence[Step]] = {
        int(item): parsed(plan.get("was", [])) for item, plan in act.data.get("plans", {}).items()
    }
    for item in was:
        plans.clear(tx.conn, tx.team.id, item)
    plans.write(tx.conn, tx.team.id, was)
