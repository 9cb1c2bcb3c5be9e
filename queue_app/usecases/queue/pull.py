"""Pull: take the top item into progress. The request carries no choice, only what the person saw."""

from typing import Literal

from queue_app.domain.errors import N_
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import SECOND_RUN_AFTER_WORKING_DAYS, Item
from queue_app.domain.queue.pull import handed_out
from queue_app.domain.refusals import NothingToPull
from queue_app.domain.team.rights import Right
from queue_app.store.queue import pull, stints
from queue_app.store.team.days_off import calendar_of
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def pull_top(tx: Tx, *, expect: int | None = None, others: Literal["leave", "both"] = "leave") -> Result:
    """Start the top item that is not blocked and not skipped by this person, who is then on it.

    `others`: whether the person leaves the other running items or is on both.
    Raises WipLimitReached, NothingToPull, TopChanged (another item than `expect` by now).
    """
    facts = pull.pull_facts(tx.conn, tx.team.id, tx.by, tx.today)
    top = handed_out(facts, expect)
    if top is None:
        raise NothingToPull(**pull.why_nothing(tx.conn, tx.team.id, tx.by, tx.today))
    item, slot = top
    started = begun(tx, item, slot)
    if tx.by is not None:
        leaving = facts.mine if others == "leave" else ()
        stints.join(tx.conn, tx.team.id, tx.by, tx.at, (item.id, started.run), leaving)
    tx.record("pulled", [Change(item, started)])
    return {"item": item.number, "passed": facts.passed}


def begun(tx: Tx, item: Item, slot: int) -> Item:
    """The item in progress. The calendar is read only for one that was put back: its second run begins after long waiting."""
    back = item.put_back_at and tx.team.day(item.put_back_at)
    waited = calendar_of(tx.conn, tx.team.id).working_days_between(back, tx.today) if back else 0
    return item.started(slot, tx.at, tx.today, second_run=waited > SECOND_RUN_AFTER_WORKING_DAYS)


PULL = Action("pull", pull_top, "queue", N_("Pull"), (fields.EXPECT, fields.OTHERS))
