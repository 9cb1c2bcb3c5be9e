"""The API on the real server: the queue as JSON, pulls by agents, and 200 agents that wait for work with the shipped client."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.client import program
from bench.crew import Crew
from bench.measure import Length, Line, at_most, cpu_seconds, exactly, settled
from bench.place import Place
from bench.queue import bring_in, busy, waiting_rows
from bench.server import served
from queue_app.domain.queue.order import Target
from queue_app.usecases.agents.settings import set_agents
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move_one
from tests.cast import Cast
from tests.faults.served import ROOT, Served, team_tokens
from tests.usecases.agents.robots import robot

READERS, AGENTS, WATCHING, WAITING = 4, 6, 200, 200
SHARE = 10
"""The per cent of a core that 200 waiting agents may cost."""

EVERY = 15.0


@dataclass(frozen=True)
class Reader:
    """Reads the queue. With `again` it sends the ETag back."""

    netloc: str
    team: int
    token: str
    again: bool = False

    def __call__(self, number: int) -> Callable[[], int]:
        """A reader with its own connection."""
        client = program(self.netloc, self.token)
        path = f"/api/teams/{self.team}/queue"
        if self.again:
            client.headers += (f"If-None-Match: {self._etag(path)}",)
        return lambda: client.ask("GET", path)[0]

    def _etag(self, path: str) -> str:
        connection = http.client.HTTPConnection(self.netloc)
        connection.request("GET", path, headers={"Authorization": f"Bearer {self.token}", "Accept": "application/json"})
        answer = connection.getresponse()
        answer.read()
        return answer.headers["ETag"]


@dataclass(frozen=True)
class Agent:
    """Pulls an item and puts it back."""

    netloc: str
    team: int
    tokens: tuple[str, ...]

    def __call__(self, number: int) -> Callable[[], int]:
        """An agent with its own connection."""
        client = program(self.netloc, self.tokens[number])
        address = f"/api/teams/{self.team}"

        def act() -> int:
            status, body = client.ask("POST", f"{address}/pull", b"{}")
            if status == 201:
                told = json.loads(body)
                back = json.dumps({"kind": "cannot_go_on", "run": told["run"]}).encode()
                status, _ = client.ask("POST", f"{address}/items/{told['item']}/put-back", back)
            return status

        return act


def lines(place: Place, length: Length) -> Iterator[Line]:
    """Requests a second, the CPU time of the server for each, and the cost of waiting agents."""
    cast = place.cast()
    bring_in(cast, waiting_rows(WAITING))
    busy(cast)
    cast.do(set_limit, limit=20, reason="Many.")
    cast.do(set_agents, at_once=AGENTS)
    (reader,) = team_tokens(cast, 1)
    agents = tuple(robot(cast, cast.bob, f"agent {n}").secret for n in range(WATCHING))
    with served(place, cast) as server:
        settled(server.process.pid)
        for what, again in (("queue as JSON, 50 rows", False), ("the same, 304", True)):
            yield from _measured(what, server, Reader(server.netloc, cast.team, reader, again), READERS, length)
        yield from _measured("pull and put back", server, Agent(server.netloc, cast.team, agents), AGENTS, length)
        cast.do(set_agents, at_once=0)
        yield from _measured("pull, refused", server, Agent(server.netloc, cast.team, agents), AGENTS, length)
        yield from _waiting(place, cast, server, agents, length)


def _measured(
    what: str, server: Served, work: Callable[[int], Callable[[], int]], count: int, length: Length
) -> Iterator[Line]:
    with Crew(count, work) as crew:
        crew.run(length.seconds / 5)
        cpu = cpu_seconds(server.process.pid)
        done = crew.run(length.seconds)
        cpu = cpu_seconds(server.process.pid) - cpu
    yield Line(f"{what}, {count} at once", f"{len(done) / length.seconds:,.0f} /s")
    yield Line(f"{what}: CPU of one", f"{cpu / len(done) * 1000:.2f} ms")
    yield exactly(f"{what}: no answer, or 5xx", sum(one.gave == 0 or one.gave >= 500 for one in done), 0)


def _waiting(place: Place, cast: Cast, server: Served, agents: tuple[str, ...], length: Length) -> Iterator[Line]:
    """The cost of waiting agents, measured for longer than a stream lasts, so that resuming counts too."""
    seconds = max(30.0, 3 * length.seconds)
    names = {0.0: f"{WATCHING} agents watch by streams", EVERY: f"{WATCHING} agents ask every {EVERY:.0f} s"}
    for every, what in names.items():
        with _watching(place, server, agents, every):
            yield at_most(f"{what}, nothing happens: CPU of a core", _share(server, seconds, _nothing), SHARE, "%")
            if not every:
                yield Line(f"{what}, an event a second", f"{_share(server, seconds, _events(cast, 'moved')):.1f} %")
                yield Line(f"{what}, work comes every 10 s", f"{_share(server, seconds, _events(cast, 'added')):.1f} %")


@contextmanager
def _watching(place: Place, server: Served, agents: tuple[str, ...], every: float) -> Iterator[None]:
    plan = place.folder / "plan.json"
    plan.write_text(json.dumps({"url": f"http://{server.netloc}", "tokens": agents, "every": every}))
    command = [sys.executable, "-m", "bench.listening", str(plan)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            if process.stdout:
                process.stdout.readline()  # Printed when all agents wait.
            time.sleep(2)
            yield
        finally:
            process.kill()


def _share(server: Served, seconds: float, meanwhile: Callable[[float], None]) -> float:
    cpu, began = cpu_seconds(server.process.pid), time.monotonic()
    meanwhile(began + seconds)
    return (cpu_seconds(server.process.pid) - cpu) / (time.monotonic() - began) * 100


def _nothing(until: float) -> None:
    time.sleep(max(0.0, until - time.monotonic()))


def _events(cast: Cast, kind: str) -> Callable[[float], None]:
    def happen(until: float) -> None:
        n = 0
        while time.monotonic() < until:
            n += 1
            if kind == "moved":
                cast.do(move_one, item=100 + n % 50, target=Target(end="bottom"))
                time.sleep(1)
            else:
                cast.do(add, titles=[f"More {n}"])
                time.sleep(10)

    return happen
