"""Pull: start the top item. The request carries no choice, only what the person saw.

Skip: "I do not know this area". The next pull of this person takes the next item; the order stays as it is.

Swap: put back a running item and pull the top one. One write, one event; the slot stays.
"""

from typing import Literal

from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue import pull as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.pull import PullFacts, take_next, take_top
from queue_app.domain.queue.reasons import PUT_BACK_REASONS, SKIP_REASONS
from queue_app.domain.refusals import NothingToPull, NotRunning
from queue_app.domain.team.rights import Right
from queue_app.store.queue import items, pull, stints
from queue_app.store.team.days_off import calendar_of
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.agents.pull import pull_for_agent
from queue_app.usecases.queue.starting import started_item
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK, agents="freely")
def pull_top(tx: Tx, *, expect: int | None = None, others: Literal["leave", "both"] = "leave") -> Result:
    """Start the top item that is not blocked and not skipped by this person, and put the person on it.

    `others` says whether the person leaves the other running items or stays on both. An agent gets the item that it is on,
    or else the top item that agents may take.

    Raises WipLimitReached, NothingToPull, TopChanged (the top is no longer `expect`); for an agent see `pull_for_agent`.
    """
    if tx.agent is not None:
        return pull_for_agent(tx, tx.agent, expect)
    facts = pull.pull_facts(tx.conn, tx.team.id, tx.by, tx.today)
    top = take_top(facts, expect)
    if top is None:
        raise NothingToPull(**pull.why_nothing(tx.conn, tx.team.id, tx.by, tx.today))
    item, slot = top
    started = started_item(tx, item, slot)
    if tx.by is not None:
        leaving = facts.mine if others == "leave" else ()
        stints.join(tx.conn, tx.team.id, tx.by, tx.at, (item.id, started.run), leaving)
    tx.record("pulled", [Change(item, started)])
    return {"item": item.number, "passed": facts.passed}


PULL = Action("pull", pull_top, "queue", N_("Pull"), (fields.EXPECT, fields.OTHERS))


@write(Right.WORK)
def skip(tx: Tx, *, item: int, kind: str, why: str | None = None) -> Result:
    """Skip the item that this person would pull, until the next working day or until it changes.

    Raises NotFound, NotWaiting, NotNext, InputError.
    """
    facts = pull.pull_facts(tx.conn, tx.team.id, tx.person, tx.today)
    current = facts.top
    if current is None or current.number != item:
        current = items.of_number(tx.conn, tx.team.id, item)
    rule.check_skip(current, facts, kind, why)
    until = calendar_of(tx.conn, tx.team.id).next_working_day(tx.today)
    pull.write_skip(tx.conn, tx.team.id, tx.person, current, until, tx.at, {"kind": kind, "why": why})
    tx.record("skipped", [Change(current, current)], why=kind, words=why or "")
    return {"item": item, "until": until.isoformat()}


SKIP = Action(
    "skip",
    skip,
    "item",
    N_("Skip"),
    fields.why(SKIP_REASONS),
    renamed(reason="why"),
)


@write(Right.WORK)
def swap(
    tx: Tx,
    *,
    item: int,
    kind: str,
    words: str = "",
    expect: int | None = None,
    others: Literal["leave", "both"] = "leave",
) -> Result:
    """Put back `item` and start the item that this person would pull next. `expect` and `others` are as in a pull.

    Raises NotFound, NotRunning, LimitOverrun, NothingToPull, TopChanged.
    """
    back, facts = _facts(tx, item)
    top = take_next(back, facts, expect)
    if top is None:
        raise NothingToPull(**pull.why_nothing(tx.conn, tx.team.id, tx.by, tx.today))
    started = started_item(tx, *top)
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
    N_("Swap for the next"),
    (*fields.why(PUT_BACK_REASONS), fields.EXPECT, fields.OTHERS),
    renamed(reason="words"),
)
