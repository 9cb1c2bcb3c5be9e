"""The queue as plain lists and sets, without database, ranks and slots: what every verb must come to.

Each verb says whether it changed anything, or raises the refusal that is to be expected. Items go by number.
"""

from dataclasses import dataclass, field
from typing import Any

from queue_app.domain import refusals as no
from queue_app.domain.order import Target


@dataclass
class PlainItem:
    title: str
    state: str = "waiting"
    placed: bool = True
    blocked: bool = False
    on: set[int] = field(default_factory=set)
    skipped_by: set[int] = field(default_factory=set)


@dataclass
class PlainQueue:
    """`order` holds the open items, top first; `coins` the pairs for which the coin fell."""

    limit: int
    items: dict[int, PlainItem] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    coins: set[frozenset[int]] = field(default_factory=set)
    urgent: int | None = None

    @property
    def waiting(self) -> list[int]:
        return [n for n in self.order if self.items[n].state == "waiting"]

    @property
    def running(self) -> list[int]:
        return [n for n in self.order if self.items[n].state == "in_progress"]

    def next_for(self, person: int) -> int | None:
        ready = [n for n in self.waiting if not self.items[n].blocked and person not in self.items[n].skipped_by]
        return ready[0] if ready else None

    def seen(self) -> dict[str, Any]:
        """What the rows must say. A lowered limit sinks in: as many slots are closing as run beyond it."""
        return {
            "order": self.order,
            "titles": {n: item.title for n, item in self.items.items()},
            "states": {n: item.state for n, item in self.items.items()},
            "new": {n for n, item in self.items.items() if not item.placed},
            "blocked": {n for n, item in self.items.items() if item.blocked},
            "urgent": [] if self.urgent is None else [self.urgent],
            "on": {(n, person) for n, item in self.items.items() for person in item.on},
            "limit": self.limit,
            "closing": max(0, len(self.running) - self.limit),
            "taken": len(self.running),
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

    # Starting and ending

    def pull(self, person: int, leave: bool) -> bool:
        if len(self.running) >= self.limit:
            raise no.WipLimitReached
        self._start(self._next_or_refuse(person), person, leave)
        return True

    def swap(self, number: int, person: int, leave: bool) -> bool:
        self._must_run(number)
        if len(self.running) > self.limit:
            raise no.LimitOverrun
        following = self._next_or_refuse(person)
        self._stop(number, "waiting")
        self._start(following, person, leave)
        return True

    def put_back(self, number: int) -> bool:
        self._must_run(number)
        self._stop(number, "waiting")
        return True

    def finish(self, number: int) -> bool:
        self._must_run(number)
        self._close(number, "finished")
        return True

    def drop(self, number: int) -> bool:
        self._must_be_open(number)
        self._close(number, "dropped")
        return True

    def reopen(self, number: int) -> bool:
        if self.items[number].state != "finished":
            raise no.NotFinished
        self.items[number].state = "waiting"
        self.order.insert(0, number)
        return True

    def restore(self, number: int) -> bool:
        if self.items[number].state != "dropped":
            raise no.NotDropped
        self.items[number].state = "waiting"
        self.order.append(number)
        return True

    def split(self, number: int, titles: list[str]) -> bool:
        self._must_be_open(number)
        item = self.items[number]
        item.title = titles[0]
        item.skipped_by.clear()
        new = list(range(len(self.items) + 1, len(self.items) + len(titles)))
        for piece, title in zip(new, titles[1:], strict=True):
            self.items[piece] = PlainItem(title, placed=item.placed)
        at = 0 if item.state == "in_progress" else self.order.index(number) + 1
        self.order[at:at] = new
        return True

    def set_limit(self, limit: int) -> bool:
        was, self.limit = self.limit, limit
        return was != limit

    # Around an item

    def block(self, number: int) -> bool:
        self._must_be_open(number)
        if self.items[number].blocked:
            raise no.AlreadyBlocked
        self.items[number].blocked = True
        return True

    def unblock(self, number: int) -> bool:
        if not self.items[number].blocked:
            raise no.NotBlocked
        self.items[number].blocked = False
        return True

    def skip(self, number: int, person: int) -> bool:
        if self.items[number].state != "waiting":
            raise no.NotWaiting
        if self.next_for(person) != number:
            raise no.NotNext
        self.items[number].skipped_by.add(person)
        return True

    def join(self, number: int, person: int, leave: bool) -> bool:
        self._must_run(number)
        if person in self.items[number].on:
            raise no.AlreadyOnIt
        self._go_on(number, person, leave)
        return True

    def leave(self, number: int, person: int) -> bool:
        self._must_run(number)
        if person not in self.items[number].on:
            raise no.NotOnIt
        self.items[number].on.remove(person)
        return True

    # What the verbs share

    def _must_be_open(self, number: int) -> None:
        if number not in self.order:
            raise no.NotOpen

    def _must_run(self, number: int) -> None:
        if self.items[number].state != "in_progress":
            raise no.NotRunning

    def _next_or_refuse(self, person: int) -> int:
        following = self.next_for(person)
        if following is None:
            raise no.NothingToPull
        return following

    def _start(self, number: int, person: int, leave: bool) -> None:
        self.items[number].state, self.items[number].placed = "in_progress", True
        self._go_on(number, person, leave)

    def _go_on(self, number: int, person: int, leave: bool) -> None:
        for item in self.items.values():
            if leave:
                item.on.discard(person)
        self.items[number].on.add(person)

    def _stop(self, number: int, state: str) -> None:
        self.items[number].state = state
        self.items[number].on.clear()

    def _close(self, number: int, state: str) -> None:
        self._stop(number, state)
        self.items[number].blocked, self.items[number].placed = False, True
        self.order.remove(number)
        self.urgent = None if self.urgent == number else self.urgent

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
