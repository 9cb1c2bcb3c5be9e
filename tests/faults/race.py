"""The race: programs pull and finish over HTTP as fast as they can, while a sampler reads the database."""

import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from queue_app.domain.refusals import NothingToPull, WipLimitReached
from queue_app.store.db.engine import Doors
from queue_app.store.tables import ITEM
from queue_app.usecases.queue.add import add
from tests.cast import Cast
from tests.faults.served import Program, Served
from tests.stress.history import Call

CLIENTS, ITEMS, LIMIT = 8, 60, 3
REFUSALS = {refusal.code: refusal for refusal in (NothingToPull, WipLimitReached)}
_RUNNING = select(func.count()).select_from(ITEM).where(ITEM.c.slot.is_not(None))


@dataclass
class Race:
    """The answers to the programs, and what the sampler saw in the database in the meantime."""

    taken: list[int] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    most: int = 0
    samples: int = 0

    def judge(self, expected: set[int]) -> None:
        """Fails unless every item was taken once, the limit held and no answer was an error."""
        assert self.samples > ITEMS
        assert self.most <= LIMIT, f"{self.most} were in progress"
        assert sorted(self.taken) == sorted(expected)
        assert not [status for status in self.statuses if status == 0 or status >= 500]


@dataclass
class Client:
    """A program that pulls and finishes items, and records every answer in the race."""

    program: Program
    team: int
    by: int
    race: Race

    def run(self) -> None:
        """Work until all items are taken, or nothing is left to pull."""
        with closing(self.program):
            while len(self.race.taken) < ITEMS:
                told = self._ask("pull_top", {}, "pull")
                if "item" in told:
                    self.race.taken.append(told["item"])
                    self._ask("finish", {"item": told["item"]}, f"items/{told['item']}/finish")
                elif told.get("code") != WipLimitReached.code:
                    return

    def _ask(self, verb: str, said: dict[str, Any], path: str) -> dict[str, Any]:
        began = time.monotonic()
        status, told = self.program.ask("POST", f"/api/teams/{self.team}/{path}", {})
        self.race.statuses[status] += 1
        started = (told["item"],) if verb == "pull_top" and "item" in told else ()
        refusal = REFUSALS.get(told.get("code", ""))
        about = (self.by, verb, said, began, time.monotonic())
        self.race.calls.append(Call(*about, seq=told.get("seq"), changed="seq" in told, told=started, refusal=refusal))
        return told


def run_race(served: Served, cast: Cast, tokens: list[str]) -> tuple[Race, set[int]]:
    """Run a program for each token. Returns what happened, and the numbers of the items."""
    began, said = time.monotonic(), {"titles": [f"Item {n}" for n in range(ITEMS)]}
    added = cast.do(add, **said)
    expected = added.result["items"]
    race, over = Race(), threading.Event()
    race.calls.append(
        Call(cast.bob, "add", said, began, time.monotonic(), seq=added.seq, changed=True, told=tuple(expected))
    )
    sampler = threading.Thread(target=_sample, args=(cast.doors, race, over))
    racing = [Client(Program(served.netloc, token), cast.team, n, race) for n, token in enumerate(tokens)]
    clients = [threading.Thread(target=client.run) for client in racing]
    sampler.start()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    over.set()
    sampler.join()
    return race, set(expected)


def _sample(doors: Doors, race: Race, over: threading.Event) -> None:
    while not over.wait(0.002):
        with doors.reading() as conn:
            race.most = max(race.most, conn.execute(_RUNNING).scalar_one())
        race.samples += 1
