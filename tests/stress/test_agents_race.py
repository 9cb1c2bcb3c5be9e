"""Four agents and four people on one team at once: no item with two takers, never more than the share, no stale write."""

import pytest

from queue_app.domain.refusals import NoRoomForAgents, RunOver
from queue_app.usecases.agents.settings import set_agents
from tests.cast import Cast
from tests.model.plain_agents import PlainTeam
from tests.stress.agents_client import live_beside_agents
from tests.stress.history import Call, History, flaws
from tests.stress.test_processes import SECONDS, history_of
from tests.usecases.agents.robots import robot

AGENTS = 4

pytestmark = pytest.mark.stress


def test_agents_and_people_leave_a_history_that_explains_every_answer(cast: Cast, database_url: str) -> None:
    start, titles = PlainTeam(limit=3), [f"Item {n}" for n in range(20)]
    cast.add(*titles)
    start.add(titles, True, None, False)
    cast.do(set_agents, at_once=2)
    start.set_at_once(2)
    tokens = [-robot(cast, cast.bob, f"racer {n}").token for n in range(AGENTS)]
    history = history_of(cast, database_url, live_beside_agents, SECONDS, start, tokens)
    assert flaws(history) == []
    assert {NoRoomForAgents, RunOver} <= {call.refusal for call in history.calls}
    assert {"agent_pull", "agent_ready", "agent_note"} <= {call.verb for call in history.calls if call.changed}


def _call(verb: str, seq: int, *told: int, **said: object) -> Call:
    return Call(by=-7 - seq, verb=verb, said=dict(said), began=seq, ended=seq + 0.5, seq=seq, changed=True, told=told)


@pytest.mark.parametrize(
    ("calls", "flaw"),
    [
        ([_call("agent_pull", 11, 1), _call("agent_pull", 12, 2)], "handed out (2,), not (<class"),
        ([_call("agent_pull", 11, 1), _call("agent_note", 12, item=1, run=1, words="x")], "RunOver"),
    ],
    ids=["more than the share", "a write of another agent"],
)
def test_the_judge_finds_out_agents_that_may_not(calls: list[Call], flaw: str) -> None:
    start = PlainTeam(limit=3)
    start.add(["A", "B"], True, None, False)
    start.set_at_once(1)
    assert flaw in " ".join(flaws(History(start, 10, calls, {})))
