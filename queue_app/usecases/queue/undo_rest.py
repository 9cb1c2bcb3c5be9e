"""What hangs on the items that an undo brings back: who is on them, their blocks, plans and areas, and evidence."""

from collections.abc import Iterable, Sequence

from queue_app.domain.queue.plan import Step, parsed
from queue_app.domain.queue.undo import Act
from queue_app.domain.queue.undone import Back
from queue_app.store.cover import areas, evidence
from queue_app.store.queue import blocks, stints
from queue_app.store.queue import plan as plans
from queue_app.usecases.tx import Tx


def take_back_rest(tx: Tx, act: Act, found: Iterable[Back]) -> None:
    """Write what was before, where the act changed it; the items themselves are back already."""
    for back in found:
        _people(tx, act, back)
        _block(tx, back)
    _plans(tx, act)
    if "areas" in act.data:
        areas.retag(tx.conn, tx.team.id, act.records[0]["id"], act.data["areas"]["was"])
    if act.answered.get("evidence"):
        evidence.forget(tx.conn, tx.team.id, act.answered["evidence"])


def _people(tx: Tx, act: Act, back: Back) -> None:
    """A pull that was undone leaves no trace: nobody was on the item, and who left others for it is on them again."""
    if back.after.run < back.before.run:
        stints.forget_run(tx.conn, tx.team.id, back.before.id, back.before.run)
        if act.left and act.person is not None:
            stints.rejoin(tx.conn, tx.team.id, act.person, act.at)


def _block(tx: Tx, back: Back) -> None:
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
