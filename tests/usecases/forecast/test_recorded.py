"""What a use case records is saved by a flush, the last of it with COMMIT."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from queue_app.domain.queue.changes import Change
from queue_app.domain.team.rights import Right
from queue_app.store.queue import items
from queue_app.usecases.tx import Result, Tx, write
from tests.cast import Cast


@write(Right.ORDER, events=lambda: 2)
def rename_both(tx: Tx) -> Result:
    """Two records, and a look at what both wrote."""
    first, second = items.by_numbers(tx.conn, tx.team.id, [1, 2])
    tx.record("edited", [Change(first, replace(first, title="Both"))])
    tx.record("edited", [Change(second, replace(second, title="Both"))])
    tx.flush()
    return {"read": [item.title for item in items.by_numbers(tx.conn, tx.team.id, [1, 2])]}


@write(Right.ORDER)
def rename_and_read(tx: Tx) -> Result:
    """A mistake of ours: it reads what it recorded and forgot to flush."""
    (item,) = items.by_numbers(tx.conn, tx.team.id, [1])
    tx.record("edited", [Change(item, replace(item, title="Find"))])
    return {"read": [item.title for item in items.by_numbers(tx.conn, tx.team.id, [1])]}


@write(Right.ORDER)
def rank_twice(tx: Tx) -> Result:
    """A mistake of ours: two items in one place. It is saved with COMMIT."""
    first, second = items.by_numbers(tx.conn, tx.team.id, [1, 2])
    tx.record("moved", [Change(second, replace(second, rank=first.rank))])
    return {}


def test_what_the_database_refuses_at_the_end_is_no_unknown_outcome(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    with pytest.raises(IntegrityError):
        cast.do(rank_twice, key="asked-again")
    assert cast.order() == ["Search", "Refunds"]
    assert cast.do(rename_both, key="asked-again").replayed is False


def test_what_was_recorded_is_read_in_the_same_transaction(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    assert cast.do(rename_both).result == {"read": ["Both", "Both"]}


def test_a_use_case_that_forgets_to_flush_fails_its_tests(cast: Cast) -> None:
    cast.add("Search")
    with pytest.raises(AssertionError, match=r"tx\.flush"):
        cast.do(rename_and_read)
    assert cast.order() == ["Search"]
