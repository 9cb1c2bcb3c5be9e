"""Moves over HTTP on the real server: eight programs that move items of one team as fast as they can, and one alone."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.bare import bare
from bench.client import program
from bench.crew import Crew, Done
from bench.measure import Length, Line, at_least, at_most, cpu_seconds, exactly, percentile
from bench.place import Place
from bench.queue import bring_in, waiting_rows
from bench.server import served
from queue_app.domain.team.rights import Role
from tests.faults.served import team_tokens

MOVERS, WAITING = 8, 1_000
AIMS = {"sqlite": (300, 100, 8), "postgres": (200, 200, 12)}
"""{engine: (moves a second, p99 in ms with all programs, p95 in ms with one alone)}."""


@dataclass(frozen=True)
class Mover:
    """Moves items of one team by the API, each below some other item."""

    netloc: str
    team: int
    tokens: tuple[str, ...]

    def __call__(self, number: int) -> Callable[[], int]:
        """A mover with its own connection."""
        client, dice = program(self.netloc, self.tokens[number]), random.Random(number)

        def act() -> int:
            item, below = dice.sample(range(1, WAITING + 1), 2)
            move = {"below": below, "kind": "other", "reason": "So that it is measured"}
            return client.ask("POST", f"/api/teams/{self.team}/items/{item}/move", json.dumps(move).encode())[0]

        return act


def lines(place: Place, length: Length) -> Iterator[Line]:
    """Answers, moves a second, and how long slow moves took."""
    rate, crowd_p99, alone_p95 = AIMS[place.engine]
    cast = place.cast()
    bring_in(cast, waiting_rows(WAITING))
    tokens = tuple(team_tokens(cast, MOVERS, Role.MANAGER))
    with served(place, cast) as server:
        movers = Mover(server.netloc, cast.team, tokens)
        with Crew(1, movers) as one, Crew(MOVERS, movers) as eight, Crew(1, bare(place)) as reference:
            one.run(1)
            bare_rate = reference.rate(length.seconds / 5)
            alone = one.run(length.seconds / 2)
            cpu = cpu_seconds(server.process.pid)
            crowd = eight.run(length.seconds)
            cpu = cpu_seconds(server.process.pid) - cpu
    yield Line("bare UPDATE + COMMIT, 1 writer", f"{bare_rate:,.0f} /s")
    yield from _answers(crowd)
    yield at_least(f"moves, {MOVERS} movers for {length.seconds:g} s", len(crowd) / length.seconds, rate, "/s", 0)
    yield Line("the server's CPU for one move", f"{cpu / len(crowd) * 1000:.2f} ms")
    yield at_most(f"p99 with {MOVERS}", _late(crowd, 0.99), crowd_p99, "ms")
    yield at_most("p95 alone", _late(alone, 0.95), alone_p95, "ms")
    yield Line("p50 alone", f"{_late(alone, 0.5):.1f} ms")


def _answers(crowd: list[Done]) -> Iterator[Line]:
    statuses = Counter(done.gave for done in crowd)
    yield exactly("5xx, or no answer", sum(n for status, n in statuses.items() if status == 0 or status >= 500), 0)
    yield exactly("409", statuses[409], 0)
    yield exactly("other answers than 200 and 201", sum(n for status, n in statuses.items() if 201 < status < 409), 0)


def _late(did: list[Done], share: float) -> float:
    return percentile([done.seconds * 1000 for done in did], share)
