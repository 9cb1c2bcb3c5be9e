"""Eight programs race for sixty items at a WIP limit of three: each item has one taker, never more than three run, and what
each was answered was true at some moment of its request.
"""

import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import func, select

from queue_app.domain.refusals import NothingToPull, WipLimitReached
from queue_app.store.engine import Doors
from queue_app.store.items import ITEM
from queue_app.usecases.add import add
from queue_app.usecases.limit import set_limit
from tests.cast import Cast
from tests.faults.served import WHOLE, Program, Served, team_tokens
from tests.model.plain import PlainQueue
from tests.model.seen import seen
from tests.stress.history import Call, History, flaws

CLIENTS, ITEMS, LIMIT = 8, 60, 3
ROUNDS = 20 if WHOLE else 2
REFUSALS = {refusal.code: refusal for refusal in (NothingToPull, WipLimitReached)}
_RUNNING = select(func.count()).select_from(ITEM).where(ITEM.c.slot.is_not(None))

pytestmark = pytest.mark.stress


@dataclass
class Race:
    """What the programs were told, and what the sampler saw in the database meanwhile."""

    taken: list[int] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    most: int = 0
    samples: int = 0

    def judge(self, expected: set[int]) -> None:
        """Fails unless every item had one taker, the limit held and no answer was a fault."""
        assert self.samples > ITEMS
        assert self.most <= LIMIT, f"{self.most} were in progress"
        assert sorted(self.taken) == sorted(expected)
        assert not [status for status in self.statuses if status == 0 or status >= 500]


@dataclass
class Client:
    """A program that takes and finishes items, and notes every answer in the race."""

    program: Program
    team: int
    by: int
    race: Race

    def run(self) -> None:
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


def test_every_item_has_one_taker_and_every_answer_was_true(served: Served, cast: Cast) -> None:
    tokens = team_tokens(cast, CLIENTS)
    calls = []
    for _ in range(ROUNDS):
        race, expected = run_race(served, cast, tokens)
        race.judge(expected)
        calls += race.calls
    assert flaws(History(PlainQueue(limit=LIMIT), 1, calls, seen(cast))) == []


def test_the_judge_sees_a_limit_that_does_not_hold(served: Served, cast: Cast) -> None:
    cast.do(set_limit, limit=CLIENTS, reason="So that more than three run.")
    race, expected = run_race(served, cast, team_tokens(cast, CLIENTS))
    with pytest.raises(AssertionError, match="were in progress"):
        race.judge(expected)
