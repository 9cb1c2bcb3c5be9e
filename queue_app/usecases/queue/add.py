"""Add: new items at the bottom, or at a target if the person may order. Each line gives one item, in order.

Place: a person who may order checks an item that a member added, and leaves it at its position.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from queue_app.domain import inputs as limits
from queue_app.domain.agents.proposals import check_proposal
from queue_app.domain.cover import areas as area_rule
from queue_app.domain.errors import N_
from queue_app.domain.queue import move as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import NotWaiting
from queue_app.domain.team.rights import Right
from queue_app.domain.titles import without_marks
from queue_app.store.cover import areas as area_store
from queue_app.store.queue import items
from queue_app.usecases import fields
from queue_app.usecases.action import Action, Values, optional_placing
from queue_app.usecases.queue.move import settle
from queue_app.usecases.tx import Result, Tx, write

BOTTOM = Target(end="bottom")


def _one_each(titles: Sequence[str], **_: Any) -> int:
    return len(titles)


@write(Right.WORK, new_items=_one_each, agents="freely")
def add(
    tx: Tx,
    *,
    titles: Sequence[str],
    words: str = "",
    reference: str | None = None,
    areas: Sequence[int] = (),
    improvement: bool = False,
    target: Target = BOTTOM,
    reason: Reason | None = None,
) -> Result:
    """Add one item per title. Items of a member are *new, not placed* until a person who may order places or confirms
    them.

    `areas` are ids; an `improvement` changes how the team works. An agent adds one item at a time, always new.

    Raises RoleTooLow for a target without the right to order, NotFound, AnchorGone, ReasonMissing, ReferenceTaken,
    InputError, ManyProposals.
    """
    if target != BOTTOM:
        tx.demand(Right.ORDER)
    if tx.agent is not None:
        check_proposal(len(titles), items.not_placed(tx.conn, tx.team.id))
    if areas:
        areas = area_rule.check_areas(areas, area_store.active_areas(tx.conn, tx.team.id))
    facts, placed = settle(tx, target, new=_new(tx, titles, improvement), reason=reason)
    if target != BOTTOM:
        rule.require_reason(facts, reason)
    placed = insert(tx, placed, {"words": words, "reference": reference})
    if areas:
        area_store.tag(tx.conn, tx.team.id, [item.id for item in placed], areas)
    tx.record("added", [Change(None, item) for item in placed])
    return {"items": [item.number for item in placed]}


def _new(tx: Tx, titles: Sequence[str], improvement: bool) -> tuple[Item, ...]:
    """The new items with the reserved numbers. Their ids are negative until they are stored."""
    first = tx.last_number - len(titles) + 1
    orders = tx.orders
    return tuple(
        Item(id=-n - 1, number=first + n, title=title, placed=orders, improvement=improvement)
        for n, title in enumerate(titles)
    )


def insert(tx: Tx, placed: Sequence[Item], further: dict[str, Any]) -> list[Item]:
    """Store placed new items and return them with their ids. `under` may be the id of another new item."""
    when = {"created_at": tx.at, "came_on": tx.today}
    ids = items.insert_new(tx.conn, tx.team.id, [items.row_of(item) | further | when for item in placed])
    stored = {item.id: ids[item.number] for item in placed}
    return [
        replace(item, id=stored[item.id], under=stored.get(item.under, item.under) if item.under else item.under)
        for item in placed
    ]


def _one_title(values: Values) -> Values:
    return optional_placing({**values, "titles": [values["title"]], "title": None})


def _pasted(values: Values) -> Values:
    return optional_placing({**values, "titles": without_marks(values["text"]), "text": None})


ADD = Action(
    "add",
    add,
    "queue",
    N_("New item"),
    (
        fields.TITLE,
        fields.WORDS,
        fields.REFERENCE,
        fields.AREAS,
        fields.flag("improvement", N_("It improves how we work")),
        *fields.PLACE,
        *fields.WHY,
    ),
    _one_title,
)
PASTE = Action(
    "paste",
    add,
    "queue",
    N_("Add several items, one per line"),
    (
        fields.lines("text", 1, 1000, limits.TITLE, N_("One item per line, in this order")),
        *fields.PLACE,
        *fields.WHY,
    ),
    _pasted,
)


@write(Right.ORDER)
def place(tx: Tx, *, item: int) -> Result:
    """Mark the item as placed. Changes nothing if it is placed already. Raises NotFound, NotWaiting."""
    current = items.of_number(tx.conn, tx.team.id, item)
    if current.state is not State.WAITING:
        raise NotWaiting(title=current.title, state=current.state)
    if not current.placed:
        tx.record("placed", [Change(current, replace(current, placed=True))])
    return {"item": item}


PLACE = Action("place", place, "item", N_("Keep here"), ())
