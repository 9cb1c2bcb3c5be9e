"""Join and leave: by a person's own click on a running item. No request names who joins, and the event names nobody.

Ask for company: a request on an open item ("looking for a second person"). The other person joins by their own click.
"""

from dataclasses import replace
from typing import Literal

from queue_app.domain import inputs as limits
from queue_app.domain.agents.allowed import Agent
from queue_app.domain.agents.lease import heard_since
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue import join as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.join import OnItFacts
from queue_app.domain.refusals import NotOpen
from queue_app.domain.team.rights import Right
from queue_app.store.agents import stints as agent_stints
from queue_app.store.queue import items, stints
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def join(tx: Tx, *, item: int, others: Literal["leave", "both"] = "both") -> Result:
    """Join the item. `others` says whether the person leaves the other running items or stays on both.

    A silent agent on the item is taken off it.

    Raises NotFound, NotRunning, AlreadyOnIt.
    """
    facts = _facts(tx, item)
    after = rule.join_item(facts)
    leaving = facts.mine if others == "leave" else ()
    stints.join(tx.conn, tx.team.id, tx.person, tx.at, facts.stint, leaving)
    if facts.agents:
        agent_stints.end_silent(tx.conn, tx.team.id, facts.stint, tx.at, heard_since(tx.team, tx.at))
    tx.record("joined", [Change(facts.item, after)])
    return {"item": item}


@write(Right.WORK, agents="on_its_item")
def leave(tx: Tx, *, item: int) -> Result:
    """Leave the item. Raises NotFound, NotRunning, NotOnIt."""
    if tx.agent is not None:
        return _leave_as_agent(tx, tx.agent, item)
    facts = _facts(tx, item)
    rule.check_leave(facts)
    stints.join(tx.conn, tx.team.id, tx.person, tx.at, None, [facts.stint])
    tx.record("left", [Change(facts.item, facts.item)])
    return {"item": item}


def _leave_as_agent(tx: Tx, agent: Agent, number: int) -> Result:
    left = items.of_number(tx.conn, tx.team.id, number)
    agent_stints.end(tx.conn, agent.token, tx.at)
    tx.record("left", [Change(left, left)])
    return {"item": number}


def _facts(tx: Tx, number: int) -> OnItFacts:
    facts = stints.on_it_facts(tx.conn, tx.team.id, number, tx.person)
    if facts is None:
        raise NotFound
    return facts


JOIN = Action("join", join, "item", N_("Join"), (fields.OTHERS,))
LEAVE = Action("leave", leave, "item", N_("Leave"))


@write(Right.WORK)
def ask(tx: Tx, *, item: int, words: str | None = None) -> Result:
    """Publish the request `words`, or withdraw it (None). Raises NotFound, NotOpen. Changes nothing if it is the same."""
    before = items.of_number(tx.conn, tx.team.id, item)
    if not before.open:
        raise NotOpen(title=before.title, state=before.state)
    change = Change(before, replace(before, company=words))
    if change.changed:
        tx.record("asked", [change])
    return {"item": item, "words": words}


ASK = Action(
    "ask",
    ask,
    "item",
    N_("Ask for help"),
    (fields.line("text", limits.REASON, N_("Looking for (empty: no longer needed)"), label=N_("Looking for")),),
    renamed(text="words"),
)
