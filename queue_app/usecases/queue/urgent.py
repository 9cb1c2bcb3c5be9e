"""Urgent and calm: one open item of the team goes above all others, visible to everybody; calm removes the mark."""

from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue import urgent as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import NoRoom
from queue_app.domain.team.rights import Right
from queue_app.store.queue import coins, items
from queue_app.store.queue.facts import urgent_facts
from queue_app.store.queue.room import make_room
from queue_app.usecases import fields
from queue_app.usecases.action import Action, with_reason
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def urgent(tx: Tx, *, item: int, reason: Reason) -> Result:
    """Mark the item urgent and put it above all open items. It is started by a pull or a swap like any other.

    Raises NotFound, NotOpen, AlreadyUrgent.
    """
    facts = urgent_facts(tx.conn, tx.team.id, item)
    if facts is None:
        raise NotFound
    after = rule.mark_urgent(facts, reason)
    if isinstance(after, NoRoom):
        make_room(tx.conn, tx.team.id, after)
        return urgent(tx, item=item, reason=reason)
    if facts.coins:
        coins.forget(tx.conn, tx.team.id, [after.id])
    tx.record("urgent", [Change(facts.item, after)], reason_kind=reason.kind, reason=reason.words)
    return {"item": item}


@write(Right.WORK)
def calm(tx: Tx, *, item: int) -> Result:
    """Remove the mark. Raises NotFound, NotUrgent."""
    current = items.of_number(tx.conn, tx.team.id, item)
    tx.record("calmed", [Change(current, rule.calmed(current))])
    return {"item": item}


URGENT = Action("urgent", urgent, "item", N_("Make it urgent"), fields.WHY_REQUIRED, with_reason)
CALM = Action("calm", calm, "item", N_("Not urgent any more"), ())
