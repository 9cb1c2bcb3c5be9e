"""Orders that grow where it hurts most: how many items get another rank is bounded, and the order is that of the plain list.

An item that is spread to make room is written twice: into the free band, and out of it to its new rank.
"""

from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from sqlalchemy import select

from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item
from queue_app.domain.queue.order import Target
from queue_app.domain.team.rights import Right
from queue_app.store.tables import ITEM
from queue_app.usecases.queue.add import insert
from queue_app.usecases.queue.move import move, settle
from queue_app.usecases.tx import Result, Tx, write
from tests.cast import REASON, Cast
from tests.parts import WHOLE
from tests.statements import rows_written

INSERTS = 30_000 if WHOLE else 600
AT_ONCE, MOVES = 100, 80
A_WRITE = 5
"""The item, the clock, the event, its list of items and the request. A new item also counts into the sums of its day."""

Places = Iterator[Target]
pytestmark = pytest.mark.stress


def same_spot() -> Places:
    """Always directly above the second item, as "to place 5" every day does."""
    while True:
        yield Target(above=2)


def zigzag(new: int = 3) -> Places:
    """Always between the two that came last."""
    yield Target(below=1)
    while True:
        yield Target(above=new)
        yield Target(below=new + 1)
        new += 2


def both_ends() -> Places:
    while True:
        yield Target(end="top")
        yield Target(end="bottom")


GROWTH = {"at the same spot": (same_spot, 1.2), "in a zigzag": (zigzag, 8), "at both ends": (both_ends, 1)}
"""Where, and how many items may get a rank for each insert, itself counted. Seen over 30,000: 1.06, 7.4 and 1."""
everywhere = pytest.mark.parametrize(("places", "most"), GROWTH.values(), ids=GROWTH)


@write(Right.ORDER, new_items=lambda *, targets: len(targets))
def grow(tx: Tx, *, targets: list[Target]) -> Result:
    """One new item for each target, one after the other, by the product's own path but in one transaction."""
    made = []
    first = tx.last_number - len(targets) + 1
    for number, target in enumerate(targets, first):
        new = (Item(id=-1, number=number, title=f"Item {number}"),)
        _, there = settle(tx, target, new=new, reason=REASON)
        made.append(Change(None, *insert(tx, there, {})))
    tx.record("added", made)
    return {}


def put(plain: list[int], number: int, target: Target) -> None:
    """The same in a plain list."""
    if target.end is not None:
        plain.insert(0 if target.end == "top" else len(plain), number)
    else:
        plain.insert(plain.index(target.anchor) + (target.below is not None), number)


def stored(cast: Cast) -> list[int]:
    """The numbers of the open items, top first. A tie would make it another list than the plain one."""
    query = select(ITEM.c.number).where(ITEM.c.team_id == cast.team, ITEM.c.rank.is_not(None)).order_by(ITEM.c.rank)
    with cast.doors.reading() as conn:
        return list(conn.execute(query).scalars())


@everywhere
def test_an_order_that_grows_there_writes_few_rows_an_insert(
    cast: Cast, places: Callable[[], Places], most: int
) -> None:
    plain = cast.add("Above", "Below")
    targets = list(islice(places(), INSERTS))
    with rows_written(cast.doors) as written:
        for at in range(0, INSERTS, AT_ONCE):
            cast.do(grow, targets=targets[at : at + AT_ONCE])
    for number, target in enumerate(targets, 3):
        put(plain, number, target)
    assert stored(cast) == plain
    without_room = INSERTS * (A_WRITE - 3 + 1) + len(written) * 3
    assert 1 + (sum(written) - without_room) / 2 / INSERTS <= most


@everywhere
def test_moving_there_again_and_again_writes_no_more(cast: Cast, places: Callable[[], Places], most: int) -> None:
    plain = cast.add(*(f"Item {n}" for n in range(MOVES + 2)))
    with rows_written(cast.doors) as written:
        for number, target in enumerate(islice(places(), MOVES), 3):
            cast.do(move, items=[number], target=target, reason=REASON)
            plain.remove(number)
            put(plain, number, target)
    assert stored(cast) == plain
    assert 1 + (sum(written) - A_WRITE * len(written)) / 2 / MOVES <= most
