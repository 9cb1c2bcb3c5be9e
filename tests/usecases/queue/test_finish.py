"""Finish: the slot is free, the block and the plan come to their end, and nothing in the history names a person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from queue_app.domain.errors import InputError, NotFound, Refusal, RoleTooLow
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import NotRunning
from queue_app.store.queue import slots
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import run
from queue_app.usecases.tx import Actor
from tests import given
from tests.cast import Cast


def test_a_finished_item_left_the_order_and_its_slot(cast: Cast) -> None:
    one, _ = given.running(cast, "Search", "Refunds")
    outcome = cast.do(finish, by=cast.alice, item=one)
    item = cast.item(one)
    assert (item.state, item.rank, item.slot) == (State.FINISHED, None, None)
    assert (item.finished_at, item.finished_on) == (cast.now, cast.now.date())
    assert cast.order() == ["Refunds"]
    assert outcome.result == {"item": one, "on": "2026-11-23", "rest": None, "evidence": [], "freed": []}


def test_an_earlier_day_is_its_evidence_and_ends_the_block_then(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    (one,) = given.running(cast, "Refunds", by=cast.alice)
    cast.do(block, item=one, sentence="waits for the bank")
    cast.now += timedelta(days=3)
    cast.do(finish, item=one, on=date(2026, 11, 24), areas=[payments])
    item, (spell,) = cast.item(one), given.spells(cast)
    assert (item.finished_on, item.block_id) == (date(2026, 11, 24), None)
    assert item.finished_at == spell.to_at
    assert item.finished_at.isoformat() == "2026-11-24T23:59:59+00:00"
    assert given.evidence(cast) == [(payments, cast.alice, "2026-11-24")]
    ended = {"id": spell.id, "was": {"to_at": None}, "now": {"to_at": "2026-11-24T23:59:59+00:00"}}
    assert given.last_event(cast).data["block"] == ended


def test_a_closing_slot_goes_and_its_item_moves_into_the_free_one(cast: Cast) -> None:
    one, _, three = given.running(cast, "A", "B", "C")
    cast.do(set_limit, limit=2, reason="less at once")
    assert cast.item(three).slot == 3
    cast.do(finish, item=one)
    with cast.doors.reading() as conn:
        assert [(slot.n, slot.closing) for slot in slots.all_slots(conn, cast.team)] == [(1, False), (2, False)]
    assert cast.item(three).slot == 1
    assert given.last_event(cast).data["slots"] == {"deleted": [3]}


@pytest.mark.parametrize(
    ("command", "field"),
    [
        ({"on": date(2026, 11, 22)}, "on"),
        ({"on": date(2026, 11, 24)}, "on"),
        ({"areas": [10**6]}, "areas"),
        ({"worked_along": [10**6]}, "worked_along"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cast: Cast, command, field) -> None:
    (one,) = given.running(cast, "A")
    before = given.last_event(cast).seq
    with pytest.raises(InputError) as refused:
        cast.do(finish, item=one, **command)
    assert refused.value.field == field
    assert cast.item(one).state is State.IN_PROGRESS
    assert given.last_event(cast).seq == before


def test_only_what_runs_can_be_finished_and_by_whom_it_concerns(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    (waiting,) = cast.add("B")
    with pytest.raises(NotRunning, match="waiting"):
        cast.do(finish, item=waiting)
    with pytest.raises(NotFound):
        cast.do(finish, item=99)
    with pytest.raises(RoleTooLow):
        cast.do(finish, by=cast.carol, item=one)
    with pytest.raises(NotFound):
        cast.do(finish, by=cast.mallory, item=one)


def test_two_people_finish_the_same_item_and_one_is_told_so(cast: Cast) -> None:
    given.running(cast, "A")

    def one_of_them(person: int) -> str:
        try:
            run(cast.doors, finish, Actor(cast.team, person), item=1, clock_now=lambda: cast.now)
        except Refusal as refusal:
            return refusal.code
        return "finished"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(one_of_them, (cast.alice, cast.bob))) == ["finished", "not_running"]


def test_the_operator_may_finish_too(cast: Cast) -> None:
    given.running(cast, "A")
    run(cast.doors, finish, Actor(cast.team, None), item=1, clock_now=lambda: cast.now)
    assert cast.item(1).state is State.FINISHED


def test_the_next_pull_takes_the_slot(cast: Cast) -> None:
    one, _, _ = given.running(cast, "A", "B", "C")
    cast.add("D")
    cast.do(finish, item=one)
    cast.do(pull_top)
    assert cast.item(4).slot == 1
