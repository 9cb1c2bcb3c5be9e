"""Swap: one goes back, the next takes its slot, in one write."""

import pytest

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import LimitOverrun, NothingToPull, NotRunning, TopChanged
from queue_app.store.queue import stints
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top, swap
from queue_app.usecases.transaction import run
from queue_app.usecases.tx import Actor
from tests import given
from tests.cast import Cast
from tests.statements import counted


def on_it(cast: Cast, number: int) -> list[int]:
    with cast.doors.reading() as conn:
        return stints.on_it(conn, cast.team, cast.item(number).id)


def test_the_next_item_takes_the_slot_and_the_other_waits_at_its_place(cast: Cast) -> None:
    one, _ = given.running(cast, "A", "B", by=cast.bob)
    (next_,) = cast.add("C")
    outcome = cast.do(swap, by=cast.alice, item=one, kind="something_else_first", expect=next_)
    back, started = cast.item(one), cast.item(next_)
    assert outcome.result == {"item": next_, "back": one, "passed": 0}
    assert (back.state, back.slot, back.put_back_at) == (State.WAITING, None, cast.now)
    assert (started.state, started.slot, started.started_at) == (State.IN_PROGRESS, 1, cast.now)
    assert cast.order() == ["A", "B", "C"]
    assert (on_it(cast, one), on_it(cast, next_)) == ([], [cast.alice])


def test_it_is_one_event_without_a_name(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    (next_,) = cast.add("B")
    cast.do(swap, by=cast.alice, item=one, kind="cannot_go_on", words="the bank")
    event_ = given.last_event(cast)
    assert (event_.kind, event_.by, event_.data["why"], event_.data["words"]) == (
        "swapped",
        None,
        "cannot_go_on",
        "the bank",
    )
    assert [entry["id"] for entry in event_.data["items"]] == [cast.item(one).id, cast.item(next_).id]
    assert set(event_.data) == {"items", "why", "words"}


def test_when_the_room_is_full_and_everything_is_blocked_it_is_the_way_out(cast: Cast) -> None:
    numbers = given.running(cast, "A", "B", "C")
    (next_,) = cast.add("D")
    for number in numbers:
        cast.do(block, item=number, sentence="waits")
    cast.do(swap, item=numbers[1], kind="cannot_go_on")
    assert cast.item(numbers[1]).blocked
    assert cast.item(next_).slot == 2


@pytest.mark.parametrize(("others", "still_on"), [("leave", []), ("both", [True])])
def test_the_others_of_who_swaps_are_left_unless_both_is_said(cast: Cast, others, still_on) -> None:
    one, mine = given.running(cast, "A", "B", by=cast.alice)
    (next_,) = cast.add("C")
    cast.do(swap, by=cast.alice, item=one, kind="other", others=others)
    assert [who == cast.alice for who in on_it(cast, mine)] == still_on
    assert on_it(cast, next_) == [cast.alice]


def test_it_passes_over_blocked_items_and_never_takes_the_same_one(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    blocked, ready = cast.add("B", "C")
    cast.do(block, item=blocked, sentence="waits")
    assert cast.do(swap, item=one, kind="other").result == {"item": ready, "back": one, "passed": 1}


def test_nothing_else_is_ready(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    (blocked,) = cast.add("B")
    cast.do(block, item=blocked, sentence="waits")
    with pytest.raises(NothingToPull, match="Blocked: 1"):
        cast.do(swap, item=one, kind="other")
    assert cast.item(one).state is State.IN_PROGRESS


def test_it_is_refused_while_more_run_than_the_limit(cast: Cast) -> None:
    one, _, _ = given.running(cast, "A", "B", "C")
    cast.add("D")
    cast.do(set_limit, limit=2, reason="less at once")
    with pytest.raises(LimitOverrun, match="3 are in progress and the limit is 2"):
        cast.do(swap, item=one, kind="other")
    cast.do(set_limit, limit=3, reason="back")
    cast.do(swap, item=one, kind="other")


def test_another_item_on_top_than_the_one_seen_is_named(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    cast.add("B", "C")
    with pytest.raises(TopChanged, match="B"):
        cast.do(swap, item=one, kind="other", expect=3)


def test_only_what_runs_can_be_swapped_and_by_whom_it_concerns(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    waiting, _ = cast.add("B", "C")
    with pytest.raises(NotRunning):
        cast.do(swap, item=waiting, kind="other")
    with pytest.raises(RoleTooLow):
        cast.do(swap, by=cast.carol, item=one, kind="other")
    for by, item in ((cast.mallory, one), (cast.alice, 99)):
        with pytest.raises(NotFound):
            cast.do(swap, by=by, item=item, kind="other")


def test_the_operator_swaps_and_nobody_is_on_it(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    (next_,) = cast.add("B")
    run(cast.doors, swap, Actor(cast.team, None), item=one, kind="other", clock_now=lambda: cast.now)
    assert on_it(cast, next_) == []


def test_it_takes_six_statements(cast: Cast) -> None:
    one, _ = given.running(cast, "A", "B", by=cast.alice)
    cast.add("C")
    with counted(cast.doors) as sent:
        cast.do(swap, by=cast.alice, item=one, kind="other")
    assert len(sent) <= 6, sent


def test_a_later_pull_goes_on_with_the_first_start(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    cast.add("B")
    began = cast.item(one).started_at
    cast.do(swap, item=one, kind="other")
    cast.do(pull_top, expect=one)
    assert cast.item(one).started_at == began
