"""Join, leave, ask for company: one's own click, on running items; no event names anybody."""

import pytest

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.refusals import AlreadyOnIt, NotOnIt, NotOpen, NotRunning
from queue_app.store.queue import stints
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import ask, join, leave
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.transaction import run
from queue_app.usecases.tx import Actor
from tests import given
from tests.cast import Cast
from tests.statements import counted


def on_it(cast: Cast, number: int) -> list[int]:
    with cast.doors.reading() as conn:
        return stints.on_it(conn, cast.team, cast.item(number).id)


def test_several_on_one_item_is_normal(cast: Cast) -> None:
    (one,) = given.running(cast, "Search", by=cast.alice)
    cast.do(join, by=cast.bob, item=one)
    assert on_it(cast, one) == [cast.alice, cast.bob]
    event = given.last_event(cast)
    assert (event.kind, event.by) == ("joined", None)
    assert event.data == {"items": [{"id": cast.item(one).id, "now": {}}]}


def test_whoever_is_on_another_item_may_be_on_both_or_leave_it(cast: Cast) -> None:
    one, two = given.running(cast, "Search", "Refunds", by=cast.alice)
    (mine,) = given.running(cast, "Login", by=cast.bob)
    cast.do(join, by=cast.bob, item=one)
    assert on_it(cast, mine) == [cast.bob]
    cast.do(join, by=cast.bob, item=two, others="leave")
    assert [on_it(cast, n) for n in (one, two, mine)] == [[cast.alice], [cast.alice, cast.bob], []]


def test_leaving_and_joining_again(cast: Cast) -> None:
    (one,) = given.running(cast, "Search", by=cast.alice)
    cast.do(leave, by=cast.alice, item=one)
    assert on_it(cast, one) == []
    event = given.last_event(cast)
    assert (event.kind, event.by, event.data) == ("left", None, {"items": [{"id": cast.item(one).id, "now": {}}]})
    cast.do(join, by=cast.alice, item=one)
    assert on_it(cast, one) == [cast.alice]


def test_the_next_run_begins_with_its_puller_alone(cast: Cast) -> None:
    (one,) = given.running(cast, "Search", by=cast.alice)
    cast.do(join, by=cast.bob, item=one)
    cast.do(put_back, item=one, kind="other")
    assert on_it(cast, one) == []
    cast.do(pull_top, by=cast.bob)
    assert on_it(cast, one) == [cast.bob]


def test_nobody_is_on_it_twice_and_nobody_leaves_what_they_are_not_on(cast: Cast) -> None:
    (one,) = given.running(cast, "Search", by=cast.alice)
    with pytest.raises(AlreadyOnIt, match="Search"):
        cast.do(join, by=cast.alice, item=one)
    with pytest.raises(NotOnIt, match="Search"):
        cast.do(leave, by=cast.bob, item=one)


@pytest.mark.parametrize("use_case", [join, leave])
def test_only_what_runs_can_be_joined_or_left_and_by_whom_it_concerns(cast: Cast, use_case) -> None:
    (one,) = given.running(cast, "Search", by=cast.alice)
    (waiting,) = cast.add("Refunds")
    with pytest.raises(RoleTooLow):
        cast.do(use_case, by=cast.carol, item=one)
    for by, item in ((cast.mallory, one), (cast.alice, 99)):
        with pytest.raises(NotFound):
            cast.do(use_case, by=by, item=item)
    with pytest.raises(NotRunning, match="waiting"):
        cast.do(use_case, by=cast.alice, item=waiting)
    cast.do(finish, item=one)
    with pytest.raises(NotRunning, match="finished"):
        cast.do(use_case, by=cast.alice, item=one)


@pytest.mark.parametrize("use_case", [join, leave])
def test_the_operator_is_nobody_who_could_be_on_an_item(cast: Cast, use_case) -> None:
    given.running(cast, "Search")
    with pytest.raises(RoleTooLow):
        run(cast.doors, use_case, Actor(cast.team, None), item=1)


def test_a_request_for_company_stands_on_the_item_until_a_second_one_joins(cast: Cast) -> None:
    (one,) = given.running(cast, "Search", by=cast.alice)
    cast.do(ask, by=cast.alice, item=one, words="a second person: Payments")
    assert cast.item(one).company == "a second person: Payments"
    event = given.last_event(cast)
    assert (event.kind, event.by) == ("asked", None)
    assert event.data["items"][0]["now"] == {"company": "a second person: Payments"}
    cast.do(join, by=cast.bob, item=one)
    assert cast.item(one).company is None
    assert given.last_event(cast).data["items"][0]["now"] == {"company": None}


def test_who_joins_alone_still_looks_for_company(cast: Cast) -> None:
    (one,) = given.running(cast, "Search", by=cast.alice)
    cast.do(leave, by=cast.alice, item=one)
    cast.do(ask, by=cast.alice, item=one, words="somebody")
    cast.do(join, by=cast.alice, item=one)
    assert cast.item(one).company == "somebody"


def test_a_request_is_withdrawn_and_saying_it_again_changes_nothing(cast: Cast) -> None:
    (one,) = cast.add("Search")
    cast.do(ask, by=cast.alice, item=one, words="somebody")
    assert not cast.do(ask, by=cast.alice, item=one, words="somebody").changed
    cast.do(ask, by=cast.bob, item=one)
    assert cast.item(one).company is None
    assert not cast.do(ask, by=cast.bob, item=one).changed


def test_a_request_needs_an_open_item_and_somebody_of_the_team(cast: Cast) -> None:
    (one,) = given.running(cast, "Search")
    with pytest.raises(RoleTooLow):
        cast.do(ask, by=cast.carol, item=one, words="somebody")
    for by, item in ((cast.mallory, one), (cast.alice, 99)):
        with pytest.raises(NotFound):
            cast.do(ask, by=by, item=item, words="somebody")
    cast.do(ask, item=one, words="somebody")
    cast.do(finish, item=one)
    assert cast.item(one).company is None
    with pytest.raises(NotOpen):
        cast.do(ask, item=one, words="somebody")


def test_each_takes_at_most_six_statements(cast: Cast) -> None:
    given.running(cast, "Search")
    for use_case, command in ((ask, {"words": "w"}), (join, {"others": "leave"}), (leave, {})):
        with counted(cast.doors) as sent:
            cast.do(use_case, by=cast.alice, item=1, **command)
        assert len(sent) <= 6, sent
