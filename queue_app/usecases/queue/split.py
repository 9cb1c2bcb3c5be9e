"""Split: an item that is too big becomes pieces. The item itself stays as the first piece."""

from collections.abc import Sequence
from typing import Any

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue import split as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.order import NoRoom
from queue_app.domain.team.rights import Right
from queue_app.store.cover import areas
from queue_app.store.queue.facts import split_facts
from queue_app.store.queue.room import make_room
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.queue.add import insert
from queue_app.usecases.tx import Result, Tx, write


def _others(pieces: Sequence[str], **_: Any) -> int:
    return len(pieces) - 1


@write(Right.WORK, new_items=_others)
def split(tx: Tx, *, item: int, pieces: Sequence[str]) -> Result:
    """Split the item into pieces with these titles (2 to 50). It keeps its number and takes the first title.

    The pieces copy its areas. Raises NotFound, NotOpen.
    """
    facts = split_facts(tx.conn, tx.team.id, item)
    if facts is None:
        raise NotFound
    parted = rule.pieces(facts, pieces, tx.last_number - len(pieces) + 2)
    if isinstance(parted, NoRoom):
        make_room(tx.conn, tx.team.id, parted)
        return split(tx, item=item, pieces=pieces)
    after, new = parted
    others = insert(tx, new, {})
    if facts.areas:
        areas.copy_tags(tx.conn, tx.team.id, after.id, [other.id for other in others])
    tx.record("split", [Change(facts.item, after), *(Change(None, other) for other in others)])
    return {"item": item, "items": [item, *(other.number for other in others)]}


SPLIT = Action(
    "split",
    split,
    "item",
    N_("Split"),
    (
        fields.lines(
            "pieces",
            rule.FEWEST,
            rule.MOST,
            limits.TITLE,
            N_("Pieces, one per line. The first keeps the number"),
            hint=N_("Two lines or more."),
        ),
    ),
)
