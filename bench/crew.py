"""Several processes that repeat the same act at the same time, as often as they can."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

Act = Callable[[], Any]
Work = Callable[[int], Act]
"""Creates the act, once in each process, which passes its number. Must be importable in the process."""

_TOGETHER = 0.05


@dataclass(frozen=True)
class Done:
    """One act: the seconds it took, and its result."""

    seconds: float
    gave: Any


class Crew:
    """`count` processes, which are ready after the constructor. Use it as a context manager."""

    def __init__(self, count: int, work: Work) -> None:
        context = get_context("spawn")
        self._pipes: list[Connection] = []
        self._processes = []
        for n in range(count):
            here, there = context.Pipe()
            process = context.Process(target=_member, args=(there, work, n), daemon=True)
            process.start()
            self._pipes.append(here)
            self._processes.append(process)
        for pipe in self._pipes:
            pipe.recv()

    def run(self, seconds: float) -> list[Done]:
        """The acts of all processes in this many seconds."""
        start = time.monotonic() + _TOGETHER
        for pipe in self._pipes:
            pipe.send((start, start + seconds))
        return [Done(*done) for pipe in self._pipes for done in pipe.recv()]

    def rate(self, seconds: float) -> float:
        """The acts a second of all processes together, without failed ones, which return False."""
        return sum(done.gave is not False for done in self.run(seconds)) / seconds

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        for process in self._processes:
            process.terminate()
            process.join()


def _member(pipe: Connection, work: Work, number: int) -> None:
    act = work(number)
    pipe.send("ready")
    while True:
        start, end = pipe.recv()
        time.sleep(max(0.0, start - time.monotonic()))
        done = []
        while (began := time.monotonic()) < end:
            gave = act()
            done.append((time.monotonic() - began, gave))
        pipe.send(done)
