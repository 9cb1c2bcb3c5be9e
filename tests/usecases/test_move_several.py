"""Several items moved at once keep their mutual order, whatever ranks they had."""

from sqlalchemy import update

from queue_app.domain import rank
from queue_app.domain.order import Target
from queue_app.store.items import ITEM
from queue_app.usecases.move import move
from queue_app.usecases.transaction import alone
from tests.cast import REASON, Cast


def put_at(cast: Cast, ranks: dict[int, int]) -> None:
    """Give items the ranks that a history of moves could have left."""

    def write(conn) -> None:
        conn.execute(update(ITEM).values(rank=ITEM.c.rank + 1000 * rank.GAP))
        for number, to in ranks.items():
            conn.execute(update(ITEM).where(ITEM.c.team_id == cast.team, ITEM.c.number == number).values(rank=to))

    alone(cast.doors, write)


def test_a_moved_item_may_take_the_rank_that_another_moved_one_leaves(cast: Cast) -> None:
    cast.add("X", "A", "C", "B", "D")
    put_at(cast, {1: 0, 2: rank.GAP // 2, 3: rank.GAP, 4: 4 * rank.GAP, 5: 5 * rank.GAP})
    cast.do(move, items=[2, 3, 5], target=Target(above=4), reason=REASON)
    assert cast.order() == ["X", "A", "C", "D", "B"]


def test_the_same_downwards(cast: Cast) -> None:
    cast.add("D", "X", "A", "C", "B")
    put_at(cast, {1: -rank.GAP, 2: 0, 3: 3 * rank.GAP, 4: 3 * rank.GAP + rank.GAP // 2, 5: 4 * rank.GAP})
    cast.do(move, items=[1, 3, 4], target=Target(below=2), reason=REASON)
    assert cast.order() == ["X", "D", "A", "C", "B"]
