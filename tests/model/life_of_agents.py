"""What agents do in a random life: they pull, name a run that may be over, say ready, leave, fall silent and come back."""

import random
from collections.abc import Callable
from typing import Any

from queue_app.usecases.agents.people_only import keep_for_people
from queue_app.usecases.agents.ready import ready
from queue_app.usecases.agents.settings import set_agents
from queue_app.usecases.queue.join import leave
from queue_app.usecases.queue.plan import note
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from tests.cast import Cast
from tests.model.plain_agents import PlainTeam
from tests.usecases.agents.robots import Robot, minutes_pass


class LifeOfAgents:
    """The verbs of agents, and what people set for them."""

    team: Cast
    plain: PlainTeam
    robots: list[Robot]
    _does: Callable[..., None]
    _to: Callable[..., None]
    _both: Callable[..., None]
    _item: Callable[..., int]

    def lets_agents(self, dice: random.Random) -> None:
        at_once = dice.randint(0, 3)
        self._does(set_agents, "bob", lambda plain: plain.set_at_once(at_once), at_once=at_once)

    def keeps_for_people(self, dice: random.Random) -> None:
        why = dice.choice([None, "It needs a talk."])
        verb = lambda plain, number: plain.keep_for_people(number, why is not None)  # noqa: E731
        self._to(self._item(dice, "waiting"), keep_for_people, "alice", verb, why=why)

    def agents_pull(self, dice: random.Random) -> None:
        one = dice.choice(self.robots)
        self._both(lambda: one.do(pull_top), lambda plain: plain.agent_pull(one.token))

    def agents_write(self, dice: random.Random) -> None:
        self._writes(dice, note, PlainTeam.agent_step, words="Found it.")

    def agents_are_ready(self, dice: random.Random) -> None:
        self._writes(dice, ready, PlainTeam.agent_ready, sentence="The change is up.")

    def agents_leave(self, dice: random.Random) -> None:
        self._writes(dice, leave, PlainTeam.agent_leave)

    def agents_put_back(self, dice: random.Random) -> None:
        self._writes(dice, put_back, PlainTeam.agent_put_back, kind="cannot_go_on")

    def falls_silent(self, _: random.Random) -> None:
        """Half an hour without any call."""
        minutes_pass(self.team, 31)
        self.plain.silent |= {one.token for one in self.robots}

    def calls(self, dice: random.Random) -> None:
        one = dice.choice(self.robots)
        one.calls()
        self.plain.silent.discard(one.token)

    def _writes(self, dice: random.Random, use_case: Callable, verb: Callable, **command: Any) -> None:
        """An agent writes on its item and run, or now and then on another one or an old run."""
        one = dice.choice(self.robots)
        held = self.plain.held_by(one.token)
        number = held if held is not None and dice.random() < 0.8 else self._item(dice)
        run = max(0, self.plain.items[number].run - (dice.random() < 0.2))
        self._both(
            lambda: one.do(use_case, run_of=run, item=number, **command),
            lambda plain: verb(plain, number, one.token, run),
        )
