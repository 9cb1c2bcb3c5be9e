"""Let an item wait for another item, of its own team or of another one, and end the wait."""

from queue_app.domain.agents.allowed import OnlyPeople
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item
from queue_app.domain.refusals import NotOpen
from queue_app.domain.team.rights import Right
from queue_app.domain.waits import wait as rule
from queue_app.domain.waits.wait import Named
from queue_app.store.queue import items
from queue_app.store.waits import edges
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK, agents="on_its_item")
def wait_for(tx: Tx, *, item: int, number: int, team: int | None = None) -> Result:
    """Let the item wait for the item `number`. `team`: another team in which the person works (None: this one). Until that item
    is finished, pulls pass over the waiting item; an item in progress is blocked.

    Raises NotFound, WaitsForItself, NotOpen, AlreadyWaits, TooManyWaits, WaitsInACircle.
    """
    on_team = tx.team.id if team is None else team
    wanted = [item, number] if on_team == tx.team.id else [item]
    found = {one.number: one for one in items.by_numbers(tx.conn, tx.team.id, wanted)}
    if item not in found:
        raise NotFound
    waiter = named(found[item])
    on = named(found[number]) if number in found and on_team == tx.team.id else _elsewhere(tx, on_team, number)
    edges.guard(tx.conn)
    known = edges.reached_from(tx.conn, tx.team.id, [waiter.id, on.id], reader(tx), holding=False, also=on_team)
    edge = rule.new_edge(waiter, on, on_team, [one.edge for one in known], edges.named(known), tx.at)
    edges.add_edge(tx.conn, tx.team.id, edge)
    record = rule.to_wait_record(edge, waits=True)
    tx.record("wait_added", [Change(found[item], found[item])], wait=record)
    return {"item": item, "wait": on.id}


@write(Right.WORK, agents="on_its_item")
def stop_waiting(tx: Tx, *, item: int, on: int) -> Result:
    """End the item's wait for the item `on` (id). Raises NotFound, NotOpen, NoSuchWait."""
    before = items.of_number(tx.conn, tx.team.id, item)
    if not before.open:
        raise NotOpen(title=before.title, state=before.state)
    known = edges.reached_from(tx.conn, tx.team.id, [before.id], reader(tx), holding=False)
    edge = rule.wait_of(named(before), on, [one.edge for one in known])
    edges.remove_edge(tx.conn, tx.team.id, edge)
    tx.record("wait_removed", [Change(before, before)], wait=rule.to_wait_record(edge, waits=False))
    return {"item": item}


def _elsewhere(tx: Tx, team: int, number: int) -> Named:
    """The item of another team. Programs know only one team. Raises NotFound, OnlyPeople."""
    if team != tx.team.id and tx.agent is not None:
        raise OnlyPeople
    on = edges.item_elsewhere(tx.conn, team, number, tx.person) if team != tx.team.id and not tx.by_token else None
    if on is None:
        raise NotFound
    return on


def reader(tx: Tx) -> int | None:
    """The person whose other teams a refusal may name; None for a program, which knows this team only."""
    return None if tx.by_token else tx.by


def named(item: Item) -> Named:
    """The item as a value of the rules for waits."""
    return Named(item.id, item.number, item.title, item.state)


WAIT_FOR = Action(
    "wait-for",
    wait_for,
    "item",
    N_("Wait for another item"),
    (
        fields.number("number", N_("Number of the item"), required=True, label=N_("Item")),
        fields.number("team", N_("Number of its team, if it is another one"), label=N_("Team")),
    ),
)
STOP_WAITING = Action(
    "stop-waiting",
    stop_waiting,
    "item",
    N_("Remove the wait"),
    (fields.number("wait", N_("The wait (`id` in `waits`)"), required=True),),
    renamed(wait="on"),
)
