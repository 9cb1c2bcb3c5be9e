"""People only: mark a waiting item that agents must pass over, with the reason."""

from dataclasses import replace

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import NotWaiting
from queue_app.domain.team.rights import Right
from queue_app.store.queue import items
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def keep_for_people(tx: Tx, *, item: int, why: str | None = None) -> Result:
    """Keep the item for people and say `why`; None: let agents pull it again. Raises NotFound, NotWaiting.

    Changes nothing if `why` is unchanged.
    """
    before = items.of_number(tx.conn, tx.team.id, item)
    if before.state is not State.WAITING:
        raise NotWaiting(title=before.title, state=before.state)
    change = Change(before, replace(before, people_only=why))
    if change.changed:
        tx.record("for_people", [change])
    return {"item": item, "why": why}


PEOPLE_ONLY = Action(
    "people-only",
    keep_for_people,
    "item",
    N_("People only"),
    (
        fields.line(
            "reason", limits.REASON, N_("Why only people? (empty: agents may pull it)"), label=N_("Why only people?")
        ),
    ),
    renamed(reason="why"),
)
