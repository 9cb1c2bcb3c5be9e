"""An agent pulls by the rules of people, within a share of the limit: the top item that agents may take.

It holds one item. Pulling again gives the same one, so a lost answer is safe without a key.
"""

from dataclasses import dataclass

from queue_app.domain.queue.item import Item
from queue_app.domain.refusals import NoRoomForAgents, TopChanged, WipLimitReached


@dataclass(frozen=True, slots=True)
class AgentPullFacts:
    """`held` is the item that the agent is on. `slot` and `agent_slot` are free ones (None: no room); `working` of `at_once`
    items are those of agents. `top` is the item that agents would take, `passed` the number of waiting items above it.
    `was_on`: a stint of the agent is open whose run is over.
    """

    held: Item | None
    running: int
    limit: int
    slot: int | None
    working: int
    at_once: int
    agent_slot: int | None
    top: Item | None
    passed: int
    was_on: bool = False


def take_for_agent(facts: AgentPullFacts, expect: int | None) -> tuple[Item, int, int] | None:
    """The pulled item, its slot and its slot of the agents; None when nothing waits that agents may pull.

    While a closing slot is taken, a free one may be none to take.

    Raises NoRoomForAgents, WipLimitReached, or TopChanged when the top is not the number `expect`.
    """
    if facts.agent_slot is None or facts.working >= facts.at_once:
        raise NoRoomForAgents(working=facts.working, at_once=facts.at_once)
    if facts.slot is None:
        raise WipLimitReached(running=facts.running, limit=facts.limit)
    if facts.top is None:
        return None
    if expect is not None and expect != facts.top.number:
        raise TopChanged(title=facts.top.title, number=str(facts.top.number))
    return facts.top, facts.slot, facts.agent_slot
