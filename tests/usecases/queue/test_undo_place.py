"""Where an undone item goes back to: below the nearest item that stood above it and stands there still."""

from collections.abc import Callable

import pytest

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.usecases.queue.drop import drop, restore
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.undo import undo
from tests.cast import Cast
from tests.given import running
from tests.rows import squeeze

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
