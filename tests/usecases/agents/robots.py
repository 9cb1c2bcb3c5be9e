"""Agents of the cast: a token of Alice or Bob, and what it does with the run that its pull gave."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from queue_app.domain.agents.allowed import Agent
from queue_app.domain.team.rights import Role
from queue_app.store.sign_in import tokens as store
from queue_app.usecases.agents.settings import set_agents
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.sign_in import tokens
from queue_app.usecases.transaction import Outcome, in_transaction, run
from queue_app.usecases.tx import Actor
from tests.cast import Cast


@dataclass
class Robot:
    """An agent, its sponsor, and its secret."""

    cast: Cast
    sponsor: int
    token: int
    secret: str
    name: str = "fixer"

    def do(self, use_case: Any, run_of: int | None = None, key: str | None = None, **command: Any) -> Outcome:
        """Run a use case with the agent's run. The clock moves on by a second."""
        self.cast.now += timedelta(seconds=1)
        actor = Actor(self.cast.team, self.sponsor, Role.MEMBER, Agent(self.token, self.name, run_of))
        return run(self.cast.doors, use_case, actor, key=key, clock_now=lambda: self.cast.now, **command)

    def pull(self, **command: Any) -> dict[str, Any]:
        """The answer to a pull."""
        return self.do(pull_top, **command).result

    def calls(self) -> None:
        """Make any call, which renews the lease."""
        tokens.authenticate(self.cast.doors, self.secret, lambda: self.cast.now)


def robot(cast: Cast, sponsor: int | None = None, name: str = "fixer") -> Robot:
    """A new agent of the sponsor, by default Alice."""
    who = cast.alice if sponsor is None else sponsor
    about = {"person": who, "team": cast.team, "name": name, "scope": "agent", "days": 30}
    secret = in_transaction(cast.doors, tokens.make, now=cast.now, **about)
    found = tokens.authenticate(cast.doors, secret, lambda: cast.now, note=False)
    assert found is not None
    assert found.agent
    return Robot(cast, who, found.id, secret, name)


def let_agents(cast: Cast, at_once: int, **settings: Any) -> None:
    """Set how many items agents may have at once, as the manager."""
    cast.do(set_agents, at_once=at_once, **settings)


def minutes_pass(cast: Cast, minutes: int) -> None:
    """Move the clock on without any call."""
    cast.now += timedelta(minutes=minutes)


def expire(cast: Cast, token: int) -> None:
    """Revoke the agent's token, as its sponsor."""
    in_transaction(cast.doors, store.revoke, token=token, now=cast.now, team=None, person=None)
