"""Programs listen while others write and the server is killed. Each event arrives once, in order, with its own words."""

import pytest

from tests.cast import Cast
from tests.faults.listening import Listener
from tests.faults.served import Program, Served, team_tokens
from tests.faults.test_kill import Load
from tests.parts import WHOLE

KILLS = 5 if WHOLE else 1

pytestmark = pytest.mark.stress


def test_nothing_is_lost_or_heard_twice(served: Served, cast: Cast) -> None:
    writers = team_tokens(cast, 2)
    address = f"/api/teams/{cast.team}/events"
    listeners = [Listener(served, token, address) for token in writers]
    for one in listeners:
        one.start()
    for kill in range(KILLS):
        load = Load(served, cast.team, writers, f"Round {kill}")
        load.until_enough()
        served.kill()
        load.end()
        served.start()
    program = Program(served.netloc, writers[0])
    for one in listeners:
        one.until = program.ask("GET", f"/api/teams/{cast.team}")[1]["seq"]
    program.ask("POST", f"/api/teams/{cast.team}/add", {"title": "The last one"})  # Else a listener would wait.
    for one in listeners:
        one.join(30)
        assert [event["seq"] for event in one.heard][: one.until] == list(range(1, one.until + 1))
        assert one.opened > KILLS + 2
    assert {event["item"]["title"] for event in one.heard if event["item"]} >= set(load.acknowledged.values())
    program.close()
