"""Where an undone item goes back to: directly below the item that was above it, or nowhere when that one is gone."""

from collections.abc import Callable

import pytest

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import NeighbourGone
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop, restore
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.queue.urgent import urgent
from tests.cast import Cast
from tests.given import last_event, running
from tests.rows import everything, squeeze

WHY = Reason("learned", "We looked at it again")
TOP, BOTTOM = Target(end="top"), Target(end="bottom")


def moved(cast: Cast, *numbers: int, to: Target) -> int:
    return cast.do(move, items=numbers, target=to, reason=WHY).seq


def dropped(cast: Cast, number: int) -> int:
    return cast.do(drop, item=number, reason="Not needed").seq


Since = Callable[[Cast], object]
SINCE: dict[str, tuple[Since, str]] = {
    "nothing": (lambda c: None, "ABCDEF"),
    "something came between": (lambda c: moved(c, 6, to=Target(below=3)), "ABCDFE"),
    "the one below went away": (lambda c: dropped(c, 5), "ABCDF"),
    "the neighbour moved and moved back": (lambda c: (moved(c, 3, to=BOTTOM), c.do(undo)), "ABCDEF"),
    "the neighbour was dropped and brought back": (lambda c: (dropped(c, 3), c.do(undo)), "ABCDEF"),
    "the neighbour changed where it is": (lambda c: c.do(block, item=3, sentence="Waits"), "ABCDEF"),
    "what is above the neighbour went away": (lambda c: dropped(c, 2), "ACDEF"),
    "the ranks had no room": (squeeze, "ABCDEF"),
}
GONE: dict[str, Since] = {
    "it was dropped": lambda c: dropped(c, 3),
    "it became urgent": lambda c: c.do(urgent, item=3, reason=WHY),
    "it was dropped and restored": lambda c: (dropped(c, 3), c.do(restore, item=3)),
    "it went to the bottom": lambda c: moved(c, 3, to=BOTTOM),
    "it went to the top": lambda c: moved(c, 3, to=TOP),
    "it went with others": lambda c: moved(c, 2, 3, to=BOTTOM),
}
away = pytest.mark.parametrize("away", [TOP, BOTTOM])


@away
@pytest.mark.parametrize("since", SINCE)
def test_an_item_goes_back_directly_below_its_old_neighbour(cast: Cast, away: Target, since: str) -> None:
    cast.add(*"ABCDEF")
    seq = moved(cast, 4, to=away)
    change, after = SINCE[since]
    change(cast)
    cast.do(undo, seq=seq)
    assert "".join(cast.order()) == after


@away
@pytest.mark.parametrize("since", GONE)
def test_it_is_refused_when_the_neighbour_has_moved_or_left(cast: Cast, away: Target, since: str) -> None:
    cast.add(*"ABCDEF")
    seq = moved(cast, 4, to=away)
    GONE[since](cast)
    before = everything(cast)
    with pytest.raises(NeighbourGone, match="“C”"):
        cast.do(undo, seq=seq)
    assert everything(cast) == before


def test_a_neighbour_whose_own_earlier_move_was_undone_has_moved(cast: Cast) -> None:
    cast.add(*"ABDEC")
    earlier = moved(cast, 5, to=Target(below=2))
    seq = moved(cast, 3, to=TOP)
    cast.do(undo, seq=earlier)
    assert "".join(cast.order()) == "DABEC"
    with pytest.raises(NeighbourGone):
        cast.do(undo, seq=seq)


@pytest.mark.parametrize("to", [BOTTOM, Target(below=3)])
def test_what_was_on_top_goes_back_to_the_top(cast: Cast, to: Target) -> None:
    cast.add(*"ABCD")
    seq = moved(cast, 1, to=to)
    dropped(cast, 2)
    moved(cast, 4, to=TOP)
    cast.do(undo, seq=seq)
    assert "".join(cast.order()) == "ADC"


def test_items_that_stood_apart_go_back_apart(cast: Cast) -> None:
    cast.add(*"ABCDEFGH")
    seq = moved(cast, 2, 3, 5, 7, to=TOP)
    assert "".join(cast.order()) == "BCEGADFH"
    dropped(cast, 8)
    cast.do(undo, seq=seq)
    assert "".join(cast.order()) == "ABCDEFG"


def test_one_neighbour_that_left_keeps_all_of_them_where_they_are(cast: Cast) -> None:
    cast.add(*"ABCDE")
    seq = moved(cast, 2, 4, to=BOTTOM)
    dropped(cast, 3)
    with pytest.raises(NeighbourGone):
        cast.do(undo, seq=seq)
    assert "".join(cast.order()) == "AEBD"


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


@pytest.mark.parametrize("act", [lambda c: c.do(finish, item=2), lambda c: dropped(c, 2)])
def test_what_left_the_order_does_not_come_back_to_a_neighbour_that_left_too(cast: Cast, act: Since) -> None:
    running(cast, "A", "B")
    cast.add("C")
    act(cast)
    seq = last_event(cast).seq
    cast.do(finish, item=1)
    with pytest.raises(NeighbourGone, match="“A”"):
        cast.do(undo, seq=seq)
    cast.do(undo)
    cast.do(undo)
    assert "".join(cast.order()) == "ABC"
