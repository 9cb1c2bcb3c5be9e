"""Takes an import back: its items are deleted as if they never existed. Items that somebody touched stay."""

from typing import Any

from queue_app.domain.errors import N_, NotFound
from queue_app.domain.importing.items import MOST_SKIPPED
from queue_app.domain.refusals import ImportTouched, TakenBackAlready
from queue_app.domain.team.rights import Right
from queue_app.store.forecast.quotes import forget_backward_quotes
from queue_app.store.importing import acts, taking_back
from queue_app.store.queue import slots
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.MANAGE)
def take_back(tx: Tx, *, number: int, keep: bool = False) -> Result:
    """Take back the import with this id. `keep`: keep touched items instead of raising ImportTouched.

    Raises NotFound, TakenBackAlready, ImportTouched.
    """
    act = acts.find_act(tx.conn, tx.team.id, number)
    if act is None:
        raise NotFound
    if act.taken_back_at is not None:
        raise TakenBackAlready
    touched = acts.touched_titles(tx.conn, tx.team.id, act)
    if touched and not keep:
        raise ImportTouched(count=len(touched), title=touched[0][1])
    ids = acts.untouched_ids(tx.conn, tx.team.id, act)
    gone = set(ids)
    closing = [slot.n for slot in slots.all_slots(tx.conn, tx.team.id) if slot.closing and slot.item_id in gone]
    ranges = taking_back.ranges_of(ids)
    taking_back.delete_items(tx.conn, tx.team.id, ranges)
    taking_back.delete_made(tx.conn, tx.team.id, act.made)
    slots.delete_slots(tx.conn, tx.team.id, closing)
    acts.mark_taken_back(tx.conn, number, tx.at)
    forget_backward_quotes(tx.conn, tx.team.id)
    facts: dict[str, Any] = {"name": act.name, "count": len(ids), "gone": [list(span) for span in ranges]}
    if closing:
        facts["slots"] = {"deleted": closing}
    tx.record("import_taken_back", **facts)
    return {"taken_back": len(ids), "kept": [number for number, _ in touched[:MOST_SKIPPED]]}


TAKE_BACK_IMPORT = Action(
    "take-back-import",
    take_back,
    "team",
    N_("Take the import back"),
    (
        fields.number("number", N_("Number of the import"), required=True),
        fields.flag("keep", N_("Keep the items that were changed since")),
    ),
)
