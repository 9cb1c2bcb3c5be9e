"""Swap: put back a running item and pull the top one instead. One write, one event; the slot stays."""

from typing import Literal

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.pull import PullFacts
from queue_app.domain.queue.swap import swapped_in
from queue_app.domain.refusals import NothingToPull, NotRunning
from queue_app.domain.team.rights import Right
from queue_app.store.queue import pull, stints
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.queue.pull import begun
from queue_app.usecases.queue.put_back import KINDS, Kind
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def swap(
    tx: Tx,
    *,
    item: int,
    kind: Kind,
    words: str = "",
    expect: int | None = None,
    others: Literal["leave", "both"] = "leave",
) -> Result:
    """Put back `item` and start what this person would pull then, who is on it; `expect` and `others` as in a pull.

    Raises NotFound, NotRunning, LimitOverrun, NothingToPull, TopChanged.
    """
    back, facts = _facts(tx, item)
    top = swapped_in(back, facts, expect)
    if top is None:
        raise NothingToPull(**pull.why_nothing(tx.conn, tx.team.id, tx.by, tx.today))
    started = begun(tx, *top)
    if tx.by is not None:
        leaving = [mine for mine in facts.mine if mine[0] != back.id] if others == "leave" else ()
        stints.join(tx.conn, tx.team.id, tx.by, tx.at, (started.id, started.run), leaving)
    changes = [Change(back, back.put_back(tx.at)), Change(top[0], started)]
    tx.record("swapped", changes, why=kind, words=words)
    return {"item": started.number, "back": item, "passed": facts.passed}


def _facts(tx: Tx, number: int) -> tuple[Item, PullFacts]:
    back, facts = pull.swap_facts(tx.conn, tx.team.id, tx.by, tx.today, number)
    if back is None:
        raise NotFound
    if back.state is not State.IN_PROGRESS:
        raise NotRunning(title=back.title, state=back.state)
    return back, facts


SWAP = Action(
    "swap",
    swap,
    "item",
    N_("Swap"),
    (
        fields.choice("kind", KINDS, N_("Why"), required=True),
        fields.line("reason", limits.REASON, N_("In words")),
        fields.EXPECT,
        fields.OTHERS,
    ),
    renamed(reason="words"),
)
