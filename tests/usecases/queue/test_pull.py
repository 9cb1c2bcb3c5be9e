"""Pull: takes the top item if there is room. The request cannot choose an item."""

import pytest

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import NothingToPull, TopChanged, WipLimitReached
from queue_app.store.queue import stints
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast


def test_the_top_item_is_started_and_the_puller_is_on_it(cast: Cast) -> None:
    first, _ = cast.add("Search", "Refunds")
    outcome = cast.do(pull_top, by=cast.alice, expect=first)
    item = cast.item(first)
    assert outcome.result == {"item": first, "passed": 0}
    assert (item.state, item.slot, item.started_at) == (State.IN_PROGRESS, 1, cast.now)
    with cast.doors.reading() as conn:
        assert stints.on_it(conn, cast.team, item.id) == [cast.alice]


def test_pulling_the_next_leaves_the_item_that_one_was_on(cast: Cast) -> None:
    first, second = cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.do(pull_top, by=cast.alice)
    with cast.doors.reading() as conn:
        assert stints.on_it(conn, cast.team, cast.item(first).id) == []
        assert stints.on_it(conn, cast.team, cast.item(second).id) == [cast.alice]


def test_it_is_refused_when_the_limit_is_reached(cast: Cast) -> None:
    cast.add("A", "B", "C", "D")
    for _ in range(3):
        cast.do(pull_top)
    with pytest.raises(WipLimitReached, match="3 of 3 are in progress"):
        cast.do(pull_top)
    assert cast.item(4).state is State.WAITING


def test_another_item_on_top_than_the_one_seen_is_named(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    with pytest.raises(TopChanged, match="Search"):
        cast.do(pull_top, expect=2)


def test_an_empty_queue_has_nothing_to_pull(cast: Cast) -> None:
    with pytest.raises(NothingToPull):
        cast.do(pull_top)


def test_an_observer_may_not_and_a_stranger_sees_nothing(cast: Cast) -> None:
    cast.add("Search")
    with pytest.raises(RoleTooLow):
        cast.do(pull_top, by=cast.carol)
    with pytest.raises(NotFound):
        cast.do(pull_top, by=cast.mallory)
