"""Edit: nothing of anybody's words is lost, and search reads what stands there now."""

import pytest

from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.domain.refusals import EditedMeanwhile, ReferenceTaken
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.edit import edit, set_areas
from tests.cast import Cast
from tests.given import archive_area, area, last_event
from tests.rows import column, drop, tags
from tests.statements import counted


def test_what_is_given_is_changed_and_the_rest_stays(cast: Cast) -> None:
    cast.do(add, titles=["Search"], words="Rooms", reference="T-1")
    outcome = cast.do(edit, by=cast.alice, item=1, version=1, title="Find", words="Rooms by bed")
    assert outcome.result == {"item": 1, "version": 2}
    assert [column(cast, 1, name) for name in ("title", "words", "reference")] == ["Find", "Rooms by bed", "T-1"]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"title": "FINDEN"}, "finden t-1 rooms"),
        ({"words": "BETTEN"}, "search t-1 betten"),
        ({"reference": "T-2", "title": "İ"}, "i t-2 rooms"),
        ({"reference": ""}, "search  rooms"),
    ],
)
def test_search_reads_what_stands_there_now(cast: Cast, said: dict[str, str], read: str) -> None:
    cast.do(add, titles=["Search"], words="Rooms", reference="T-1")
    cast.do(edit, item=1, **said)
    assert column(cast, 1, "folded") == read


def test_the_history_keeps_what_stood_there_before(cast: Cast) -> None:
    payments = area(cast, "Payments")
    cast.do(add, titles=["Search"], words="Rooms", reference="T-1")
    cast.do(edit, item=1, title="Find", words="Beds", reference="", areas=[payments])
    event = last_event(cast)
    assert (event.kind, event.by) == ("edited", None)
    assert event.data["was"] == {"words": "Rooms", "reference": "T-1", "areas": []}
    assert event.data["items"] == [
        {"id": cast.item(1).id, "was": {"title": "Search"}, "now": {"title": "Find"}},
    ]


def test_who_wrote_from_an_older_version_is_shown_the_present_texts(cast: Cast) -> None:
    cast.do(add, titles=["Search"], words="Rooms")
    cast.do(edit, item=1, version=1, words="Beds")
    with pytest.raises(EditedMeanwhile, match="Search") as refused:
        cast.do(edit, by=cast.alice, item=1, version=1, title="Find", words="Rooms by day")
    assert refused.value.facts == {"title": "Search", "words": "Beds", "reference": None, "areas": [], "version": 2}


def test_two_people_who_write_the_same_are_no_conflict(cast: Cast) -> None:
    cast.add("Search")
    cast.do(edit, item=1, version=1, title="Find")
    assert not cast.do(edit, by=cast.alice, item=1, version=1, title="Find").changed


def test_areas_are_set_in_their_order_and_another_order_is_no_change(cast: Cast) -> None:
    cast.add("Search")
    one, two = area(cast, "Payments"), area(cast, "Booking")
    cast.do(set_areas, by=cast.alice, item=1, areas=[two, one])
    assert tags(cast, 1) == [two, one]
    assert not cast.do(set_areas, item=1, areas=[one, two]).changed
    assert cast.item(1).version == 2
    cast.do(set_areas, item=1, **ACTIONS["item", "areas"].read({"areas": ["", ""]}))
    assert tags(cast, 1) == []


def test_an_archived_area_stays_but_is_not_chosen(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    old, new = area(cast, "Old"), area(cast, "New")
    cast.do(set_areas, item=1, areas=[old])
    archive_area(cast, old)
    cast.do(set_areas, item=1, areas=[old, new])
    with pytest.raises(InputError, match="list"):
        cast.do(set_areas, item=2, areas=[old])


@pytest.mark.parametrize("use_case", [add, set_areas])
def test_areas_of_another_team_or_too_many_are_refused(cast: Cast, use_case) -> None:
    cast.add("Search")
    four = [area(cast, name) for name in "ABCD"]
    said = {"titles": ["Refunds"]} if use_case is add else {"item": 1}
    for wrong in (four, [four[-1] + 1], [2**31 - 1]):
        with pytest.raises(InputError) as refused:
            cast.do(use_case, areas=wrong, **said)
        assert refused.value.field == "areas"


def test_a_reference_is_on_one_item(cast: Cast) -> None:
    cast.do(add, titles=["Search"], reference="T-1")
    cast.add("Refunds")
    with pytest.raises(ReferenceTaken):
        cast.do(edit, item=2, title="Pay back", reference="T-1")
    assert cast.item(2).title == "Refunds"


def test_a_closed_item_can_be_edited(cast: Cast) -> None:
    drop(cast, *cast.add("Search"))
    cast.do(edit, item=1, title="Find")
    assert cast.item(1).title == "Find"


def test_it_takes_six_statements(cast: Cast) -> None:
    cast.add("Search")
    with counted(cast.doors) as sent:
        cast.do(edit, item=1, version=1, title="Find", words="Rooms", reference="T-1")
    assert len(sent) <= 6, sent


@pytest.mark.parametrize(
    ("item", "by", "refusal"), [(9, "alice", NotFound), (1, "carol", RoleTooLow), (1, "mallory", NotFound)]
)
def test_it_is_refused(cast: Cast, item: int, by: str, refusal: type[Exception]) -> None:
    cast.add("Search")
    with pytest.raises(refusal):
        cast.do(edit, by=getattr(cast, by), item=item, title="Find")


def test_what_is_left_out_stays_and_what_is_empty_is_taken_away() -> None:
    read = ACTIONS["item", "edit"].read
    assert read({"expect": "3", "title": "Find"}) == {"version": 3, "title": "Find"}
    assert read({"expect": 3, "words": "", "reference": "", "areas": [""]}) == {
        "version": 3,
        "words": "",
        "reference": "",
        "areas": [],
    }
    assert read({"expect": 3, "areas": ["", "1", "2", "3"]})["areas"] == [1, 2, 3]
    for wrong in ({"title": "Find"}, {"expect": 1, "areas": ["1", "2", "3", "4"]}):
        with pytest.raises(InputError):
            read(wrong)
