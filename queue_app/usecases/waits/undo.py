"""Undo of a wait that was added or removed. A restored wait is checked like a new one: others may have been added since."""

from dataclasses import replace

from queue_app.domain.queue.undo import Act
from queue_app.domain.waits import wait as rule
from queue_app.domain.waits.wait import Edge
from queue_app.store.waits import edges
from queue_app.usecases.tx import Tx
from queue_app.usecases.waits.wait import named, reader


def edge_before(tx: Tx, act: Act) -> Edge | None:
    """The wait that the act added, or the wait to restore if the act removed one; None for other acts.

    Raises TooManyWaits, WaitsInACircle.
    """
    if "wait" not in act.data:
        return None
    item = act.items[act.records[0]["id"]]
    edge = rule.edge_of(item.id, act.data["wait"])
    if act.data["wait"]["waits"]:
        return edge
    edges.guard(tx.conn)
    start = [item.id, edge.on]
    reached = edges.reached_from(tx.conn, tx.team.id, start, reader(tx), holding=False, also=edge.on_team)
    known = [one.edge for one in reached]
    rule.check_circle(edge, known, {**edges.named(reached), item.id: named(item)})
    return replace(edge, n=rule.free_place(named(item), [one for one in known if one.item == item.id]))


def take_back_wait(tx: Tx, act: Act, edge: Edge) -> None:
    """Remove the wait that the act added, or restore the wait that it removed."""
    if act.data["wait"]["waits"]:
        edges.remove_edge(tx.conn, tx.team.id, edge)
    else:
        edges.add_edge(tx.conn, tx.team.id, edge)
