"""The server is killed while agents pull and say ready over HTTP. A repeated pull gives the same item; none is held twice."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select

from queue_app.domain.queue.finish import Steps
from queue_app.store.agents.stints import AGENT_ON_IT
from queue_app.store.queue.rebuild import check
from queue_app.store.tables import AGENT_STINT, ITEM
from queue_app.usecases.agents.settings import set_agents
from queue_app.usecases.queue.limit import set_limit
from tests.cast import Cast
from tests.faults.served import Program, Served, team_tokens
from tests.parts import WHOLE
from tests.usecases.agents.robots import robot

KILLS = 10 if WHOLE else 1
AGENTS, AT_ONCE, LIMIT = 5, 3, 5
READY = 50 if WHOLE else 10
ANYWAY: Steps = "anyway"

pytestmark = pytest.mark.stress


class Shift:
    """Agents that pull and say ready, and a person who finishes what is ready, until nobody answers."""

    def __init__(self, served: Served, cast: Cast, agents: list[str], person: str) -> None:
        self.team = f"/api/teams/{cast.team}"
        self.ready: set[int] = set()
        self._enough = threading.Event()
        self._threads = [self._thread(self._agent, served, secret) for secret in agents]
        self._threads.append(self._thread(self._person, served, person))

    def until_enough(self) -> None:
        """Wait until enough items are ready. The agents go on."""
        for thread in self._threads:
            thread.start()
        assert self._enough.wait(60), f"only {len(self.ready)} ready in a minute"

    def end(self) -> None:
        """Wait for the agents, which end when the server is down."""
        for thread in self._threads:
            thread.join()

    def _thread(self, work: Callable[[Program], None], served: Served, secret: str) -> threading.Thread:
        return threading.Thread(target=work, args=(Program(served.netloc, secret),))

    def _agent(self, program: Program) -> None:
        status, told = program.ask("POST", f"{self.team}/pull", {})
        while status:
            if status in (200, 201):
                body = {"text": "The change is up.", "run": told["run"]}
                status, _ = program.ask("POST", f"{self.team}/items/{told['item']}/ready", body)
                if status == 201:
                    self.ready.add(told["item"])
            if status:
                status, told = program.ask("POST", f"{self.team}/pull", {})
        program.close()

    def _person(self, program: Program) -> None:
        status, n = 200, 0
        while status:
            status, queue = program.ask("GET", f"{self.team}/queue?size=5")
            for row in queue["_embedded"]["running"] if status == 200 else ():
                if row["ready"]:
                    program.ask("POST", f"{self.team}/items/{row['number']}/finish", {"open_steps": ANYWAY})
            if status == 200 and queue["waiting"] < AGENTS * 2:
                program.ask("POST", f"{self.team}/paste", {"text": [f"Item {n}.{i}" for i in range(AGENTS)]})
                n += 1
            if len(self.ready) >= READY:
                self._enough.set()
        program.close()


@pytest.mark.parametrize("doors", ["sqlite"], indirect=True)
def test_agents_go_on_where_they_were(served: Served, cast: Cast) -> None:
    cast.do(set_limit, limit=LIMIT, reason="room")
    cast.do(set_agents, at_once=AT_ONCE)
    robots = [robot(cast, cast.bob, f"agent {n}") for n in range(AGENTS)]
    (person,) = team_tokens(cast, 1)
    for _ in range(KILLS):
        shift = Shift(served, cast, [one.secret for one in robots], person)
        shift.until_enough()
        served.kill()
        shift.end()
        served.start()
        held = _held(cast)
        assert len({token for token, _ in held}) == len(held) == len({item for _, item in held}) <= AT_ONCE
        for one in robots:
            _asks_again(Program(served.netloc, one.secret), f"/api/teams/{cast.team}/pull", dict(held).get(one.token))
        with cast.doors.reading() as conn:
            assert check(conn, cast.team) == []
            running = conn.execute(select(ITEM.c.agent_slot).where(ITEM.c.agent_slot.is_not(None))).all()
        assert len(running) <= AT_ONCE


def _held(cast: Cast) -> list[tuple[int, int]]:
    """The (token, item number) of each agent on an item."""
    query = select(AGENT_STINT.c.token_id, ITEM.c.number).select_from(AGENT_STINT.join(ITEM, AGENT_ON_IT))
    with cast.doors.reading() as conn:
        return [tuple(row) for row in conn.execute(query)]


def _asks_again(program: Program, address: str, item: int | None) -> None:
    """An agent that already holds an item gets the same item again, whatever the earlier answer was."""
    status, told = program.ask("POST", address, {})
    program.close()
    assert status in (200, 201, 409)
    if item is not None:
        assert (status, told["item"], told["held"]) == (200, item, True)
