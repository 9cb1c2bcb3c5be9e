"""Programs that constantly move and add items, and keep every answer. They repeat unanswered writes with the same key."""

import random
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from tests.faults.served import Program

AGAIN_SECONDS = 0.2


@dataclass
class Call:
    """One write, repeated until it is answered. `tries` has the (end, status) of each try."""

    verb: str
    title: str
    began: float
    tries: list[tuple[float, int]] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether it was acknowledged."""
        return bool(self.tries) and self.tries[-1][1] in (200, 201)


class Movers:
    """The movers: one thread for each token."""

    def __init__(self, netloc: str, team: int, tokens: list[str], waiting: int) -> None:
        self.calls: list[Call] = []
        self._team, self._waiting = team, waiting
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(Program(netloc, token), n), daemon=True)
            for n, token in enumerate(tokens)
        ]

    def start(self) -> None:
        """Start all movers."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Stop all movers after their last write is answered."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _run(self, program: Program, number: int) -> None:
        dice, n = random.Random(number), 0
        with closing(program):
            while not self._over.is_set():
                n += 1
                title = f"Mover {number} adds {n}"
                if n % 5:
                    item, below = dice.sample(range(1, self._waiting + 1), 2)
                    path, body = f"items/{item}/move", {"below": below, "kind": "other", "reason": title}
                else:
                    path, body = "add", {"title": title}
                self._until_done(program, Call(path.split("/")[-1], title, time.monotonic()), path, body)

    def _until_done(self, program: Program, call: Call, path: str, body: dict[str, Any]) -> None:
        self.calls.append(call)
        key = call.title.replace(" ", "-")
        while True:
            status, call.told = program.ask("POST", f"/api/teams/{self._team}/{path}", body, key)
            call.tries.append((time.monotonic(), status))
            if status not in (0, 503):
                return
            time.sleep(AGAIN_SECONDS)
