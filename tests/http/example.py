"""An example of a route: a request that succeeds in the furnished world."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from queue_app.domain.agents.allowed import Agent
from queue_app.domain.importing.rows import Row
from queue_app.domain.team.team import Team
from queue_app.usecases.agents.settings import set_agents
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.sign_in import tokens
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from tests.http.world import Home, World

Body = Mapping[str, Any]
Make = Callable[[World, Home, int | None], Body]


def nothing(*_: Any) -> Body:
    """An empty body, or no more parts of the address."""
    return {}


@dataclass(frozen=True)
class Example:
    """`item`: the kind of item in the address; `address` gives the other parts of the address.

    `writes`: events of the team ("team"), only other rows ("rows"), or nothing. `refused`: {who: status}, for reasons other
    than a right in the team. `once`: the cookie of a link that works once. `by_agent`: only an agent of the team may do it.
    `first`: what to do before the request. `status`: the status codes that count as success.
    """

    body: Make = nothing
    item: str = ""
    address: Make = nothing
    writes: Literal["team", "rows", "nothing"] = "team"
    refused: Mapping[str, int] = field(default_factory=dict)
    once: Make = nothing
    first: Callable[[World, Home], Any] | None = None
    status: tuple[int, ...] = (200, 201, 303)
    by_agent: bool = False


def sends(item: str = "", **body: Any) -> Example:
    """An example with a plain body."""
    return Example(lambda *_: body, item)


def of_home(make: Callable[[Home], Body], item: str = "") -> Example:
    """An example whose body contains ids or names from the team."""
    return Example(lambda _, home, __: make(home), item)


def as_manager(use_case: Callable[..., Any], **command: Any) -> Callable[[World, Home], Any]:
    return lambda world, home: run(world.cast.doors, use_case, Actor(home.team, home.manager), **command)


def brings_in(world: World, home: Home) -> None:
    """Import an item as the manager."""
    team = Team(home.team, "T", time_zone="UTC")
    row = Row(2, "From an import", created_at=utc_now())
    home.act = import_items(world.cast.doors, Actor(home.team, home.manager), team, [row]).result["act"]


def agent_token(team: int) -> str:
    """The token of the team's agent that `an_agent_pulls` creates."""
    return f"{tokens.PREFIX}the-agent-of-team-{team}"


def an_agent_pulls(world: World, home: Home) -> None:
    """Let an agent of the manager pull the next item."""
    as_manager(set_agents, at_once=1)(world, home)
    about = {"person": home.manager, "team": home.team, "name": "fixer", "scope": "agent", "days": 30}
    secret = agent_token(home.team).removeprefix(tokens.PREFIX)
    in_transaction(world.cast.doors, tokens.make, now=utc_now(), secret=secret, **about)
    found = tokens.authenticate(world.cast.doors, agent_token(home.team))
    assert found is not None
    run(world.cast.doors, pull_top, Actor(home.team, home.manager, agent=Agent(found.id, "fixer")))
