"""Several items moved at once keep their mutual order, whatever ranks they had, also where nothing is."""

import pytest
from sqlalchemy import update

from queue_app.domain.errors import NotFound
from queue_app.domain.queue import order
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import NotOpen
from queue_app.store.tables import ITEM
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.move import move
from queue_app.usecases.transaction import in_transaction
from tests.cast import REASON, Cast


def put_at(cast: Cast, ranks: dict[int, int]) -> None:
    """Give items the ranks that a history of moves could have left."""

    def write(conn) -> None:
        conn.execute(update(ITEM).values(rank=ITEM.c.rank + 1000 * order.RANK_GAP))
        for number, to in ranks.items():
            conn.execute(update(ITEM).where(ITEM.c.team_id == cast.team, ITEM.c.number == number).values(rank=to))

    in_transaction(cast.doors, write)


def test_a_moved_item_may_take_the_rank_that_another_moved_one_leaves(cast: Cast) -> None:
    cast.add("X", "A", "C", "B", "D")
    put_at(cast, {1: 0, 2: order.RANK_GAP // 2, 3: order.RANK_GAP, 4: 4 * order.RANK_GAP, 5: 5 * order.RANK_GAP})
    cast.do(move, items=[2, 3, 5], target=Target(above=4), reason=REASON)
    assert cast.order() == ["X", "A", "C", "D", "B"]


def test_the_same_downwards(cast: Cast) -> None:
    cast.add("D", "X", "A", "C", "B")
    put_at(
        cast,
        {
            1: -order.RANK_GAP,
            2: 0,
            3: 3 * order.RANK_GAP,
            4: 3 * order.RANK_GAP + order.RANK_GAP // 2,
            5: 4 * order.RANK_GAP,
        },
    )
    cast.do(move, items=[1, 3, 4], target=Target(below=2), reason=REASON)
    assert cast.order() == ["X", "D", "A", "C", "B"]


@pytest.mark.parametrize("end", ["top", "bottom"])
def test_moving_nothing_in_an_empty_queue_is_no_event(cast: Cast, end: str) -> None:
    outcome = cast.do(move, items=[], target=Target(end=end), reason=REASON)
    assert (outcome.changed, outcome.seq, outcome.result) == (False, 1, {"items": []})


@pytest.mark.parametrize("target", [Target(end="top"), Target(end="bottom"), Target(above=2), Target(below=2)])
def test_in_an_empty_queue_there_is_nothing_to_move_and_nothing_to_stand_at(cast: Cast, target: Target) -> None:
    with pytest.raises(NotFound):
        cast.do(move, items=[1, 3], target=target, reason=REASON)


@pytest.mark.parametrize("end", ["top", "bottom"])
def test_several_are_added_to_an_empty_queue_and_all_of_it_is_moved(cast: Cast, end: str) -> None:
    one, two, three = cast.do(add, titles=["A", "B", "C"], target=Target(end=end), reason=REASON).result["items"]
    assert not cast.do(move, items=[three, one, two], target=Target(end=end), reason=REASON).changed
    assert cast.order() == ["A", "B", "C"]


def test_a_queue_in_which_everything_left_is_empty_again(cast: Cast) -> None:
    one, two = cast.add("A", "B")
    for number in (one, two):
        cast.do(drop, item=number, reason="Nobody needs it.")
    with pytest.raises(NotOpen):
        cast.do(move, items=[one, two], target=Target(end="top"), reason=REASON)
    cast.do(add, titles=["C", "D"], target=Target(end="top"), reason=REASON)
    assert cast.order() == ["C", "D"]
