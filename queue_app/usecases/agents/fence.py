"""Fencing: a write of an agent names the run of its item. After that run is over, the write changes nothing."""

from typing import Any

from queue_app.domain.errors import N_, InputError, NotFound
from queue_app.domain.refusals import RunOver
from queue_app.store.agents import stints
from queue_app.usecases.tx import Tx


def hold(tx: Tx, *, item: int, **_: Any) -> None:
    """Check that the agent is on the run of the item that it names. Does nothing if a person writes.

    An agent that was silent is on its item again, unless somebody joined or the item was put back meanwhile.

    Raises NotFound, RunOver, and InputError if the request names no run.
    """
    if tx.agent is None:
        return
    current, is_on_it = stints.its_item(tx.conn, tx.team.id, item, tx.agent.token)
    if current is None:
        raise NotFound
    if tx.agent.run is None:
        raise InputError("run", N_("Send the run that your pull gave you."))
    if not is_on_it or current.run != tx.agent.run:
        raise RunOver(title=current.title)
