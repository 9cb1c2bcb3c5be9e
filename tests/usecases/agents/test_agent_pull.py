"""An agent pulls by the rules of people, within its own share of the limit, one item at a time."""

import pytest

from queue_app.domain.errors import RoleTooLow
from queue_app.domain.refusals import NoRoomForAgents, NothingForAgents, NotWaiting, TopChanged, WipLimitReached
from queue_app.store.agents import slots
from queue_app.store.queue import stints
from queue_app.usecases.agents.people_only import keep_for_people
from queue_app.usecases.agents.settings import set_agents
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.edit import set_areas
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top, skip, swap
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.undo import undo
from tests import given
from tests.cast import Cast
from tests.statements import counted
from tests.usecases.agents.robots import let_agents, robot


def at_once(cast: Cast) -> int:
    with cast.doors.reading() as conn:
        return slots.at_once(conn, cast.team)


def test_none_may_until_a_manager_says_how_many(cast: Cast) -> None:
    cast.add("A")
    one = robot(cast)
    with pytest.raises(NoRoomForAgents):
        one.pull()
    let_agents(cast, 1)
    assert one.pull() == {"item": 1, "run": 1, "held": False, "passed": 0}


def test_only_a_manager_says_how_many(cast: Cast) -> None:
    with pytest.raises(RoleTooLow):
        cast.do(set_agents, by=cast.alice, at_once=3)


def test_pulling_again_gives_the_item_that_it_holds_and_changes_nothing(cast: Cast) -> None:
    cast.add("A", "B")
    let_agents(cast, 2)
    one = robot(cast)
    one.pull()
    again = one.do(pull_top)
    assert (again.changed, again.result) == (False, {"item": 1, "run": 1, "held": True})


def test_two_agents_of_a_person_are_two(cast: Cast) -> None:
    cast.add("A", "B")
    let_agents(cast, 2)
    assert [robot(cast, name=name).pull()["item"] for name in ("fixer", "tester")] == [1, 2]


def test_it_takes_no_stint_of_its_sponsor(cast: Cast) -> None:
    cast.add("A")
    let_agents(cast, 1)
    robot(cast).pull()
    with cast.doors.reading() as conn:
        assert stints.on_it(conn, cast.team, cast.item(1).id) == []


def test_agents_never_have_more_than_their_share(cast: Cast) -> None:
    cast.add("A", "B", "C")
    let_agents(cast, 1)
    robot(cast).pull()
    with pytest.raises(NoRoomForAgents):
        robot(cast, cast.bob).pull()
    assert cast.do(pull_top).result["item"] == 2


def test_agents_count_for_the_limit_and_people_may_take_all_of_it(cast: Cast) -> None:
    cast.add("A", "B", "C", "D")
    let_agents(cast, 3)
    for _ in range(3):
        cast.do(pull_top, others="both")
    with pytest.raises(WipLimitReached):
        robot(cast).pull()


def test_a_pull_passes_over_what_agents_may_not_take(cast: Cast) -> None:
    cast.add("blocked", "for people", "closed area", "open area", "no area")
    shut, free = given.area(cast, "Payments"), given.area(cast, "Docs")
    cast.do(block, item=1, sentence="Waits.")
    cast.do(keep_for_people, item=2, why="It needs a talk.")
    cast.do(set_areas, item=3, areas=[shut, free])
    cast.do(set_areas, item=4, areas=[free])
    let_agents(cast, 3, for_agents=[free])
    assert robot(cast).pull() == {"item": 4, "run": 1, "held": False, "passed": 3}
    with pytest.raises(NothingForAgents):
        robot(cast, cast.bob).pull()
    let_agents(cast, 3, for_agents=[shut, free])
    assert robot(cast, cast.bob, "other").pull()["item"] == 3


def test_what_is_for_people_is_theirs_and_may_be_given_back(cast: Cast) -> None:
    cast.add("A")
    let_agents(cast, 1)
    assert cast.do(keep_for_people, by=cast.alice, item=1, why="A talk.").changed
    assert not cast.do(keep_for_people, item=1, why="A talk.").changed
    with pytest.raises(NothingForAgents):
        robot(cast).pull()
    cast.do(keep_for_people, item=1)
    assert robot(cast).pull()["item"] == 1
    with pytest.raises(NotWaiting):
        cast.do(keep_for_people, item=1, why="Too late.")


