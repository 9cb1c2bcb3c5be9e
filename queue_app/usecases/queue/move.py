"""Move one item or several: above or below another item, to the top or to the bottom."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue import move as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item
from queue_app.domain.queue.move import MoveFacts, Reason
from queue_app.domain.queue.order import NoRoom, Target
from queue_app.domain.team.rights import Right
from queue_app.store.queue import coins, order
from queue_app.store.queue.room import make_room
from queue_app.usecases import fields
from queue_app.usecases.action import Action, placing
from queue_app.usecases.tx import Result, Tx, write

MOST_MOVED = 200
"""The most items that move together."""


@write(Right.ORDER)
def move(tx: Tx, *, items: Sequence[int], target: Target, reason: Reason | None = None) -> Result:
    """Put the items (numbers) at the target and keep their mutual order.

    Raises NotFound, NotOpen, SameItem, AnchorGone, ReasonMissing. Changes nothing if they are there already.
    """
    facts, placed = settle(tx, target, items, reason=reason)
    rule.require_reason(facts, reason)
    if placed:
        placed = [replace(item, placed=True) for item in placed]
        data: dict[str, Any] = {"reason_kind": reason.kind, "reason": reason.words} if reason else {}
        if reason and facts.coins:
            coins.forget(tx.conn, tx.team.id, [item.id for item in placed])
        tx.record("moved", as_changes(facts.moved, placed), **data, **rule.place_words(facts, target))
    return {"items": [item.number for item in facts.moved]}


@write(Right.ORDER)
def move_one(tx: Tx, *, item: int, target: Target, reason: Reason | None = None) -> Result:
    """Move one item; see `move`."""
    return move(tx, items=[item], target=target, reason=reason)


def settle(
    tx: Tx, target: Target, moved: Sequence[int] = (), new: tuple[Item, ...] = (), *, reason: Reason | None = None
) -> tuple[MoveFacts, list[Item]]:
    """The facts and the items at the target ([]: they are there already). Makes room in the ranks if needed.

    Items are `moved` (numbers) or `new`. Raises NotFound, NotOpen, SameItem, AnchorGone.
    """
    facts = _facts_at(tx, target, moved, new)
    placed = rule.place_items(facts, reason)
    if isinstance(placed, NoRoom):
        make_room(tx.conn, tx.team.id, placed)
        return settle(tx, target, moved, new, reason=reason)
    return facts, placed


def as_changes(before: Sequence[Item], after: Sequence[Item]) -> list[Change]:
    """The items as pairs of before and after."""
    return [Change(*pair) for pair in zip(before, after, strict=True)]


def _facts_at(tx: Tx, target: Target, moved: Sequence[int], new: tuple[Item, ...]) -> MoveFacts:
    stored, anchor = order.move_facts(tx.conn, tx.team.id, moved, target, len(new))
    if len(stored.moved) != len(set(moved)) or (target.anchor is not None and anchor is None):
        raise NotFound
    facts = replace(stored, moved=stored.moved + new) if new else stored
    holds = rule.effective_target(facts.moved, anchor, target)
    return facts if holds == target else _facts_at(tx, holds, moved, new)


MOVE = Action("move", move_one, "item", N_("Move"), (*fields.PLACE, *fields.WHY), placing)
MOVE_ITEMS = Action(
    "move",
    move,
    "queue",
    N_("Move several items"),
    (fields.numbers("items", MOST_MOVED, N_("Items"), required=True), *fields.PLACE, *fields.WHY),
    placing,
)
