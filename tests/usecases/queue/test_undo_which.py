"""Which act is undone: the named one or the last, once, also when the request comes twice."""

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.queue.item import State
from queue_app.domain.queue.move import Reason
from queue_app.domain.refusals import (
    NothingToUndo,
    NotUndoable,
    UndoneAlready,
)
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.plan import note
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.queue.urgent import urgent
from tests.cast import Cast

WHY = Reason("learned", "We looked at it again")


def pulled(cast: Cast) -> int:
    cast.add("Search", "Refunds")
    return cast.do(pull_top, by=cast.alice).seq


def test_it_is_undone_once(cast: Cast) -> None:
    seq = pulled(cast)
    cast.do(undo, by=cast.alice, seq=seq)
    with pytest.raises(UndoneAlready):
        cast.do(undo, by=cast.alice, seq=seq)
    with pytest.raises(NotUndoable):
        cast.do(undo, by=cast.alice, seq=seq + 1)


def test_a_retried_request_answers_the_same_and_undoes_nothing_twice(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(block, item=1, sentence="Waits")
    cast.do(block, item=2, sentence="Waits too")
    first = cast.do(undo, key="the-same-key", digest="d")
    again = cast.do(undo, key="the-same-key", digest="d")
    assert (again.result, again.seq, again.replayed) == (first.result, first.seq, True)
    assert (cast.item(1).blocked, cast.item(2).blocked) == (True, False)


def test_without_a_number_it_is_the_last_that_can_be_undone(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Payment")
    cast.do(block, item=1, sentence="Waits")
    cast.do(block, item=2, sentence="Waits too")
    cast.do(note, item=3, words="Hm")
    cast.do(unblock, by=cast.alice, item=1)
    cast.do(undo)
    assert not cast.item(2).blocked
    cast.do(undo, by=cast.alice)
    assert cast.item(1).blocked
    cast.do(undo)
    assert not cast.item(1).blocked
    with pytest.raises(NothingToUndo):
        cast.do(undo)


def test_what_was_touched_and_taken_back_is_as_it_was(cast: Cast) -> None:
    seq = pulled(cast)
    touch = cast.do(block, item=1, sentence="Waits").seq
    cast.do(undo, by=cast.bob, seq=touch)
    cast.do(undo, by=cast.alice, seq=seq)
    assert cast.item(1).state is State.WAITING


def test_other_items_may_change_meanwhile(cast: Cast) -> None:
    seq = pulled(cast)
    cast.do(urgent, item=2, reason=WHY)
    cast.do(undo, by=cast.alice, seq=seq)
    assert cast.order() == ["Refunds", "Search"]


def test_the_action_reads_a_number_or_nothing() -> None:
    assert ACTIONS["queue", "undo"].read({"seq": "12"}) == {"seq": 12}
    assert ACTIONS["queue", "undo"].read({}) == {}
    with pytest.raises(InputError):
        ACTIONS["queue", "undo"].read({"seq": "0"})
