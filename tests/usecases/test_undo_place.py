"""Where an undone item goes back to: below the nearest item that stood above it and stands there still; into a free slot."""

from collections.abc import Callable

import pytest

from queue_app.domain.item import State
from queue_app.domain.move import Reason
from queue_app.domain.order import Target
from queue_app.domain.refusals import WipLimitReached
from queue_app.store import stints
from queue_app.usecases.block import block
from queue_app.usecases.drop import drop
from queue_app.usecases.finish import finish
from queue_app.usecases.limit import set_limit
from queue_app.usecases.move import move
from queue_app.usecases.pull import pull_top
from queue_app.usecases.put_back import put_back
from queue_app.usecases.reopen import restore
from queue_app.usecases.swap import swap
from queue_app.usecases.undo import undo
from tests.cast import Cast
from tests.given import running
from tests.rows import slots, squeeze

WHY = Reason("learned", "We looked at it again")
TOP, BOTTOM = Target(end="top"), Target(end="bottom")


def moved(cast: Cast, *numbers: int, to: Target) -> int:
    return cast.do(move, items=numbers, target=to, reason=WHY).seq


def dropped(cast: Cast, number: int) -> int:
    return cast.do(drop, item=number, reason="Not needed").seq


Since = Callable[[Cast], object]
SINCE: dict[str, tuple[Since, str]] = {
    "nothing": (lambda c: None, "ABCDEF"),
    "the neighbour was dropped": (lambda c: dropped(c, 3), "ABDEF"),
    "the neighbour went to the bottom": (lambda c: moved(c, 3, to=BOTTOM), "ABDEFC"),
    "the neighbour went to the top": (lambda c: moved(c, 3, to=TOP), "CABDEF"),
    "both above were dropped, from below": (lambda c: (dropped(c, 3), dropped(c, 2)), "ADEF"),
    "both above were dropped, from above": (lambda c: (dropped(c, 2), dropped(c, 3)), "ADEF"),
    "all above went away": (lambda c: moved(c, 1, 2, 3, to=BOTTOM), "DEFABC"),
    "all above were dropped": (lambda c: [dropped(c, n) for n in (3, 1, 2)], "DEF"),
    "the neighbour was dropped and restored": (lambda c: (dropped(c, 3), c.do(restore, item=3)), "ABDEFC"),
    "something came between": (lambda c: moved(c, 6, to=Target(below=3)), "ABCDFE"),
    "the one below went away": (lambda c: dropped(c, 5), "ABCDF"),
    "the neighbour moved and moved back": (
        lambda c: (moved(c, 3, to=BOTTOM), c.do(undo)),
        "ABCDEF",
    ),
    "the ranks had no room": (squeeze, "ABCDEF"),
}


@pytest.mark.parametrize("since", SINCE)
@pytest.mark.parametrize("away", [TOP, BOTTOM])
def test_an_item_goes_back_below_what_stands_above_its_old_place(cast: Cast, away: Target, since: str) -> None:
    cast.add(*"ABCDEF")
    seq = moved(cast, 4, to=away)
    change, after = SINCE[since]
    change(cast)
    if since == "something came between" and away == TOP:
        after = "ABCDFE"
    cast.do(undo, seq=seq)
    assert "".join(cast.order()) == after


def test_items_that_stood_apart_go_back_apart(cast: Cast) -> None:
    cast.add(*"ABCDEFG")
    seq = moved(cast, 2, 3, 5, 7, to=TOP)
    assert "".join(cast.order()) == "BCEGADF"
    dropped(cast, 6)
    cast.do(undo, seq=seq)
    assert "".join(cast.order()) == "ABCDEG"


def test_items_whose_neighbours_went_go_back_in_their_old_order(cast: Cast) -> None:
    cast.add(*"ABCDE")
    seq = moved(cast, 2, 4, to=BOTTOM)
    assert "".join(cast.order()) == "ACEBD"
    dropped(cast, 3)
    cast.do(undo, seq=seq)
    assert "".join(cast.order()) == "ABDE"


def test_several_without_room_between_find_it(cast: Cast) -> None:
    cast.add(*"ABCDEFG")
    seq = moved(cast, 2, 4, 6, to=BOTTOM)
    squeeze(cast)
    cast.do(undo, seq=seq)
    assert "".join(cast.order()) == "ABCDEFG"


def test_two_moves_of_one_item_are_undone_one_after_the_other(cast: Cast) -> None:
    cast.add(*"ABCD")
    moved(cast, 3, to=TOP)
    moved(cast, 3, to=BOTTOM)
    cast.do(undo)
    assert "".join(cast.order()) == "CABD"
    cast.do(undo)
    assert "".join(cast.order()) == "ABCD"


def test_the_neighbour_may_have_been_finished(cast: Cast) -> None:
    running(cast, "A", "B")
    cast.add("C", "D")
    seq = moved(cast, 3, to=BOTTOM)
    cast.do(finish, item=2)
    cast.do(undo, seq=seq)
    assert "".join(cast.order()) == "ACD"


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
