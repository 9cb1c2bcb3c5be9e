"""Undo: take back what one did oneself, within ten minutes, while nobody touched it since. It is an event of its own.

What hangs on the items that an undo brings back: who is on them, their blocks, plans and areas, and evidence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue import undo as rule
from queue_app.domain.queue import undo as undone
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.events import UNDOABLE
from queue_app.domain.queue.limit import leaving
from queue_app.domain.queue.order import several
from queue_app.domain.queue.plan import Step, parsed
from queue_app.domain.queue.undo import Act, Restored
from queue_app.domain.refusals import NothingToUndo, WipLimitReached
from queue_app.domain.team.rights import Right
from queue_app.store.cover import areas, evidence
from queue_app.store.queue import blocks, room, slots, stints
from queue_app.store.queue import plan as plans
from queue_app.store.queue import undo as store
from queue_app.store.queue.facts import running_facts
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def undo(tx: Tx, *, seq: int | None = None) -> Result:
    """Take back the event `seq`, or the person's last one that can be.

    Raises NotFound, NothingToUndo, NotUndoable, NotYoursToUndo, TooLateToUndo, UndoneAlready, TouchedSince,
    WipLimitReached (its slot is gone), AlreadyUrgent.
    """
    if seq is None:
        seq = _last(tx)
    act = _act(tx, seq)
    tx.demand(rule.right_to_undo(act.kind))
    found = undone.backs(act, tx.at)
    placed = _placed(tx, act, found)
    while placed is None:  # Room was made, which may have given the items other ranks.
        act = _act(tx, seq)
        found = undone.backs(act, tx.at)
        placed = _placed(tx, act, found)
    _record(tx, act, placed)
    return {"undone": seq, "kind": act.kind, "items": [item.before.number for item in found]}


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


def _placed(tx: Tx, act: Act, found: list[Restored]) -> list[Restored] | None:
    """The items with their places and slots; None after room was made for a place without any."""
    needs, leaves = undone.needs_slot(found), undone.leaves_slot(found)
    ways = _Ways(tx, act, undone.own(found), undone.old_slot(act, needs) if needs else None)
    there = {back.before.id: back for back in found}
    for place in undone.places(found, {b.before.id: ways.anchor(b) for b in found if b.moves}):
        spot = ways.below(place.anchor).spot
        ranks = several(len(place.items), spot.above_rank, spot.below_rank)
        if ranks is None:
            room.make_room(tx.conn, tx.team.id, spot, len(place.items))
            return None
        under = place.anchor
        for back, rank in zip(place.items, ranks, strict=True):
            there[back.before.id] = replace(back, after=back.after.at(rank, under))
            under = back.before.id
    if needs is not None:
        back = there[needs.before.id]
        slot = leaves.before.slot if leaves else ways.free_slot()
        there[needs.before.id] = replace(back, after=replace(back.after, slot=slot))
    return list(there.values())


class _Ways:
    """The places below the items that the act's own go back to, each looked up once."""

    def __init__(self, tx: Tx, act: Act, own: list[int], old_slot: int | None) -> None:
        self._tx, self._act, self._own, self._old_slot = tx, act, own, old_slot
        self._anchors: dict[int, int | None] = {}
        self._ways: dict[int | None, store.Way] = {}

    def anchor(self, back: Restored) -> int | None:
        """The nearest item that stood above and stands there still: who left since is followed to what was above it."""
        under, since = back.under, self._act.seq
        seen = set()
        while under is not None and (under, since) not in seen:
            seen.add((under, since))
            if under in self._anchors:
                under = self._anchors[under]
                break
            if under in self._own:
                under, since = undone.stands_under(self._act, under), self._act.seq
                continue
            way = self.below(under, since)
            later = store.later(self._tx.conn, self._tx.team.id, [under], since) if way.touched else ()
            left = undone.place_left(under, later)
            if left is None:
                break
            under, since = left
        self._anchors[back.before.id] = under
        return under

    def below(self, under: int | None, since: int | None = None) -> store.Way:
        """The spot directly below the item."""
        if under not in self._ways or since is not None:
            self._ways[under] = store.way(
                self._tx.conn, self._tx.team.id, under, since or self._act.seq, self._own, self._old_slot
            )
        return self._ways[under]

    def free_slot(self) -> int:
        """The old slot, or another free one. Raises WipLimitReached."""
        way = next(iter(self._ways.values()), None) or self.below(None)
        if way.slot is None:
            raise WipLimitReached(running=way.running, limit=way.limit)
        return way.slot


def _record(tx: Tx, act: Act, found: list[Restored]) -> None:
    changes, said = [Change(back.before, back.after) for back in found], undone.said(act, found)
    leaves, retired = undone.leaves_slot(found), None
    if leaves is not None and undone.needs_slot(found) is None and act.closing is not None:
        facts = running_facts(tx.conn, tx.team.id, leaves.before.number)
        left = leaving(leaves.before, leaves.after, facts.closing, facts.retiring)
        changes, retired = [c for c in changes if c.after is not leaves.after], left.retired
        changes = [*left.changes, *changes]
    if retired is not None:
        said["slots"] = {"deleted": [retired]}
    tx.record("undone", changes, signed=act.signed, **said)
    if retired is not None:
        slots.delete_slots(tx.conn, tx.team.id, [retired])
    take_back_rest(tx, act, found)


UNDO = Action("undo", undo, "queue", N_("Undo"), (fields.number("seq", N_("The number of the event")),))


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
