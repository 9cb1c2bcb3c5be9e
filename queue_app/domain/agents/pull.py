"""An agent pulls the top item that agents may take, under the same rules as people and within the agents' share of the limit.

An agent holds one item. Pulling again returns the same item, so a lost response is safe without an idempotency key.
"""

from dataclasses import dataclass

from queue_app.domain.queue.item import Item
from queue_app.domain.refusals import NoRoomForAgents, TopChanged, WipLimitReached


@dataclass(frozen=True, slots=True)
class AgentPullFacts:
    """`held`: the item that the agent is on. `slot`, `agent_slot`: free slots (None: no room). Agents have `working` items and
    may have `at_once`. `top`: the item that an agent would take. `passed`: the number of waiting items above it. `was_on`: the
    agent has an open stint whose run is over.
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
    """The pulled item, its slot and its agent slot; None if agents may pull no waiting item.

    A free agent slot is not always room: items in closing slots count too.

    Raises NoRoomForAgents, WipLimitReached, or TopChanged if the top item does not have the number `expect`.
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
