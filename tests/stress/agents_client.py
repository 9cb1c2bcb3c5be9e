"""Agents beside people in the same race: they pull, write with their run or an old one, say ready, leave and put back."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from queue_app.domain.agents.allowed import Agent
from queue_app.domain.team.rights import Role
from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.tables import TOKEN
from queue_app.usecases.agents.ready import ready
from queue_app.usecases.agents.settings import set_agents
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.plan import note
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.tx import Actor
from tests.stress.client import VERBS, Client, Command
from tests.stress.history import Call

MOST_AT_ONCE = 4
WRITES: dict[Callable[..., Any], Command] = {
    note: {"words": "Found it."},
    ready: {"sentence": "The change is up."},
    leave: {},
    put_back: {"kind": "cannot_go_on"},
}
_PEOPLE = (add, pull_top, finish, finish, put_back, set_limit)


@dataclass
class AgentClient(Client):
    """An agent; `by` is its token, below zero."""

    sponsor: int = 0

    def actor(self, said: Command) -> Actor:
        agent = Agent(-self.by, "racer", said.get("run"))
        return Actor(self.team, self.sponsor, Role.MEMBER, agent)

    def command(self, said: Command) -> Command:
        return {name: value for name, value in said.items() if name != "run"}


def live_beside_agents(url: str, team: int, by: int, seconds: float) -> list[Call]:
    """An agent if `by` is below zero, else somebody who decides about agents and looks at their work too."""
    doors, dice = Doors(open_engine(url, pool_size=1)), random.Random(by)
    client = Client(doors, team, by) if by > 0 else _agent(doors, team, by)
    step = _as_person if by > 0 else _as_agent
    while client.goes_on(seconds):
        step(client, dice)
    doors.engine.dispose()
    return client.calls


def _agent(doors: Doors, team: int, by: int) -> AgentClient:
    with doors.reading() as conn:
        sponsor = conn.execute(select(TOKEN.c.person_id).where(TOKEN.c.id == -by)).scalar_one()
    return AgentClient(doors, team, by, sponsor=sponsor)


def _as_agent(client: Client, dice: random.Random) -> None:
    got = client.call(client.look().seq, pull_top, {}, "agent_pull")
    for _ in range(dice.randint(0, 2) if got else 0):
        use_case = dice.choice([note, note, *WRITES])
        run = max(0, got["run"] - (dice.random() < 0.2))
        said = {"item": got["item"], "run": run} | WRITES[use_case]
        client.call(client.look().seq, use_case, said, f"agent_{use_case.__name__}")


def _as_person(client: Client, dice: random.Random) -> None:
    seen, kind = client.look(), dice.random()
    if kind < 0.1:
        client.call(seen.seq, set_agents, {"at_once": dice.randint(0, MOST_AT_ONCE)})
    elif kind < 0.25 and seen.running:
        client.call(seen.seq, join, {"item": dice.choice(seen.running)})
    else:
        use_case = dice.choice(_PEOPLE)
        said = VERBS[use_case][1](seen, dice)
        if said is not None:
            client.call(seen.seq, use_case, said)
