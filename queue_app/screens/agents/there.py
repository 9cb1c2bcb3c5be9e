"""The agents on the running items, and since when silent ones have been silent."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain.agents.lease import heard_since
from queue_app.domain.team.team import Team
from queue_app.screens.values import AgentShown
from queue_app.store.agents.stints import agents_on


@dataclass(frozen=True, slots=True)
class AgentsThere:
    """{id of a running item: the agents on it}, and {id: the last call of the agent that went silent on it}."""

    heard: Mapping[int, tuple[AgentShown, ...]] = field(default_factory=dict)
    silent: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many agents are at work."""
        return sum(len(agents) for agents in self.heard.values())


NO_AGENTS = AgentsThere()


def agents_there(connection: Connection, team: Team, now: datetime) -> AgentsThere:
    """The agents of the team at this moment. One statement."""
    heard: defaultdict[int, tuple[AgentShown, ...]] = defaultdict(tuple)
    silent: dict[int, datetime] = {}
    for one in agents_on(connection, team.id):
        if one.seen_at > heard_since(team, now):
            heard[one.item] += (AgentShown(one.sponsor, one.name),)
        else:
            silent[one.item] = one.seen_at
    return AgentsThere(dict(heard), silent)
