"""A history of concurrent clients: their calls with times and answers. `flaws` lists answers that no correct queue could give.

Events number the states of a team, so the calls can be replayed one after the other on the plain queue. The replay must give
each answer at a state that existed at some moment between the begin and the end of the call.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from queue_app.domain.errors import UserError
from tests.model.plain import PlainQueue
from tests.stress.plays import PLAYS


@dataclass(frozen=True)
class Call:
    """`said` is the command of the use case `verb`, `knew` the last event of which the client had read before it.

    `seq` is the event of the call, or the last one of the team where nothing `changed`; None: refused. `told` are the
    numbers that the answer handed out: what a pull or a swap started, what an add made. Moments are of one clock.
    """

    by: int
    verb: str
    said: dict[str, Any]
    began: float
    ended: float
    knew: int = 0
    seq: int | None = None
    changed: bool = False
    told: tuple[int, ...] = ()
    refusal: type[UserError] | None = None

    def __str__(self) -> str:
        answer = self.refusal.__name__ if self.refusal else f"event {self.seq}"
        return f"{self.verb} of {self.by} with {self.said} ({answer})"


@dataclass(frozen=True)
class Sample:
    """What somebody read in the database while it was at event `seq`; `closing` slots are those that go."""

    seq: int
    running: frozenset[int]
    limit: int
    closing: int = 0
    ties: int = 0


@dataclass(frozen=True)
class History:
    """`start` is the queue at event `first`; `end` is what was stored when all was over, in the words of its `seen()`."""

    start: PlainQueue
    first: int
    calls: list[Call]
    end: dict[str, Any]
    samples: list[Sample] = field(default_factory=list)


def flaws(history: History) -> list[str]:
    """Every flaw; [] for a correct queue."""
    return [*_broken_numbers(history), *_overruns(history), *_Playing(history).flaws()]


def _broken_numbers(history: History) -> Iterator[str]:
    numbers = sorted(call.seq for call in history.calls if call.changed and call.seq is not None)
    if numbers != list(range(history.first + 1, history.first + 1 + len(numbers))):
        yield f"the events are not numbered one by one from {history.first + 1} on"


def _overruns(history: History) -> Iterator[str]:
    for sample in history.samples:
        if len(sample.running) > sample.limit + sample.closing:
            yield f"at event {sample.seq} there were {len(sample.running)} in progress at a limit of {sample.limit}"
        if sample.ties:
            yield f"at event {sample.seq} {sample.ties} items shared a place"


class _Windows:
    """The possible states during a call: none before earlier answers, and none after later calls."""

    def __init__(self, calls: list[Call], first: int, last: int) -> None:
        by_end = sorted((c.ended, c.seq) for c in calls if c.seq is not None)
        by_begin = sorted(((c.began, c.seq) for c in calls if c.changed and c.seq is not None), reverse=True)
        self._ends = [moment for moment, _ in by_end]
        self._floors = [first, *accumulate((seq for _, seq in by_end), max, initial=first)][1:]
        self._begins = [-moment for moment, _ in by_begin]
        self._ceilings = list(accumulate((seq - 1 for _, seq in by_begin), min, initial=last))

    def of(self, call: Call) -> range:
        floor = max(call.knew, self._floors[bisect_left(self._ends, call.began)])
        return range(floor, self._ceilings[bisect_left(self._begins, -call.ended)] + 1)


class _Playing:
    """Replays the calls in the order of their events. Everything else is judged at the state in which it was answered."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.plain = _fork(history.start)
        self.changes = sorted((c for c in history.calls if c.changed), key=lambda c: c.seq or 0)
        self.last = max((c.seq or 0 for c in self.changes), default=history.first)
        self.windows = _Windows(history.calls, history.first, self.last)
        self.refused: dict[int, list[Call]] = defaultdict(list)
        self.true_once: set[int] = set()
        self.unchanged: dict[int | None, list[Call]] = defaultdict(list)
        self.samples: dict[int, list[Sample]] = defaultdict(list)

    def flaws(self) -> Iterator[str]:
        self._by_state()
        yield from self._here(self.history.first)
        for call in self.changes:
            yield from self._play(call)
            yield from self._here(call.seq or 0)
        yield from self._left()

    def _by_state(self) -> None:
        for sample in self.history.samples:
            self.samples[sample.seq].append(sample)
        for call in self.history.calls:
            if call.refusal:
                for state in self.windows.of(call):
                    self.refused[state].append(call)
            elif not call.changed:
                self.unchanged[call.seq].append(call)

    def _play(self, call: Call) -> Iterator[str]:
        yield from self._in_time(call, (call.seq or 0) - 1)
        running = set(self.plain.running)
        came = _come(self.plain, call)
        if came != (True, call.told):
            twice = [number for number in call.told if call.verb != "add" and number in running]
            yield f"{call}: {twice} in progress already" if twice else f"{call} handed out {call.told}, not {came}"

    def _here(self, state: int) -> Iterator[str]:
        """Judge what was read and answered at this state."""
        for sample in self.samples.pop(state, []):
            if (set(sample.running), sample.limit) != (set(self.plain.running), self.plain.limit):
                yield f"at event {state} there ran {sorted(sample.running)} of {sample.limit}, not {self.plain.running}"
        for call in self.unchanged.pop(state, []):
            yield from self._in_time(call, state)
            if (came := _come(_fork(self.plain), call)) != (False, call.told):
                yield f"{call} changed nothing, but {came} was to come"
        for call in self.refused.pop(state, []):
            if id(call) not in self.true_once and _come(_fork(self.plain), call) == (call.refusal, ()):
                self.true_once.add(id(call))

    def _in_time(self, call: Call, state: int) -> Iterator[str]:
        if state not in self.windows.of(call):
            yield f"{call} was answered from event {state}, which did not hold at any moment of the call"

    def _left(self) -> Iterator[str]:
        for call in self.history.calls:
            if call.refusal and id(call) not in self.true_once:
                yield f"{call} was refused, which was true at no moment of the call"
        for state in [*self.unchanged, *self.samples]:
            yield f"somebody saw event {state}, which there never was"
        told = self.plain.seen()
        for what, stored in self.history.end.items():
            if stored != told[what]:
                yield f"{what} stored at the end: {stored}, the history says {told[what]}"


def _come(plain: PlainQueue, call: Call) -> tuple[bool | type[UserError], tuple[int, ...]]:
    """Replay the call on the plain queue. Returns whether it changed anything, or the refusal; and the numbers it hands out."""
    running, known = set(plain.running), len(plain.items)
    try:
        changed = PLAYS[call.verb](plain, call.by, **call.said)
    except UserError as refusal:
        return type(refusal), ()
    return changed, (*(set(plain.running) - running), *range(known + 1, len(plain.items) + 1))


def _fork(plain: PlainQueue) -> PlainQueue:
    """A copy of the queue for another course of events. Items that left the order are shared: nothing brings them back."""
    open_items = {n: plain.items[n] for n in plain.order}
    copies = {n: replace(i, on=set(i.on), skipped_by=set(i.skipped_by)) for n, i in open_items.items()}
    return replace(plain, items=plain.items | copies, order=[*plain.order], coins=set(plain.coins))
