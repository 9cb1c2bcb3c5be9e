"""Split: the item stays as the first piece; the others stand in its place, or wait on top when it runs."""

import pytest

from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.domain.queue.item import State
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import NotOpen
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.split import split
from tests.cast import Cast
from tests.given import area, last_event
from tests.rows import column, drop, squeeze, tags
from tests.statements import counted


def test_the_pieces_of_a_waiting_item_stand_in_its_place(cast: Cast) -> None:
    cast.add("Before", "Search", "After")
    outcome = cast.do(split, by=cast.alice, item=2, pieces=["Find", "Filter", "Sort"])
    assert outcome.result == {"item": 2, "items": [2, 4, 5]}
    assert cast.order() == ["Before", "Find", "Filter", "Sort", "After"]


def test_the_pieces_inherit_the_reason_and_know_what_they_came_from(cast: Cast) -> None:
    cast.add("Before", "Search")
    cast.do(move, items=[2], target=Target(above=1), reason=Reason("customer_defect", "Nobody finds anything"))
    cast.do(split, item=2, pieces=["Find", "Sort"])
    cast.do(split, item=3, pieces=["Sort by name", "Sort by day"])
    origin = cast.item(2).id
    assert [cast.item(n).origin_id for n in (2, 3, 4)] == [None, origin, origin]
    assert {cast.item(n).reason for n in (2, 3, 4)} == {"Nobody finds anything"}


def test_the_other_pieces_of_a_running_item_wait_on_top(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.do(split, by=cast.alice, item=1, pieces=["Find", "Filter", "Sort"])
    assert cast.item(1).state is State.IN_PROGRESS
    assert cast.order() == ["Filter", "Sort", "Find", "Refunds"]
    assert cast.do(pull_top).result["item"] == 3


def test_areas_are_copied_and_the_reference_stays_with_the_first(cast: Cast) -> None:
    search, booking = area(cast, "Search"), area(cast, "Booking")
    cast.do(add, titles=["Search"], areas=[booking, search], reference="T-1")
    cast.do(split, item=1, pieces=["Find", "Filter", "Sort"])
    assert [tags(cast, n) for n in (1, 2, 3)] == [[booking, search]] * 3
    assert [column(cast, n, "reference") for n in (1, 2, 3)] == ["T-1", None, None]


def test_what_a_member_added_is_not_placed_by_a_split(cast: Cast) -> None:
    cast.do(add, by=cast.alice, titles=["Search"])
    cast.do(split, by=cast.alice, item=1, pieces=["Find", "Sort"])
    assert not cast.item(2).placed


def test_search_finds_the_new_title_and_not_the_old_one(cast: Cast) -> None:
    cast.do(add, titles=["Straße"], words="of the hotel", reference="T-1")
    cast.do(split, item=1, pieces=["Weg", "Platz"])
    assert column(cast, 1, "folded") == "weg t-1 of the hotel"


def test_it_is_one_event_that_names_every_piece(cast: Cast) -> None:
    cast.add("Search")
    seq = cast.do(split, item=1, pieces=["Find", "Sort"]).seq
    event = last_event(cast)
    assert (event.seq, event.kind, event.by) == (seq, "split", None)
    assert [record["id"] for record in event.data["items"]] == [cast.item(1).id, cast.item(2).id]


def test_a_skip_of_the_whole_does_not_hold_for_the_piece(cast: Cast) -> None:
    cast.add("Search")
    before = cast.item(1).version
    cast.do(split, item=1, pieces=["Find", "Sort"])
    assert cast.item(1).version == before + 1


def test_fifty_pieces_find_room_between_neighbours_without_any(cast: Cast) -> None:
    cast.add("Above", "Search", "Below")
    squeeze(cast)
    cast.do(split, item=2, pieces=[f"Piece {n}" for n in range(50)])
    assert cast.order() == ["Above", *(f"Piece {n}" for n in range(50)), "Below"]


def test_it_takes_six_statements(cast: Cast) -> None:
    cast.add("Above", "Search", "Below")
    with counted(cast.doors) as sent:
        cast.do(split, item=2, pieces=["Find", "Sort"])
    assert len(sent) <= 6, sent


@pytest.mark.parametrize(
    ("item", "by", "refusal"), [(9, "alice", NotFound), (1, "carol", RoleTooLow), (1, "mallory", NotFound)]
)
def test_it_is_refused(cast: Cast, item: int, by: str, refusal: type[Exception]) -> None:
    cast.add("Search")
    with pytest.raises(refusal):
        cast.do(split, by=getattr(cast, by), item=item, pieces=["Find", "Sort"])
    assert cast.order() == ["Search"]


def test_a_closed_item_is_not_split(cast: Cast) -> None:
    drop(cast, *cast.add("Search"))
    with pytest.raises(NotOpen, match="Search"):
        cast.do(split, item=1, pieces=["Find", "Sort"])


def test_what_was_put_back_is_split_where_it_waits(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(pull_top)
    cast.do(put_back, item=1, kind="other")
    cast.do(split, item=1, pieces=["Find", "Sort"])
    assert cast.order() == ["Find", "Sort", "Refunds"]


@pytest.mark.parametrize("pieces", [None, "", "One alone", "\n".join("x" * 51), "x" * 201 + "\ny"])
def test_two_to_fifty_lines_are_asked_for(pieces: str | None) -> None:
    with pytest.raises(InputError) as error:
        ACTIONS["item", "split"].read({"pieces": pieces})
    assert error.value.field == "pieces"
