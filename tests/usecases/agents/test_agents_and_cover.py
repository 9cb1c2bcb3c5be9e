"""An agent is no knowledge of the team: an area that only agents worked on has no person, whoever their sponsor is."""

from queue_app.domain.cover.states import states
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top
from tests import given
from tests.cast import Cast
from tests.usecases.agents.robots import let_agents, robot

ENOUGH = 12
"""Items of an area after which it is known who can take it."""


def test_what_agents_did_counts_for_nobody(cast: Cast) -> None:
    area = given.area(cast, "Docs")
    let_agents(cast, 9, agents_finish=True)
    one = robot(cast, cast.alice)
    cast.do(set_limit, limit=9, reason="room")
    for number in cast.add(*[f"Docs {n}" for n in range(ENOUGH)]):
        held = one.pull()
        one.do(finish, run_of=held["run"], item=number, areas=[area])
    assert given.evidence(cast) == []
    assert given.able(cast, area) == frozenset()
    assert {state for key, state in states(given.cover(cast).standings).items() if key == area} <= {"none", "unknown"}


def test_who_finishes_what_an_agent_made_ready_is_not_taken_for_its_author(cast: Cast) -> None:
    area = given.area(cast, "Docs")
    let_agents(cast, 9)
    one = robot(cast, cast.alice)
    cast.add("A")
    one.pull()
    one.do(leave, run_of=1, item=1)
    cast.do(finish, by=cast.bob, item=1, areas=[area])
    assert given.evidence(cast) == []


def test_a_person_on_it_beside_the_agent_counts_alone(cast: Cast) -> None:
    area = given.area(cast, "Docs")
    let_agents(cast, 1)
    cast.add("A", "B")
    robot(cast, cast.alice).pull()
    cast.do(join, by=cast.bob, item=1)
    cast.do(finish, by=cast.bob, item=1, areas=[area])
    assert [(where, who) for where, who, _ in given.evidence(cast)] == [(area, cast.bob)]
    assert cast.do(pull_top, by=cast.alice).result["item"] == 2
