"""Move: one item or several, above or below another one, to the top or to the bottom."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue import move as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item
from queue_app.domain.queue.move import MoveFacts, Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.team.rights import Right
from queue_app.store.queue import coins, order
from queue_app.usecases import fields
from queue_app.usecases.action import Action, placing
from queue_app.usecases.queue.room import with_room
from queue_app.usecases.tx import Result, Tx, write


@write(Right.ORDER)
def move(tx: Tx, *, items: Sequence[int], target: Target, reason: Reason | None = None) -> Result:
    """Put the items (numbers), in their mutual order, at the target.

    Raises NotFound, NotOpen, SameItem, AnchorGone, ReasonMissing. Nothing changes when they stand there already.
    """
    facts, there = settle(tx, lambda: _facts(tx, items, target, reason), reason)
    if there:
        there = [replace(item, placed=True) for item in there]
        said: dict[str, Any] = {"reason_kind": reason.kind, "reason": reason.words} if reason else {}
        if reason and facts.coins:
            coins.forget(tx.conn, tx.team.id, [item.id for item in there])
        tx.record("moved", changes(facts.moved, there), **said)
    return {"items": [item.number for item in facts.moved]}


@write(Right.ORDER)
def move_one(tx: Tx, *, item: int, target: Target, reason: Reason | None = None) -> Result:
    """Move one item; see `move`."""
    return move(tx, items=[item], target=target, reason=reason)


def settle(tx: Tx, facts_now: Callable[[], MoveFacts], reason: Reason | None) -> tuple[MoveFacts, list[Item]]:
    """The facts and the items in their places ([]: they stand there already), after making room where there is none."""
    return with_room(tx, lambda facts: len(facts.moved), facts_now, lambda facts: rule.placed(facts, reason))


def changes(before: Sequence[Item], after: Sequence[Item]) -> list[Change]:
    """The pairs of before and after."""
    return [Change(*pair) for pair in zip(before, after, strict=True)]


def _facts(tx: Tx, numbers: Sequence[int], target: Target, reason: Reason | None) -> MoveFacts:
    facts = facts_at(tx, target, numbers)
    rule.ask(facts, reason)
    return facts


def facts_at(tx: Tx, target: Target, moved: Sequence[int] = (), new: tuple[Item, ...] = ()) -> MoveFacts:
    """Of items that are moved (numbers) or `new`, and where they go. Raises NotFound, NotOpen, SameItem, AnchorGone."""
    found, anchor = order.move_facts(tx.conn, tx.team.id, moved, target, len(new))
    if len(found.moved) != len(set(moved)) or (target.anchor is not None and anchor is None):
        raise NotFound
    facts = replace(found, moved=found.moved + new) if new else found
    holds = rule.check(facts.moved, anchor, target)
    return facts if holds == target else facts_at(tx, holds, moved, new)


MOVE = Action("move", move_one, "item", N_("Move"), (*fields.PLACE, *fields.WHY), placing)
MOVE_ITEMS = Action(
    "move",
    move,
    "queue",
    N_("Move several items together"),
    (fields.numbers("items", 200, N_("Items"), required=True), *fields.PLACE, *fields.WHY),
    placing,
)
