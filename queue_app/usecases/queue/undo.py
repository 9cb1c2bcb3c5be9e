"""Undo: a person takes back their own action within ten minutes, if nobody changed its items since. It is a new event.

It also restores what belongs to the items: the people on them, blocks, plans, areas, waits, a corrected note and evidence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from queue_app.domain import notes
from queue_app.domain.errors import N_, NotFound, Sentence
from queue_app.domain.queue import undo as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.events import UNDOABLE
from queue_app.domain.queue.limit import leaving
from queue_app.domain.queue.order import NoRoom, several
from queue_app.domain.queue.plan import Step, parsed
from queue_app.domain.queue.undo import Act, Restored
from queue_app.domain.refusals import NeighbourGone, NothingToUndo, WipLimitReached
from queue_app.domain.team.rights import Right
from queue_app.domain.waits.wait import to_wait_record
from queue_app.store.agents import stints as agent_stints
from queue_app.store.cover import areas, evidence
from queue_app.store.queue import blocks, slots, stints
from queue_app.store.queue import plan as plans
from queue_app.store.queue import undo as store
from queue_app.store.queue.facts import running_facts
from queue_app.store.queue.room import make_room
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write
from queue_app.usecases.waits.undo import edge_before, take_back_wait


@write(Right.WORK)
def undo(tx: Tx, *, seq: int | None = None) -> Result:
    """Undo the event `seq`, or the person's last undoable one.

    Raises NotFound, NothingToUndo, NotUndoable, NotYoursToUndo, TooLateToUndo, UndoneAlready, TouchedSince,
    NeighbourGone, WipLimitReached (its slot is taken), AlreadyUrgent, WaitsInACircle, TooManyWaits.
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
    raise NothingToUndo(minutes=rule.UNDO_MINUTES)


def _act(tx: Tx, seq: int) -> Act:
    stored = store.act(tx.conn, tx.team.id, seq)
    if stored is None:
        raise NotFound
    rule.check(stored.act, tx.by, tx.at)
    if stored.touched:
        own = [record["id"] for record in stored.act.records]
        rule.check_untouched(stored.act, store.later(tx.conn, tx.team.id, own, seq))
    return stored.act


def _placed(tx: Tx, act: Act) -> list[Restored] | NoRoom:
    """The items as before the act, in their places and slots."""
    restored = rule.items_before(act, tx.at)
    needs, leaves, moving = rule.needs_slot(restored), rule.leaves_slot(restored), rule.moving(restored)
    old_slot = rule.old_slot(act, needs) if needs else None
    by_id = {back.before.id: back for back in restored}
    found = rule.places(restored)
    anchors = [place.anchor for place in found] or ([None] if needs and not leaves else [])
    ways = _ways_below(tx, act, anchors, moving, old_slot) if anchors else {}
    for place in found:
        ranks = several(len(place.items), ways[place.anchor].spot)
        if isinstance(ranks, NoRoom):
            return ranks
        by_id |= {back.before.id: back for back in place.filled(ranks)}
    if needs is not None:
        slot = leaves.before.slot if leaves else _free(next(iter(ways.values())))
        back = by_id[needs.before.id]
        by_id[needs.before.id] = replace(back, after=replace(back.after, slot=slot))
    return list(by_id.values())


def _ways_below(
    tx: Tx, act: Act, unders: Sequence[int | None], moving: Sequence[int], old_slot: int | None
) -> dict[int | None, store.WayBack]:
    """The target directly below each of the items. Raises NeighbourGone."""
    ways = store.ways_back(tx.conn, tx.team.id, unders, act.seq, moving, old_slot)
    if not ways.keys() >= set(unders):
        raise NeighbourGone(title=Sentence(N_("an item of an import")))
    touched = [under for under in unders if under is not None and ways[under].touched]
    events = store.later(tx.conn, tx.team.id, touched, act.seq) if touched else []
    for under in touched:
        rule.check_neighbour(under, ways[under].title, events)
    return ways


def _free(way: store.WayBack) -> int:
    if way.slot is None:
        raise WipLimitReached(running=way.running, limit=way.limit)
    return way.slot


