"""The settings of agents, as the team page shows them to managers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class AgentArea:
    """An area in use, and whether agents may take it."""

    id: int
    name: str
    for_agents: bool


@dataclass(frozen=True, slots=True)
class AgentSettings:
    """The settings of agents as a form shows them. `silence` in minutes."""

    at_once: int
    silence: int
    who_finishes: Literal["people", "agents"]
    areas: tuple[AgentArea, ...] = ()


NO_AGENTS_YET = AgentSettings(0, 30, "people")


def agent_settings(team: Any, areas: Sequence[Any]) -> AgentSettings:
    """The settings in the row of the team, with `agents_at_once`, and in the rows of its areas."""
    in_use = tuple(AgentArea(area.id, area.name, area.for_agents) for area in areas if area.archived_at is None)
    finish: Literal["people", "agents"] = "agents" if team.agents_finish else "people"
    return AgentSettings(team.agents_at_once, team.agent_silence, finish, in_use)
