"""Place: who orders leaves a new item where a member added it."""

import pytest

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.refusals import NotWaiting
from queue_app.usecases.queue.add import add, place
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast
from tests.given import last_event


def test_a_new_item_is_left_where_it_is(cast: Cast) -> None:
    cast.add("Search")
    cast.do(add, by=cast.alice, titles=["Refunds"])
    assert not cast.item(2).placed
    cast.do(place, item=2)
    assert cast.item(2).placed
    assert cast.order() == ["Search", "Refunds"]
    assert (last_event(cast).kind, last_event(cast).by) == ("placed", cast.bob)


def test_what_is_placed_already_leaves_no_event(cast: Cast) -> None:
    cast.add("Search")
    assert not cast.do(place, item=1).changed


@pytest.mark.parametrize(
    ("item", "by", "refusal"),
    [(9, "bob", NotFound), (1, "alice", RoleTooLow), (1, "carol", RoleTooLow), (1, "mallory", NotFound)],
)
def test_it_is_refused(cast: Cast, item: int, by: str, refusal: type[Exception]) -> None:
    cast.do(add, by=cast.alice, titles=["Search"])
    with pytest.raises(refusal):
        cast.do(place, by=getattr(cast, by), item=item)
    assert not cast.item(1).placed


def test_a_running_item_needs_no_place(cast: Cast) -> None:
    cast.add("Search")
    cast.do(pull_top)
    with pytest.raises(NotWaiting, match="Search"):
        cast.do(place, item=1)
