"""Eight programs race for sixty items at a WIP limit of three: each item has one taker and never more than three run."""

import threading
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from sqlalchemy import func, select

from queue_app.store.engine import Doors
from queue_app.store.items import ITEM
from queue_app.usecases.limit import set_limit
from tests.cast import Cast
from tests.faults.served import WHOLE, Program, Served, team_tokens

CLIENTS, ITEMS, LIMIT = 8, 60, 3
ROUNDS = 20 if WHOLE else 2
_RUNNING = select(func.count()).select_from(ITEM).where(ITEM.c.slot.is_not(None))

pytestmark = pytest.mark.stress


@dataclass
class Race:
    """What the programs were told, and what the sampler saw in the database meanwhile."""

    taken: list[int] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    most: int = 0
    samples: int = 0

    def judge(self, expected: set[int]) -> None:
        """Fails unless every item had one taker, the limit held and no answer was a fault."""
        assert self.samples > ITEMS
        assert self.most <= LIMIT, f"{self.most} were in progress"
        assert sorted(self.taken) == sorted(expected)
        assert not [status for status in self.statuses if status == 0 or status >= 500]


def run_race(served: Served, cast: Cast, tokens: list[str]) -> tuple[Race, set[int]]:
    expected = set(cast.add(*(f"Item {n}" for n in range(ITEMS))))
    race, over = Race(), threading.Event()
    sampler = threading.Thread(target=_sample, args=(cast.doors, race, over))
    clients = [threading.Thread(target=_take, args=(served, cast.team, token, race)) for token in tokens]
    sampler.start()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    over.set()
    sampler.join()
    return race, expected


def _take(served: Served, team: int, token: str, race: Race) -> None:
    with closing(Program(served.netloc, token)) as program:
        while len(race.taken) < ITEMS:
            status, told = program.ask("POST", f"/api/teams/{team}/pull", {})
            race.statuses[status] += 1
            if status == 201:
                race.taken.append(told["item"])
                status, _ = program.ask("POST", f"/api/teams/{team}/items/{told['item']}/finish", {})
                race.statuses[status] += 1
            elif told.get("code") == "nothing_to_pull" or status == 0:
                return


def _sample(doors: Doors, race: Race, over: threading.Event) -> None:
    while not over.wait(0.002):
        with doors.reading() as conn:
            race.most = max(race.most, conn.execute(_RUNNING).scalar_one())
        race.samples += 1


def test_every_item_has_one_taker_and_the_limit_holds(served: Served, cast: Cast) -> None:
    tokens = team_tokens(cast, CLIENTS)
    for _ in range(ROUNDS):
        race, expected = run_race(served, cast, tokens)
        race.judge(expected)


def test_the_judge_sees_a_limit_that_does_not_hold(served: Served, cast: Cast) -> None:
    cast.do(set_limit, limit=CLIENTS, reason="So that more than three run.")
    race, expected = run_race(served, cast, team_tokens(cast, CLIENTS))
    with pytest.raises(AssertionError, match="were in progress"):
        race.judge(expected)
