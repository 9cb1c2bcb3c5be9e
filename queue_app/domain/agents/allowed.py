"""What an agent may do: declared beside each use case, never by default."""

from dataclasses import dataclass
from typing import Literal

from queue_app.domain.errors import N_, RoleTooLow
from queue_app.domain.team.team import Team

ForAgents = Literal["never", "freely", "on_its_item", "if_agents_finish"]
"""Whether an agent may: never, always, on the item that it is on, or there if the team lets agents finish."""


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent as a writer: the token, its name, and the run that its request names (None: no run)."""

    token: int
    name: str
    run: int | None = None


class OnlyPeople(RoleTooLow):
    """An agent asks for what only people do."""

    sentence = N_("Agents may not do this. Write a note, or ask a person.")


class PeopleFinish(RoleTooLow):
    """An agent asks to finish in a team where people do that."""

    sentence = N_("In this team people finish items. Say that it is ready instead.")


class OnlyAgents(RoleTooLow):
    """A person asks for what only agents do."""

    sentence = N_("Only agents say this. Finish the item, or ask for help.")


def check_agent(may: ForAgents, team: Team) -> None:
    """Raises OnlyPeople or PeopleFinish."""
    if may == "never":
        raise OnlyPeople
    if may == "if_agents_finish" and not team.agents_finish:
        raise PeopleFinish


def needs_run(may: ForAgents) -> bool:
    """Whether the request of an agent must name the run of its item."""
    return may in ("on_its_item", "if_agents_finish")
