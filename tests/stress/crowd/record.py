"""What is known of a crowd when its day is over: what was asked and answered, the history, what people saw, what was stored."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

STALE = "run_over"
NEVER = float("-inf")


@dataclass(frozen=True)
class Asked:
    """A request. Without an answer (`status` 0) nobody knows whether it was done. `got`: the item and run that a pull gave."""

    by: str
    verb: str
    began: float
    ended: float = 0.0
    item: int | None = None
    run: int | None = None
    status: int = 0
    seq: int | None = None
    changed: bool = False
    code: str = ""
    got: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True)
class Happened:
    """An event of the history: the items (numbers) that it changed, and the agent that did it."""

    seq: int
    at: float
    kind: str
    items: tuple[int, ...]
    agent: str | None = None


@dataclass(frozen=True)
class Shown:
    """The agents that somebody saw at work on an item, in an answer asked for at `began` and here at `ended`."""

    began: float
    ended: float
    item: int
    agents: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """What stood in the database at once: {item: agents on its run}, how many ran, and how many of them are of agents."""

    holders: dict[int, tuple[str, ...]]
    running: int
    of_agents: int


@dataclass
class Record:
    """All of it. `aged`: (agent, moment, seconds) where a test made all calls of the agent before the moment older."""

    limit: int
    at_once: int
    silence: float
    asked: list[Asked] = field(default_factory=list)
    happened: list[Happened] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    aged: list[tuple[str, float, float]] = field(default_factory=list)

    def read(self, lines: Iterable[str]) -> None:
        """Add what a gang wrote down. The last line of one that was killed may be cut."""
        open_asks: dict[tuple[str, float], Asked] = {}
        for line in lines:
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if "shown" in said:
                asked = said["began"], said["ended"]
                self.shown += [Shown(*asked, int(n), tuple(who)) for n, who in said["shown"].items() if who]
                continue
            one = _asked(said)
            open_asks[one.by, one.began] = one
        self.asked += open_asks.values()

    @property
    def pulls(self) -> int:
        """Items that were taken."""
        return sum(event.kind == "pulled" for event in self.happened)

    def heard(self) -> "Heard":
        """The calls of each agent."""
        return Heard(self)


class Heard:
    """When each agent was last heard of, at any moment."""

    def __init__(self, record: Record) -> None:
        self._calls: dict[str, list[float]] = defaultdict(list)
        self._answered: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self._aged: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for one in record.asked:
            self._calls[one.by].append(one.began)
            if one.status:
                self._answered[one.by].append((one.ended, one.began))
        for agent, moment, seconds in record.aged:
            self._aged[agent].append((moment, seconds))
        for calls in [*self._calls.values(), *self._answered.values()]:
            calls.sort()

    def before(self, agent: str, moment: float) -> float:
        """The newest call of the agent that was on its way by then; NEVER without one."""
        calls = self._calls[agent]
        at = bisect_right(calls, moment)
        return calls[at - 1] - self._older(agent, calls[at - 1], moment) if at else NEVER

    def meanwhile(self, agent: str, began: float, ended: float) -> float:
        """The newest call as who looked from `began` to `ended` may have found it: at any moment in between."""
        calls = self._calls[agent]
        between = calls[bisect_right(calls, began) : bisect_right(calls, ended)]
        return max(self.before(agent, moment) for moment in (began, *between, ended))

    def for_sure(self, agent: str, moment: float) -> float:
        """The newest call that was answered by then."""
        answered = self._answered[agent]
        at = bisect_right(answered, (moment, NEVER))
        return answered[at - 1][1] - self._older(agent, answered[at - 1][1], moment) if at else NEVER

    def _older(self, agent: str, began: float, moment: float) -> float:
        return sum(seconds for at, seconds in self._aged[agent] if began <= at <= moment)


def _asked(said: dict[str, Any]) -> Asked:
    known = {name: said[name] for name in ("by", "verb", "began", "item", "run")}
    if "status" not in said:
        return Asked(**known)
    answer = {name: said[name] for name in ("ended", "status", "seq", "changed", "code") if name in said}
    return Asked(**known, **answer, got=tuple(said["got"]))
