"""What an agent may do. Each use case declares it; by default an agent may not."""

from dataclasses import dataclass
from typing import Literal

from queue_app.domain.errors import N_, RoleTooLow
from queue_app.domain.team.team import Team

ForAgents = Literal["never", "freely", "on_its_item", "if_agents_finish"]
"""When an agent may: never, always, on the item that it is on, or on that item if the team lets agents finish."""


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent that writes: its token, its name, and the run that the request names (None: no run)."""

    token: int
    name: str
    run: int | None = None


class OnlyPeople(RoleTooLow):
    """An agent tries what only people may do."""

    sentence = N_("Agents may not do this. Write a note, or ask a person.")


class PeopleFinish(RoleTooLow):
    """An agent tries to finish an item in a team where only people finish."""

    sentence = N_("In this team people finish items. Say that it is ready instead.")


class OnlyAgents(RoleTooLow):
    """A person tries what only agents may do."""

    sentence = N_("Only agents say this. Finish the item, or ask for help.")


def check_agent(may: ForAgents, team: Team) -> None:
    """Check that an agent may act in this team. Raises OnlyPeople, PeopleFinish."""
    if may == "never":
        raise OnlyPeople
    if may == "if_agents_finish" and not team.agents_finish:
        raise PeopleFinish


def needs_run(may: ForAgents) -> bool:
    """Whether an agent's request must name the run of its item."""
    return may in ("on_its_item", "if_agents_finish")
