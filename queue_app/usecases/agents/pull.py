"""An agent pulls: it gets the item that it is on, or else the top item that agents may take."""

from queue_app.domain.agents.allowed import Agent
from queue_app.domain.agents.pull import take_for_agent
from queue_app.domain.queue.changes import Change
from queue_app.domain.refusals import NothingForAgents
from queue_app.store.agents import pull, stints
from queue_app.usecases.queue.starting import started_item
from queue_app.usecases.tx import Result, Tx


def pull_for_agent(tx: Tx, agent: Agent, expect: int | None) -> Result:
    """Start the item and put the agent on it. In the answer, `run` is for the agent's writes; `held`: it had the item already.

    Raises NoRoomForAgents, WipLimitReached, NothingForAgents, TopChanged.
    """
    facts = pull.agent_pull_facts(tx.conn, tx.team.id, agent.token)
    if facts.held is not None:
        return {"item": facts.held.number, "run": facts.held.run, "held": True}
    taken = take_for_agent(facts, expect)
    if taken is None:
        raise NothingForAgents(waiting=pull.count_waiting(tx.conn, tx.team.id))
    top, slot, agent_slot = taken
    started = started_item(tx, top, slot, agent_slot)
    if facts.was_on:
        stints.end(tx.conn, agent.token, tx.at)
    stints.begin(tx.conn, tx.team.id, agent.token, started.id, started.run, tx.at)
    tx.record("pulled", [Change(top, started)])
    return {"item": started.number, "run": started.run, "held": False, "passed": facts.passed}
