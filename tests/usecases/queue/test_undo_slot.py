"""The slot of an undone act: the old one if it is free, else another free one, never more than the limit."""

from collections.abc import Callable

import pytest

from queue_app.domain.queue.item import State
from queue_app.domain.refusals import WipLimitReached
from queue_app.store.queue import stints
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top, swap
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.undo import undo
from tests.cast import Cast
from tests.given import running
from tests.rows import slots

Since = Callable[[Cast], object]


def test_another_free_slot_does_as_well(cast: Cast) -> None:
    one, _ = running(cast, "A", "B")
    cast.add("C")
    seq = cast.do(finish, item=one).seq
    cast.do(pull_top)
    assert cast.item(3).slot == 1
    cast.do(undo, seq=seq)
    assert (cast.item(one).state, cast.item(one).slot) == (State.IN_PROGRESS, 3)


@pytest.mark.parametrize("act", [lambda c: c.do(finish, item=1), lambda c: c.do(put_back, item=1, kind="other")])
def test_without_a_free_slot_it_is_refused(cast: Cast, act: Since) -> None:
    running(cast, "A", "B", "C")
    cast.add("D")
    cast.do(block, item=1, sentence="Waits")
    seq = act(cast).seq
    cast.do(pull_top, by=cast.alice, expect=4)
    with pytest.raises(WipLimitReached, match="3 of 3"):
        cast.do(undo, seq=seq)


def test_a_lowered_limit_is_not_exceeded_by_an_undo(cast: Cast) -> None:
    one, *_ = running(cast, "A", "B", "C")
    seq = cast.do(finish, item=one).seq
    cast.do(set_limit, limit=2, reason="Less at once")
    with pytest.raises(WipLimitReached, match="2 of 2"):
        cast.do(undo, seq=seq)
    assert cast.item(one).state is State.FINISHED
    cast.do(set_limit, limit=3, reason="As before")
    cast.do(undo, seq=seq)
    assert cast.item(one).state is State.IN_PROGRESS


def test_a_slot_that_went_with_the_finish_does_not_come_back(cast: Cast) -> None:
    one, _, three = running(cast, "A", "B", "C")
    cast.do(set_limit, limit=2, reason="Less at once")
    seq = cast.do(finish, item=one).seq
    assert (cast.item(three).slot, slots(cast)) == (1, [(1, False), (2, False)])
    with pytest.raises(WipLimitReached, match="2 of 2"):
        cast.do(undo, seq=seq)
    cast.do(finish, item=three)
    cast.do(undo, seq=seq)
    assert (cast.item(one).slot, slots(cast)) == (1, [(1, False), (2, False)])


def test_an_undone_pull_lets_a_lowered_limit_sink_in(cast: Cast) -> None:
    running(cast, "A", "B")
    cast.add("C")
    seq = cast.do(pull_top).seq
    cast.do(set_limit, limit=2, reason="Less at once")
    assert slots(cast) == [(1, False), (2, False), (3, True)]
    cast.do(undo, seq=seq)
    assert slots(cast) == [(1, False), (2, False)]


def test_the_item_in_the_closing_slot_moves_when_another_pull_is_undone(cast: Cast) -> None:
    running(cast, "A", "B", "C")
    cast.do(put_back, item=1, kind="other")
    seq = cast.do(pull_top, expect=1).seq
    cast.do(set_limit, limit=2, reason="Less at once")
    assert (cast.item(3).slot, slots(cast)) == (3, [(1, False), (2, False), (3, True)])
    cast.do(undo, seq=seq)
    assert (cast.item(3).slot, slots(cast)) == (1, [(1, False), (2, False)])


def test_a_swap_is_undone_also_when_the_limit_was_lowered(cast: Cast) -> None:
    running(cast, "A", "B", "C")
    cast.add("D")
    seq = cast.do(swap, item=2, kind="something_else_first", others="both").seq
    cast.do(set_limit, limit=1, reason="One at a time")
    cast.do(undo, seq=seq)
    assert [cast.item(n).state for n in (1, 2, 3, 4)] == ["in_progress"] * 3 + ["waiting"]
    assert cast.item(2).slot == 2


def test_who_left_others_for_a_pull_is_on_them_again(cast: Cast) -> None:
    one, two = running(cast, "A", "B", by=cast.alice)
    cast.add("C")
    seq = cast.do(pull_top, by=cast.alice).seq
    assert on(cast, one) == on(cast, two) == []
    cast.do(finish, item=two)
    cast.do(undo, by=cast.alice, seq=seq)
    assert (on(cast, one), on(cast, 3)) == ([cast.alice], [])
    cast.do(pull_top, expect=3)
    assert (cast.item(3).run, on(cast, 3)) == (1, [cast.bob])


def on(cast: Cast, number: int) -> list[int]:
    with cast.doors.reading() as conn:
        return stints.on_it(conn, cast.team, cast.item(number).id)
