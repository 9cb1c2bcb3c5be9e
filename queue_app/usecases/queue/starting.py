"""Shared by the verbs that start an item."""

from queue_app.domain.queue.item import SECOND_RUN_AFTER_WORKING_DAYS, Item
from queue_app.store.team.days_off import calendar_of
from queue_app.usecases.tx import Tx


def started_item(tx: Tx, item: Item, slot: int, agent_slot: int | None = None) -> Item:
    """The item in progress. Only an item that was put back needs the calendar: a long wait begins a second run."""
    back = item.put_back_at and tx.team.day(item.put_back_at)
    waited = calendar_of(tx.conn, tx.team.id).working_days_between(back, tx.today) if back else 0
    second_run = waited > SECOND_RUN_AFTER_WORKING_DAYS
    return item.started(slot, tx.at, tx.today, second_run=second_run, agent_slot=agent_slot)
