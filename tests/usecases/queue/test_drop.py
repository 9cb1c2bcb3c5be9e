"""Drop, restore and reopen: out of the order without being finished, and back into it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import NotDropped, NotFinished, NotOpen
from queue_app.store.queue import slots
from queue_app.store.tables import TEAM
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop, reopen, restore
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import in_transaction, run
from queue_app.usecases.tx import Actor
from tests import given
from tests.cast import Cast
from tests.statements import counted


def everybody_orders(cast: Cast) -> None:
    switch = update(TEAM).where(TEAM.c.id == cast.team).values(who_orders="everybody")
    in_transaction(cast.doors, lambda conn: conn.execute(switch))


def test_a_dropped_item_left_the_order_with_its_reason_and_who(cast: Cast) -> None:
    one, _ = cast.add("A", "B")
    cast.do(drop, item=one, reason="nobody needs it")
    item, event = cast.item(one), given.last_event(cast)
    assert (item.state, item.rank, item.dropped_at) == (State.DROPPED, None, cast.now)
    assert (event.kind, event.by, event.data["reason"]) == ("dropped", cast.bob, "nobody needs it")
    assert cast.order() == ["B"]


def test_dropping_a_running_item_frees_its_slot_and_ends_its_block(cast: Cast) -> None:
    one, _, three = given.running(cast, "A", "B", "C")
    cast.do(block, item=one, sentence="waits")
    cast.do(set_limit, limit=2, reason="less at once")
    cast.do(drop, item=one, reason="nobody needs it")
    item, (spell,), event = cast.item(one), given.spells(cast), given.last_event(cast)
    assert (item.slot, item.block_id, spell.to_at) == (None, None, cast.now)
    assert event.data["block"] == {"id": spell.id, "was": {"to_at": None}, "now": {"to_at": cast.now.isoformat()}}
    assert event.data["slots"] == {"deleted": [3]}
    with cast.doors.reading() as conn:
        assert [slot.n for slot in slots.all_slots(conn, cast.team)] == [1, 2]
    assert cast.item(three).slot == 1


def test_a_member_drops_waiting_items_where_everybody_orders_and_never_running_ones(cast: Cast) -> None:
    (runs,) = given.running(cast, "A")
    (waits,) = cast.add("B")
    with pytest.raises(RoleTooLow):
        cast.do(drop, by=cast.alice, item=waits, reason="why")
    everybody_orders(cast)
    cast.do(drop, by=cast.alice, item=waits, reason="why")
    with pytest.raises(RoleTooLow):
        cast.do(drop, by=cast.alice, item=runs, reason="why")
    cast.do(drop, item=runs, reason="why")


def test_a_reopened_item_waits_on_top_with_its_reason_and_its_first_start(cast: Cast) -> None:
    one, _ = given.running(cast, "A", "B")
    cast.add("C")
    began = cast.item(one).started_at
    cast.do(finish, item=one)
    cast.do(reopen, by=cast.alice, item=one, reason="it broke again")
    item, event = cast.item(one), given.last_event(cast)
    assert cast.order() == ["A", "B", "C"]
    assert (item.state, item.finished_at, item.finished_on, item.started_at) == (State.WAITING, None, None, began)
    assert (item.reason_kind, item.reason) == ("other", "it broke again")
    assert (event.kind, event.by, event.data["reason"]) == ("reopened", None, "it broke again")
    cast.do(pull_top, expect=one)
    assert cast.item(one).started_at == began


def test_a_reopened_item_that_waits_over_five_working_days_is_a_second_run(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    cast.do(finish, item=one)
    cast.do(reopen, item=one, reason="it broke again")
    cast.now += timedelta(days=9)
    cast.do(pull_top)
    assert cast.item(one).started_at == cast.now


def test_a_restored_item_waits_at_the_bottom_as_if_new(cast: Cast) -> None:
    one, _ = cast.add("A", "B")
    cast.do(drop, item=one, reason="nobody needs it")
    cast.do(restore, by=cast.alice, item=one)
    item, event = cast.item(one), given.last_event(cast)
    assert cast.order() == ["B", "A"]
    assert (item.state, item.dropped_at, item.placed, item.put_back_at) == (State.WAITING, None, False, None)
    assert (event.kind, event.by) == ("restored", None)
    cast.do(drop, item=one, reason="really")
    cast.do(restore, item=one)
    assert cast.item(one).placed


def test_into_an_empty_order_too(cast: Cast) -> None:
    one, two = cast.add("A", "B")
    for number in (one, two):
        cast.do(drop, item=number, reason="why")
    cast.do(restore, item=two)
    cast.do(restore, item=one)
    assert cast.order() == ["B", "A"]


@pytest.mark.parametrize("use_case", [drop, reopen, restore])
def test_who_is_not_concerned_and_what_is_not_there(cast: Cast, use_case) -> None:
    command = {} if use_case is restore else {"reason": "why"}
    (one,) = cast.add("A")
    with pytest.raises(RoleTooLow):
        cast.do(use_case, by=cast.carol, item=one, **command)
    for by, item in ((cast.mallory, one), (cast.bob, 99)):
        with pytest.raises(NotFound):
            cast.do(use_case, by=by, item=item, **command)


def test_each_state_has_its_refusals(cast: Cast) -> None:
    finished, runs = given.running(cast, "A", "B")
    dropped, waits = cast.add("C", "D")
    cast.do(finish, item=finished)
    cast.do(drop, item=dropped, reason="why")
    for closed in (finished, dropped):
        with pytest.raises(NotOpen):
            cast.do(drop, item=closed, reason="why")
    for item in (dropped, runs, waits):
        with pytest.raises(NotFinished):
            cast.do(reopen, item=item, reason="why")
    for item in (finished, runs, waits):
        with pytest.raises(NotDropped):
            cast.do(restore, item=item)


def test_the_operator_may_do_all_three(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    (two,) = cast.add("B")
    operator = Actor(cast.team, None)
    cast.do(finish, item=one)
    for use_case, command in ((reopen, {"item": one, "reason": "why"}), (drop, {"item": two, "reason": "why"})):
        run(cast.doors, use_case, operator, **command)
    run(cast.doors, restore, operator, item=two)
    assert cast.order() == ["A", "B"]
    assert cast.item(two).placed


def test_each_takes_six_statements(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    (two,) = cast.add("B")
    cast.do(finish, item=one)
    steps = ((drop, {"item": two, "reason": "w"}), (restore, {"item": two}), (reopen, {"item": one, "reason": "w"}))
    for use_case, command in steps:
        with counted(cast.doors) as sent:
            cast.do(use_case, **command)
        assert len(sent) <= 6, sent
