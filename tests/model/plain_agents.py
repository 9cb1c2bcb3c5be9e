"""Agents on the plain queue: what they pull, the run that their writes name, and who of them is silent."""

from dataclasses import dataclass, field

from queue_app.domain import refusals as no
from tests.model.plain import PlainQueue


@dataclass
class PlainTeam(PlainQueue):
    """A queue that agents pull from as well. `silent` are the agents that have not called for long."""

    silent: set[int] = field(default_factory=set)

    def set_at_once(self, at_once: int) -> bool:
        was, self.at_once = self.at_once, at_once
        return was != at_once

    def keep_for_people(self, number: int, keeps: bool) -> bool:
        if self.items[number].state != "waiting":
            raise no.NotWaiting
        was, self.items[number].people_only = self.items[number].people_only, keeps
        return was != keeps

    def agent_pull(self, agent: int) -> bool:
        if self.held_by(agent) is not None:
            return False
        if sum(self.items[n].of_agents for n in self.running) >= self.at_once:
            raise no.NoRoomForAgents
        if len(self.running) >= self.limit:
            raise no.WipLimitReached
        free = [n for n in self.waiting if self.free(n) and not self.items[n].people_only]
        if not free:
            raise no.NothingForAgents
        self._run(free[0])
        self.items[free[0]].agent, self.items[free[0]].of_agents = agent, True
        self.silent.discard(agent)
        return True

    def agent_step(self, number: int, agent: int, run: int) -> bool:
        self._must_hold(number, agent, run)
        return True

    def agent_ready(self, number: int, agent: int, run: int) -> bool:
        self._must_hold(number, agent, run)
        self.items[number].agent, self.items[number].ready = None, True
        return True

    def agent_leave(self, number: int, agent: int, run: int) -> bool:
        self._must_hold(number, agent, run)
        self.items[number].agent = None
        return True

    def agent_put_back(self, number: int, agent: int, run: int) -> bool:
        self._must_hold(number, agent, run)
        return self.put_back(number)

    def agent_finish(self, number: int, agent: int, run: int) -> bool:
        self._must_hold(number, agent, run)
        return self.finish(number)

    def join(self, number: int, person: int, leave: bool) -> bool:
        """A person who joins replaces a silent agent."""
        super().join(number, person, leave)
        if self.items[number].agent in self.silent:
            self.items[number].agent = None
        return True

    def held_by(self, agent: int) -> int | None:
        return next((n for n in self.running if self.items[n].agent == agent), None)

    def _must_hold(self, number: int, agent: int, run: int) -> None:
        if self.held_by(agent) != number or self.items[number].run != run:
            raise no.RunOver