def test_a_skip_of_the_sponsor_is_not_the_agents(cast: Cast) -> None:
    cast.add("A", "B")
    cast.do(skip, by=cast.alice, item=1, kind="area")
    let_agents(cast, 1)
    assert robot(cast).pull()["item"] == 1


def test_it_may_say_what_it_expects(cast: Cast) -> None:
    cast.add("A", "B")
    let_agents(cast, 1)
    with pytest.raises(TopChanged):
        robot(cast).pull(expect=2)


def test_the_slot_of_the_agents_is_free_when_the_item_leaves(cast: Cast) -> None:
    cast.add("A", "B", "C")
    let_agents(cast, 1)
    one = robot(cast)
    for number, leaves in ((1, {"use_case": finish}), (2, {"use_case": put_back, "kind": "other"})):
        assert one.pull()["item"] == number
        assert cast.item(number).agent_slot == 1
        cast.do(item=number, **leaves)
        assert cast.item(number).agent_slot is None


def test_a_swap_of_people_frees_it_and_its_undo_takes_none(cast: Cast) -> None:
    cast.add("A", "B", "C")
    let_agents(cast, 1)
    one = robot(cast)
    one.pull()
    cast.do(swap, item=1, kind="other")
    assert cast.item(2).agent_slot is None
    one.pull()
    assert cast.item(1).agent_slot == 1
    cast.do(finish, item=1)
    assert one.pull()["item"] == 3
    cast.do(undo)
    assert (cast.item(1).slot, cast.item(1).agent_slot) == (3, None)


@pytest.mark.parametrize("at_once_now", [0, 1, 3])
def test_a_lower_share_takes_nothing_away_and_no_more_is_pulled(cast: Cast, at_once_now: int) -> None:
    cast.do(set_limit, limit=5, reason="room")
    cast.add(*"ABCDE")
    let_agents(cast, 3)
    for n in range(2):
        robot(cast, name=str(n)).pull()
    let_agents(cast, at_once_now)
    assert at_once(cast) == at_once_now
    assert [cast.item(n).agent_slot for n in (1, 2)] == [1, 2]
    another = robot(cast, name="another")
    if at_once_now < 3:
        with pytest.raises(NoRoomForAgents):
            another.pull()
        cast.do(finish, item=1)
        let_agents(cast, 2)
    assert another.pull()["item"] == 3


def test_settings_that_are_the_same_change_nothing(cast: Cast) -> None:
    same = {"at_once": 2, "agent_silence": 10, "agents_finish": True}
    assert cast.do(set_agents, **same).changed
    assert not cast.do(set_agents, **same).changed


def test_a_small_limit_moves_an_item_of_an_agent_to_another_slot_and_keeps_its_own(cast: Cast) -> None:
    cast.add("A", "B")
    cast.do(pull_top)
    let_agents(cast, 1)
    robot(cast).pull()
    cast.do(set_limit, limit=1, reason="Less.")
    cast.do(finish, item=1)
    assert (cast.item(2).slot, cast.item(2).agent_slot) == (1, 1)


def test_a_pull_takes_at_most_six_statements(cast: Cast) -> None:
    cast.add("A", "B")
    let_agents(cast, 1)
    one = robot(cast)
    with counted(cast.doors) as sent:
        one.pull()
    assert len(sent) <= 6, "\n".join(sent)


def test_a_lower_share_sinks_in_whichever_item_leaves_first(cast: Cast) -> None:
    cast.do(set_limit, limit=5, reason="room")
    cast.add(*"ABCDE")
    let_agents(cast, 3)
    for n in range(3):
        robot(cast, name=str(n)).pull()
    let_agents(cast, 2)
    cast.do(finish, item=1)
    with pytest.raises(NoRoomForAgents):
        robot(cast, name="another").pull()
    cast.do(finish, item=3)
    assert robot(cast, name="one more").pull()["item"] == 4
