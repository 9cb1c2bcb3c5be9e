"""The server is killed under load. Every acknowledged item exists with its content, and history and rows agree."""

import threading
from pathlib import Path
from statistics import median

import psutil
import pytest
from sqlalchemy import select

from queue_app.store.queue.rebuild import check
from queue_app.store.tables import ITEM
from tests.cast import Cast
from tests.faults.served import Program, Served, team_tokens
from tests.parts import WHOLE

KILLS = 100 if WHOLE else 2
"""On each engine."""

WRITERS, BETWEEN = 4, 50
SECONDS_TO_COME_BACK = 3

pytestmark = pytest.mark.stress


class Load:
    """Writers that add items and keep every answer: {number: title}."""

    def __init__(self, served: Served, team: int, tokens: list[str], name: str) -> None:
        self.acknowledged: dict[int, str] = {}
        self._enough = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=(Program(served.netloc, token), team, f"{name} {n}"))
            for n, token in enumerate(tokens)
        ]

    def until_enough(self) -> None:
        """Wait until enough writes are acknowledged. The writers go on."""
        for thread in self._threads:
            thread.start()
        assert self._enough.wait(60), f"only {len(self.acknowledged)} writes in a minute"

    def end(self) -> None:
        """Wait for the writers, which end when the server is down."""
        for thread in self._threads:
            thread.join()

    def _write(self, program: Program, team: int, name: str) -> None:
        n, status = 0, 201
        while status == 201:
            title = f"{name}, {n}"
            status, told = program.ask("POST", f"/api/teams/{team}/add", {"title": title})
            if status == 201:
                self.acknowledged[told["items"][0]] = title
            if len(self.acknowledged) >= BETWEEN:
                self._enough.set()
            n += 1
        program.close()


def test_nothing_that_was_acknowledged_is_lost(served: Served, cast: Cast) -> None:
    tokens = team_tokens(cast, WRITERS)
    acknowledged: dict[int, str] = {}
    came_back = []
    for kill in range(KILLS):
        load = Load(served, cast.team, tokens, f"Round {kill}")
        load.until_enough()
        served.kill()
        load.end()
        came_back.append(served.start())
        acknowledged |= load.acknowledged
        assert _stored(cast).items() >= acknowledged.items()
        with cast.doors.reading() as conn:
            assert check(conn, cast.team) == []
    if WHOLE:
        assert median(came_back) <= SECONDS_TO_COME_BACK


@pytest.mark.parametrize("doors", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_one_of_two_processes_is_killed_and_the_other_goes_on(cast: Cast, tmp_path: Path) -> None:
    tokens = team_tokens(cast, WRITERS)
    served = Served(cast.doors, tmp_path / "data", settings={"WORKERS": "2"})
    served.start()
    try:
        before = Load(served, cast.team, tokens, "Before")
        before.until_enough()
        psutil.Process(served.process.pid).children()[0].kill()
        after = Load(served, cast.team, tokens, "After")
        after.until_enough()
        served.process.terminate()
        for load in (before, after):
            load.end()
        assert served.process.wait(20) == 0
    finally:
        served.kill()
    assert _stored(cast).items() >= (before.acknowledged | after.acknowledged).items()
    with cast.doors.reading() as conn:
        assert check(conn, cast.team) == []


def _stored(cast: Cast) -> dict[int, str]:
    query = select(ITEM.c.number, ITEM.c.title).where(ITEM.c.team_id == cast.team)
    with cast.doors.reading() as conn:
        return {row.number: row.title for row in conn.execute(query)}
