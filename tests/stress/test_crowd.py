"""Agents and people on a real server that is killed, as are agents: no item has two holders, never more than the limits, no stale
write is taken, and whoever died is not shown at work. Whole: 200 agents and 12 people, WIP 12 of which 6 are for agents.
"""

import os
from pathlib import Path

import pytest

from queue_app.store.queue.rebuild import check
from tests.cast import Cast
from tests.faults.served import Served
from tests.parts import WHOLE
from tests.stress.crowd.day import Crowd, Size
from tests.stress.crowd.judge import flaws
from tests.stress.crowd.record import STALE

PULLS, MINUTES = int(os.environ.get("PULLS", "20000")), float(os.environ.get("MINUTES", "60"))
SHORT = Size(
    agents=8, people=2, gangs=2, limit=5, at_once=3, pulls=60, glance=0.05, refused=0.1, silence=0.3, between=25
)
LONG = Size(
    agents=200,
    people=12,
    gangs=8,
    limit=12,
    at_once=6,
    pulls=PULLS,
    glance=0.8,
    refused=8.0,
    silence=5.0,
    between=int(os.environ.get("BETWEEN", "1000")),
    minutes=MINUTES,
)

pytestmark = pytest.mark.stress


@pytest.fixture
def served(cast: Cast, tmp_path: Path):
    """The server, killed at the end."""
    server = Served(cast.doors, tmp_path / "data", settings={"TOKEN_REQUESTS": "100000"})
    server.start()
    yield server
    server.kill()


def test_a_crowd_keeps_the_rules(served: Served, cast: Cast, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    crowd = Crowd(served, cast, LONG if WHOLE else SHORT, tmp_path / "crowd")
    record = crowd.live()
    found = flaws(record)
    request.node.add_report_section("call", "day", told(crowd))
    assert found[:20] == []
    with cast.doors.reading() as conn:
        assert check(conn, cast.team) == []
    assert crowd.kills
    assert {STALE, "no_room_for_agents"} <= {one.code for one in record.asked}
    assert any(one.status == 0 for one in record.asked), "nobody was killed in the middle of a request"
    assert record.samples
    assert record.shown


def told(crowd: Crowd) -> str:
    """What the day was, for who looks at it."""
    record = crowd.record
    unanswered = sum(one.status == 0 for one in record.asked)
    return (
        f"{record.pulls} pulls in {crowd.seconds:.0f} s, {crowd.cpu:.0f} s of CPU of the server, {len(record.happened)} events, "
        f"{len(record.asked)} requests ({unanswered} without an answer), "
        f"{sum(one.code == STALE for one in record.asked)} stale writes refused, {crowd.kills} kills of server and gang, "
        f"{len(record.samples)} samples, {len(record.shown)} looks at agents at work"
    )
