"""A swap has the conditions of a pull except room: it uses the slot of the item that goes back."""

import pytest

from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.pull import PullFacts, take_next
from queue_app.domain.refusals import LimitOverrun, TopChanged

BACK = Item(id=1, number=1, title="A", state=State.IN_PROGRESS, rank=0, slot=2)
NEXT = Item(id=2, number=2, title="B", rank=1)


def test_the_next_item_takes_the_slot_also_without_room() -> None:
    assert take_next(BACK, PullFacts(running=3, limit=3, slot=None, top=NEXT, passed=0), None) == (NEXT, 2)
    assert take_next(BACK, PullFacts(running=1, limit=3, slot=1, top=NEXT, passed=0), 2) == (NEXT, 2)


def test_nothing_else_is_ready() -> None:
    assert take_next(BACK, PullFacts(running=3, limit=3, slot=None, top=None, passed=2), None) is None


def test_more_in_progress_than_the_limit_is_refused_before_anything_else() -> None:
    with pytest.raises(LimitOverrun):
        take_next(BACK, PullFacts(running=3, limit=2, slot=None, top=None, passed=0), None)


def test_another_item_than_the_expected_one_is_named() -> None:
    with pytest.raises(TopChanged, match="B"):
        take_next(BACK, PullFacts(running=3, limit=3, slot=None, top=NEXT, passed=0), 7)
