"""Drop: an open item leaves the order unfinished, with a reason. It is never a completion.

Reopen puts a finished item on top, restore puts a dropped item at the bottom. Both keep the first start.
"""

from dataclasses import replace

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import NotDropped, NotFinished, NotOpen
from queue_app.domain.team.rights import Right, may
from queue_app.store.queue import items
from queue_app.store.queue.facts import running_facts
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.queue.leaving import item_of, leave_slot
from queue_app.usecases.queue.move import settle
from queue_app.usecases.tx import Result, Tx, write


@write(Right.ORDER)
def drop(tx: Tx, *, item: int, reason: str) -> Result:
    """Remove the item from the order. Only a manager drops a running item. Raises NotFound, RoleTooLow, NotOpen."""
    facts = running_facts(tx.conn, tx.team.id, item)
    before = item_of(facts)
    if before.state is State.IN_PROGRESS:
        tx.demand(Right.MANAGE)
    if not before.open:
        raise NotOpen(title=before.title, state=before.state)
    leave_slot(tx, "dropped", facts, before, before.dropped(tx.at), reason=reason)
    return {"item": item}


DROP = Action("drop", drop, "item", N_("Drop"), (fields.line("reason", limits.REASON, N_("Why?"), required=True),))


@write(Right.WORK)
def reopen(tx: Tx, *, item: int, reason: str) -> Result:
    """Put a finished item on top of the waiting items, with the reason. It no longer counts as a completion.

    Raises NotFound, NotFinished.
    """
    before = items.of_number(tx.conn, tx.team.id, item)
    if before.state is not State.FINISHED:
        raise NotFinished(title=before.title, state=before.state)
    after = _back(tx, before, Target(end="top"), Reason("other", reason))
    tx.record("reopened", [Change(before, after)], reason=reason)
    return {"item": item}


@write(Right.WORK)
def restore(tx: Tx, *, item: int) -> Result:
    """Put a dropped item at the bottom. Like a new item it is *not placed* until a person who may order places it.

    Raises NotFound, NotDropped.
    """
    before = items.of_number(tx.conn, tx.team.id, item)
    if before.state is not State.DROPPED:
        raise NotDropped(title=before.title, state=before.state)
    after = _back(tx, before, Target(end="bottom"), None)
    after = replace(after, placed=may(tx.role, Right.ORDER, tx.team), reason_kind=None, reason=None)
    tx.record("restored", [Change(before, after)])
    return {"item": item}


def _back(tx: Tx, item: Item, end: Target, reason: Reason | None) -> Item:
    _, placed = settle(tx, end, new=(item.waiting_again(tx.at),), reason=reason)
    return placed[0]


REOPEN = Action(
    "reopen",
    reopen,
    "item",
    N_("Reopen"),
    (fields.line("reason", limits.REASON, N_("Why?"), required=True),),
)
RESTORE = Action("restore", restore, "item", N_("Restore"))
