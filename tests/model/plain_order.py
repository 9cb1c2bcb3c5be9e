"""The order of the plain queue: adding and moving, with the reason that the top asks for."""

from dataclasses import dataclass, field
from typing import Any

from queue_app.domain import refusals as no
from queue_app.domain.queue.order import Target


@dataclass
class PlainItem:
    """`agent` is on it now; `of_agents`: one pulled it, and it takes a slot of the agents. `waits` are the items it waits for."""

    title: str
    state: str = "waiting"
    placed: bool = True
    blocked: bool = False
    on: set[int] = field(default_factory=set)
    waits: set[int] = field(default_factory=set)
    skipped_by: set[int] = field(default_factory=set)
    run: int = 0
    agent: int | None = None
    of_agents: bool = False
    people_only: bool = False
    ready: bool = False


@dataclass
class PlainOrder:
    """`order` holds the open items, top first; `coins` the pairs for which the coin fell."""

    limit: int
    items: dict[int, PlainItem] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    coins: set[frozenset[int]] = field(default_factory=set)
    urgent: int | None = None
    at_once: int = 0

    @property
    def waiting(self) -> list[int]:
        return [n for n in self.order if self.items[n].state == "waiting"]

    @property
    def running(self) -> list[int]:
        return [n for n in self.order if self.items[n].state == "in_progress"]

    def next_for(self, person: int) -> int | None:
        return next((n for n in self.waiting if self.free(n) and person not in self.items[n].skipped_by), None)

    def free(self, number: int) -> bool:
        """It is not blocked and waits for nothing that is not finished."""
        item = self.items[number]
        return not item.blocked and all(self.items[other].state == "finished" for other in item.waits)

    def seen(self) -> dict[str, Any]:
        """What the rows must say. A lowered limit sinks in: as many slots are closing as run beyond it."""
        return {
            "order": self.order,
            "titles": {n: item.title for n, item in self.items.items()},
            "states": {n: item.state for n, item in self.items.items()},
            "new": {n for n, item in self.items.items() if not item.placed},
            "blocked": {n for n, item in self.items.items() if item.blocked},
            "waits": {(n, other) for n, item in self.items.items() for other in item.waits},
            "urgent": [] if self.urgent is None else [self.urgent],
            "on": {(n, person) for n, item in self.items.items() for person in item.on},
            "limit": self.limit,
            "closing": max(0, len(self.running) - self.limit),
            "taken": len(self.running),
            "runs": {n: item.run for n, item in self.items.items()},
            "agents": {(n, item.agent) for n, item in self.items.items() if item.agent is not None},
            "of agents": {n for n, item in self.items.items() if item.of_agents},
            "people only": {n for n, item in self.items.items() if item.people_only},
            "ready": {n for n, item in self.items.items() if item.ready},
            "at once": self.at_once,
        }

    # Adding and ordering

    def add(self, titles: list[str], placed: bool, target: Target | None, reason: bool) -> bool:
        new = list(range(len(self.items) + 1, len(self.items) + 1 + len(titles)))
        if target is None:
            at = len(self.order)
        else:
            at = self._spot(self._holding(target, new, running=False), self.order)
            after = self.order[:at] + new + self.order[at:]
            self._ask(new, after, reason, {n: PlainItem("") for n in new})
        self.items |= {n: PlainItem(title, placed=placed) for n, title in zip(new, titles, strict=True)}
        self.order[at:at] = new
        return True

    def move(self, numbers: list[int], target: Target, reason: bool) -> bool:
        for number in numbers:
            self._must_be_open(number)
        moved = [n for n in self.order if n in numbers]
        only_running = all(self.items[n].state == "in_progress" for n in moved)
        target = self._holding(target, moved, running=only_running)
        rest = [n for n in self.order if n not in moved]
        at = self._spot(target, rest)
        after = rest[:at] + moved + rest[at:]
        if after == self.order:
            return False
        self._ask(moved, after, reason, {})
        self.order = after
        for number in moved:
            self.items[number].placed = True
        if reason:
            self.coins = {pair for pair in self.coins if not pair & set(moved)}
        return True

    def place(self, number: int) -> bool:
        if self.items[number].state != "waiting":
            raise no.NotWaiting
        was, self.items[number].placed = self.items[number].placed, True
        return not was

    def urge(self, number: int) -> bool:
        self._must_be_open(number)
        if self.urgent is not None:
            raise no.AlreadyUrgent
        self.urgent, self.items[number].placed = number, True
        self.coins = {pair for pair in self.coins if number not in pair}
        self._put(number, 0)
        return True

    def calm(self, number: int) -> bool:
        if self.urgent != number:
            raise no.NotUrgent
        self.urgent = None
        return True

    def coin(self, one: int, other: int, lower_wins: bool) -> bool:
        if one == other:
            raise no.SameItem
        if not {one, other} <= set(self.waiting):
            raise no.NotWaiting
        if frozenset((one, other)) in self.coins:
            raise no.CoinAlreadyFlipped
        upper, lower = sorted((one, other), key=self.order.index)
        winner = lower if lower_wins else upper
        self._put(winner, self.order.index(upper))
        self.items[winner].placed = True
        self.coins.add(frozenset((one, other)))
        return True

    # What the verbs share

    def _must_be_open(self, number: int) -> None:
        if number not in self.order:
            raise no.NotOpen

    def _put(self, number: int, at: int) -> None:
        self.order.remove(number)
        self.order.insert(at, number)

    def _holding(self, target: Target, moved: list[int], running: bool) -> Target:
        anchor = target.anchor
        if anchor is None:
            return target
        if anchor not in self.order:
            raise no.AnchorGone
        if anchor in moved:
            raise no.SameItem
        return target if running or self.items[anchor].state == "waiting" else Target(end="top")

    def _spot(self, target: Target, rest: list[int]) -> int:
        if target.anchor is None:
            return 0 if target.end == "top" else len(rest)
        return rest.index(target.anchor) + (target.below is not None)

    def _ask(self, moved: list[int], after: list[int], reason: bool, new: dict[int, PlainItem]) -> None:
        items, size = self.items | new, max(3, self.limit)
        top = set([n for n in after if items[n].state == "waiting"][:size])
        if not reason and (top ^ set(self.waiting[:size])) & set(moved):
            raise no.ReasonMissing
