"""Judges a crowd's day: replays its history on the plain list. Every answer, every look and every sample must fit.

`flaws` returns what a correct queue never does: an item with two holders, more items than the limits, a write of an old run,
a dead agent that is still shown at work, an acknowledged write that is lost.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from queue_app.domain.errors import UserError
from tests.model.plain_agents import PlainTeam
from tests.stress.crowd.record import STALE, Asked, Happened, Record

TOLERANCE = 60.0
"""Seconds after the team's time of silence. From then on no answer may show the agent at work."""

SOMEBODY = 0
"""Represents every person, because the history does not say who it was."""

_KIND = {
    "note": "noted",
    "ready": "ready",
    "finish": "finished",
    "put-back": "put_back",
    "leave": "left",
    "pull": "pulled",
}
_KIND |= {"join": "joined", "paste": "added"}
_DONE = (200, 201)


def flaws(record: Record) -> list[str]:
    """Every flaw; [] for a correct queue."""
    return [*_overruns(record), *_Day(record).flaws(), *_dead_at_work(record)]


def _overruns(record: Record) -> Iterator[str]:
    for sample in record.samples:
        if sample.running > record.limit or sample.of_agents > record.at_once:
            yield f"stored at once: {sample.running} in progress, {sample.of_agents} of agents"
        for item, holders in sample.holders.items():
            if len(holders) > 1:
                yield f"stored: #{item} has two holders, {' and '.join(holders)}"
        at_work = Counter(agent for holders in sample.holders.values() for agent in holders)
        yield from (f"stored: {agent} is on {n} items" for agent, n in at_work.items() if n > 1)


def _dead_at_work(record: Record) -> Iterator[str]:
    heard = record.heard()
    for look in record.shown:
        for agent in look.agents:
            silent_for = look.began - heard.meanwhile(agent, look.began, look.ended)
            if silent_for > record.silence + TOLERANCE:
                yield f"#{look.item} showed {agent} at work {silent_for:.0f} s after its last call"


class _Day:
    """Replays the history on the plain list, event by event."""

    def __init__(self, record: Record) -> None:
        self.record, self.heard = record, record.heard()
        self.plain = PlainTeam(limit=record.limit, at_once=record.at_once)
        self.number: dict[str, int] = defaultdict(lambda: len(self.number) + 1)
        self.perhaps: dict[int, int] = {}
        self.answered = {one.seq: one for one in record.asked if one.status in _DONE and one.changed}

    def flaws(self) -> Iterator[str]:
        for event in self.record.happened:
            said = self.answered.get(event.seq)
            if said is not None:
                yield from self._is_what_was_answered(said, event)
            try:
                wrong = self._play(event, said)
            except UserError as refusal:
                wrong = type(refusal).__name__
            except KeyError as missing:
                wrong = f"there is no #{missing}"
            if wrong:
                yield f"event {event.seq}, {event.kind} {event.items} by {event.agent or 'a person'}: {wrong}"
        yield from self._lost()

    def _play(self, event: Happened, said: Asked | None) -> str | None:
        """Replay one event. Returns the plain list's objection, or None."""
        if not event.items:
            return None
        if event.kind == "added":
            self.plain.add([""] * len(event.items), True, None, False)
            return None
        if event.kind == "pulled":
            return self._pulled(event)
        (item,) = event.items
        if event.agent is not None:
            self._of_an_agent(event, item, self.number[event.agent], said)
        elif event.kind == "joined":
            self._silent(item, event.at)
            self.plain.items[item].on.discard(SOMEBODY)
            self.plain.join(item, SOMEBODY, False)
        elif event.kind in ("finished", "put_back"):
            {"finished": self.plain.finish, "put_back": self.plain.put_back}[event.kind](item)
        return None

    def _pulled(self, event: Happened) -> str | None:
        before = set(self.plain.running)
        for item in event.items:
            self.perhaps.pop(item, None)
        if event.agent is None:
            self.plain.pull(SOMEBODY, False)
        elif not self._agent_pulls(self.number[event.agent]):
            return f"it held #{self.plain.held_by(self.number[event.agent])}"
        started = tuple(set(self.plain.running) - before)
        return None if started == event.items else f"#{started[0]} was on top"

    def _agent_pulls(self, agent: int) -> bool:
        """If somebody may have taken over its item during the call, only this pull shows that it happened."""
        held = self.plain.held_by(agent)
        if held is not None and self.perhaps.get(held) == agent:
            self.plain.items[held].agent = None
        return self.plain.agent_pull(agent)

    def _of_an_agent(self, event: Happened, item: int, agent: int, said: Asked | None) -> None:
        """Replay an agent's write. Its run is the one in the request if that is known, otherwise the item's current run."""
        run = said.run if said is not None and said.run is not None else self.plain.items[item].run
        verbs = {
            "noted": self.plain.agent_step,
            "ready": self.plain.agent_ready,
            "left": self.plain.agent_leave,
            "put_back": self.plain.agent_put_back,
            "finished": self.plain.agent_finish,
        }
        verbs[event.kind](item, agent, run)

    def _silent(self, item: int, at: float) -> None:
        """Work out whether the agent on the item has lost it to the person who joins."""
        self.plain.silent.clear()
        names = {number: name for name, number in self.number.items()}
        agent = self.plain.items[item].agent
        if agent is None:
            return
        if self.heard.before(names[agent], at) < at - self.record.silence:
            self.plain.silent.add(agent)
        elif self.heard.for_sure(names[agent], at) < at - self.record.silence:
            self.perhaps[item] = agent

    def _is_what_was_answered(self, said: Asked, event: Happened) -> Iterator[str]:
        item = said.got[0] if said.verb == "pull" else said.item
        same = _KIND[said.verb] == event.kind and (item is None or event.items == (item,))
        if not same or (event.agent is not None and event.agent != said.by):
            yield f"{said.by} was told that {said.verb} of #{item} is event {said.seq}, which is {event}"

    def _lost(self) -> Iterator[str]:
        last = self.record.happened[-1].seq if self.record.happened else 0
        if [event.seq for event in self.record.happened] != list(range(1, last + 1)):
            yield "the events are not numbered one by one"
        for one in self.record.asked:
            if one.status in _DONE and one.changed and (one.seq or 0) > last:
                yield f"acknowledged and gone: {one.verb} of {one.by}, event {one.seq}"
            if one.status >= 500 and one.status != 503:
                yield f"{one.verb} of {one.by} was answered with {one.status}"
            if one.code == STALE and one.changed:
                yield f"{one.verb} of {one.by} was refused and written"
