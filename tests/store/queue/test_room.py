"""Making room: the smallest window that is worth it, within 64 bits, always enough for what comes."""

import pytest
from sqlalchemy import func, select, update

from queue_app.domain.queue import order
from queue_app.domain.queue.order import Target
from queue_app.store.tables import ITEM
from queue_app.usecases.queue.add import add
from queue_app.usecases.transaction import in_transaction
from tests.cast import REASON, Cast
from tests.statements import rows_written

AN_ADD = 6
"""Rows that it writes: the item, the sums of its day, the clock, the event, its list of items and the request."""


def shift(cast: Cast, by: int) -> None:
    """Let the whole order stand elsewhere on the line of ranks."""
    in_transaction(cast.doors, lambda conn: conn.execute(update(ITEM).values(rank=ITEM.c.rank + by)))


def farthest(cast: Cast) -> int:
    with cast.doors.reading() as conn:
        return conn.execute(select(func.max(func.abs(ITEM.c.rank)))).scalar_one()


@pytest.mark.parametrize("end", ["top", "bottom"])
def test_at_the_last_rank_the_order_is_renumbered_once(cast: Cast, end: str) -> None:
    cast.add("A", "B", "C")
    edge = order.LARGEST_RANK - 2 * order.RANK_GAP
    shift(cast, edge if end == "bottom" else -edge - 2 * order.RANK_GAP)
    cast.do(add, titles=["D", "E", "F", "G"], target=Target(end=end), reason=REASON)
    assert cast.order() == (
        ["A", "B", "C", "D", "E", "F", "G"] if end == "bottom" else ["D", "E", "F", "G", "A", "B", "C"]
    )
    assert farthest(cast) < 10 * order.RANK_GAP


@pytest.mark.parametrize("end", ["top", "bottom"])
def test_and_then_no_more_for_as_long_as_it_took_to_come_there(cast: Cast, end: str) -> None:
    cast.add("A", "B", "C")
    edge = order.LARGEST_RANK - 20 * order.RANK_GAP
    shift(cast, edge if end == "bottom" else -edge)
    with rows_written(cast.doors) as written:
        for n in range(60):
            cast.do(add, titles=[f"Item {n}"], target=Target(end=end), reason=REASON)
    renumbered = [rows for rows in written if rows > AN_ADD]
    assert len(renumbered) == 1
    assert renumbered[0] < AN_ADD + 2 * 60
    assert farthest(cast) < 100 * order.RANK_GAP


@pytest.mark.parametrize("gap", [2, 4, 16])
def test_more_may_come_than_one_gap_holds(cast: Cast, monkeypatch, gap: int) -> None:
    monkeypatch.setattr(order, "RANK_GAP", gap)
    cast.add("A", "B")
    new = [f"N{n}" for n in range(40)]
    cast.do(add, titles=new, target=Target(above=2), reason=REASON)
    assert cast.order() == ["A", *new, "B"]
    cast.do(add, titles=new, target=Target(end="top"), reason=REASON)
    cast.do(add, titles=new, target=Target(below=1), reason=REASON)
    assert cast.order() == [*new, "A", *new, *new, "B"]