def _record(tx: Tx, act: Act, restored: list[Restored]) -> None:
    changes, data = [Change(back.before, back.after) for back in restored], rule.undo_data(act, restored)
    edge = edge_before(tx, act)
    if edge is not None:
        data["wait"] = to_wait_record(edge, waits=not act.data["wait"]["waits"])
    leaves, retired = rule.leaves_slot(restored), None
    if leaves is not None and rule.needs_slot(restored) is None and act.closing is not None:
        facts = running_facts(tx.conn, tx.team.id, leaves.before.number)
        left = leaving(leaves.before, leaves.after, facts.closing, facts.retiring)
        changes, retired = [c for c in changes if c.after is not leaves.after], left.retired
        changes = [*left.changes, *changes]
    if retired is not None:
        data["slots"] = {"deleted": [retired]}
    tx.record("undone", changes, signed=act.signed, **data)
    tx.flush()
    if retired is not None:
        slots.delete_slots(tx.conn, tx.team.id, [retired])
    take_back_rest(tx, act, restored)
    if edge is not None:
        take_back_wait(tx, act, edge)


UNDO = Action("undo", undo, "queue", N_("Undo"), (fields.number("seq", N_("Number of the event")),))


def take_back_rest(tx: Tx, act: Act, restored: Iterable[Restored]) -> None:
    """Restore everything else that the event changed. The items themselves are restored already."""
    restored = list(restored)
    for back in restored:
        _people(tx, act, back)
    _blocks(tx, restored)
    _plans(tx, act)
    _note(tx, act)
    if "areas" in act.data:
        was = act.data["areas"]["was"]
        there = areas.find(tx.conn, tx.team.id, was)  # An area may have been deleted with its import.
        areas.retag(tx.conn, tx.team.id, act.records[0]["id"], [area for area in was if area in there])
    if "tags" in act.data:
        _tags(tx, act)
    if act.answer.get("evidence"):
        evidence.forget(tx.conn, tx.team.id, act.answer["evidence"])


def _tags(tx: Tx, act: Act) -> None:
    was = {tagged["id"]: tagged["was"] for tagged in act.data["tags"]}
    there = areas.find(tx.conn, tx.team.id, sorted({area for tags in was.values() for area in tags}))
    areas.retag_all(tx.conn, tx.team.id, {i: [area for area in tags if area in there] for i, tags in was.items()})


def _people(tx: Tx, act: Act, back: Restored) -> None:
    """Restore who was on the items.

    Undoing a pull deletes its stint. A person who left other items for the pull is on them again. An agent is not put back on
    its item: its run is over.
    """
    if back.after.run < back.before.run:
        stints.forget_run(tx.conn, tx.team.id, back.before.id, back.before.run)
        if act.left_items and act.person is not None:
            stints.rejoin(tx.conn, tx.team.id, act.person, act.at)
    if rule.was_with_agents(act, back):
        agent_stints.end_of_run(tx.conn, tx.team.id, back.after.id, back.after.run, tx.at)


def _blocks(tx: Tx, restored: Iterable[Restored]) -> None:
    ended = []
    for back in restored:
        began, was = back.before.block_id, back.after.block_id
        if began is not None and was is None:
            blocks.forget(tx.conn, tx.team.id, began)
        if was is not None and began is None:
            ended.append(was)
    blocks.end_all(tx.conn, tx.team.id, dict.fromkeys(ended))


def _note(tx: Tx, act: Act) -> None:
    corrected = act.data.get("corrected")
    found = plans.note_of(tx.conn, tx.team.id, act.records[0]["id"], corrected["id"]) if corrected else None
    if corrected and found is not None:
        plans.write_correction(tx.conn, tx.team.id, corrected["id"], notes.restored(found, corrected["was"]))


def _plans(tx: Tx, act: Act) -> None:
    was: dict[int, Sequence[Step]] = {
        int(item): parsed(plan.get("was", [])) for item, plan in act.data.get("plans", {}).items()
    }
    for item in was:
        plans.clear(tx.conn, tx.team.id, item)
    plans.write(tx.conn, tx.team.id, was)
