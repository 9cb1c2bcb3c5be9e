"""The record of a crowd's day: requests and answers, the history, what people saw, and what was stored."""

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
    """A request. Without an answer (`status` 0) it is unknown whether it took effect. `got`: the item and run from a pull."""

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
    """An event of the history: the numbers of the changed items, and the agent that did it."""

    seq: int
    at: float
    kind: str
    items: tuple[int, ...]
    agent: str | None = None


@dataclass(frozen=True)
class Shown:
    """The agents shown at work on an item, in an answer that was requested at `began` and arrived at `ended`."""

    began: float
    ended: float
    item: int
    agents: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """A snapshot of the database: {item: agents on its run}, the number of running items, and how many of them agents hold."""

    holders: dict[int, tuple[str, ...]]
    running: int
    of_agents: int


@dataclass
class Record:
    """The whole record. `aged`: (agent, moment, seconds), if a test dated back all earlier calls of the agent at that moment."""

    limit: int
    at_once: int
    silence: float
    asked: list[Asked] = field(default_factory=list)
    happened: list[Happened] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    aged: list[tuple[str, float, float]] = field(default_factory=list)

    def read(self, lines: Iterable[str]) -> None:
        """Add the log of a gang. If the gang was killed, its last line may be truncated."""
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
        """The number of items that were pulled."""
        return sum(event.kind == "pulled" for event in self.happened)

    def heard(self) -> "Heard":
        """When each agent called."""
        return Heard(self)


class Heard:
    """The last call of each agent before any given moment."""

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
        """The agent's newest call that was sent by then; NEVER if there is none."""
        calls = self._calls[agent]
        at = bisect_right(calls, moment)
        return calls[at - 1] - self._older(agent, calls[at - 1], moment) if at else NEVER

    def meanwhile(self, agent: str, began: float, ended: float) -> float:
        """The newest call that a look from `began` to `ended` may have seen, at any moment in between."""
        calls = self._calls[agent]
        between = calls[bisect_right(calls, began) : bisect_right(calls, ended)]
        return max(self.before(agent, moment) for moment in (began, *between, ended))

    def for_sure(self, agent: str, moment: float) -> float:
        """The agent's newest call that was answered by then; NEVER if there is none."""
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
