"""The queue as plain lists and sets, without database, ranks and slots: the expected result of every verb.

Each verb returns whether it changed anything, or raises the expected refusal. Items are numbers.
"""

from queue_app.domain import refusals as no
from tests.model.plain_order import PlainItem, PlainOrder


class PlainQueue(PlainOrder):
    """Every verb that does not add or move items."""

    def pull(self, person: int, leave: bool, expect: int | None = None) -> bool:
        if len(self.running) >= self.limit:
            raise no.WipLimitReached
        self._start(self._next_or_refuse(person, expect), person, leave)
        return True

    def swap(self, number: int, person: int, leave: bool, expect: int | None = None) -> bool:
        self._must_run(number)
        if len(self.running) > self.limit:
            raise no.LimitOverrun
        following = self._next_or_refuse(person, expect)
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

    def wait_for(self, number: int, other: int) -> bool:
        if number == other:
            raise no.WaitsForItself
        self._must_be_open(number)
        self._must_be_open(other)
        if other in self.items[number].waits:
            raise no.AlreadyWaits
        if number in self._all_that(other):
            raise no.WaitsInACircle
        self.items[number].waits.add(other)
        return True

    def stop_waiting(self, number: int, other: int) -> bool:
        self._must_be_open(number)
        if other not in self.items[number].waits:
            raise no.NoSuchWait
        self.items[number].waits.remove(other)
        return True

    def _all_that(self, number: int) -> set[int]:
        """All items that the item waits for, directly or indirectly."""
        found, ends = set(), [number]
        while ends:
            new = self.items[ends.pop()].waits - found
            found |= new
            ends += new
        return found

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

    def _must_run(self, number: int) -> None:
        if self.items[number].state != "in_progress":
            raise no.NotRunning

    def _next_or_refuse(self, person: int, expect: int | None) -> int:
        following = self.next_for(person)
        if following is None:
            raise no.NothingToPull
        if expect not in (None, following):
            raise no.TopChanged
        return following

    def _start(self, number: int, person: int, leave: bool) -> None:
        self._run(number)
        self._go_on(number, person, leave)

    def _run(self, number: int) -> None:
        self.items[number].state, self.items[number].placed = "in_progress", True
        self.items[number].run += 1

    def _go_on(self, number: int, person: int, leave: bool) -> None:
        for item in self.items.values():
            if leave:
                item.on.discard(person)
        self.items[number].on.add(person)

    def _stop(self, number: int, state: str) -> None:
        item = self.items[number]
        item.state, item.agent, item.of_agents, item.ready = state, None, False, False
        item.on.clear()

    def _close(self, number: int, state: str) -> None:
        self._stop(number, state)
        self.items[number].blocked, self.items[number].placed = False, True
        self.order.remove(number)
        self.urgent = None if self.urgent == number else self.urgent
