"""The search of the queue page finds every item of the team, and says where each is."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from queue_app.store.tables import ITEM
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.edit import edit
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.plan import note
from queue_app.usecases.queue.pull import pull_top
from tests.store.rows import area, finished

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture
def rooms(cast):
    """Search rooms is finished, Search stays is in progress, Search fax was dropped, Search beds waits."""
    cast.add("Search rooms", "Search stays", "Search fax", "Search beds", "Tax")
    cast.do(pull_top, by=cast.alice)
    cast.do(finish, by=cast.alice, item=1)
    cast.do(pull_top, by=cast.alice)
    cast.do(drop, item=3, reason="Nobody has one.")
    return cast


def test_it_lists_what_runs_and_what_is_closed_below_and_says_where_each_is(rooms, alice, carol, queue):  # P4
    for person in (alice, carol):
        page = person.look(f"{queue}?q=search")
        assert "1 waiting match" in page.words
        below = page.words.split("Not waiting")[1]
        assert below.startswith(" Search stays #2 in progress")
        assert "Search rooms #1 finished today" in below
        assert "Search fax #3 dropped today" in below
        assert page.link("Search rooms").endswith("/items/1")


def test_what_does_not_wait_is_found_by_its_number(rooms, alice, queue):  # P4
    for typed in ("1", "%231"):
        assert "Search rooms #1 finished today" in alice.look(f"{queue}?q={typed}").words
    old = rooms.now.date() - timedelta(days=900)
    finished(rooms, 1, on=old, first=77)
    assert "Done 77 #77 finished" in alice.look(f"{queue}?q=77").words


@pytest.mark.parametrize(
    ("number", "where"), [(1, "finished today"), (2, "in progress"), (3, "dropped today"), (4, "")]
)
def test_a_note_is_found_wherever_its_item_is(rooms, alice, queue, number, where):  # P4
    rooms.do(note, by=rooms.alice, item=number, words="The don\u2019t-disturb SIGN.")
    page = alice.look(f"{queue}?q=don't-disturb+sign")
    title = rooms.item(number).title
    assert (f"{title} #{number} {where}" if where else "1 match ") in page.words
    assert "No item matches" in alice.look(f"{queue}?q=undisturbed").words


@pytest.mark.parametrize(("number", "where"), [(2, "in progress"), (3, "dropped today"), (4, "")])
def test_words_and_a_reference_are_found_wherever_their_item_is(rooms, alice, queue, number, where):
    rooms.do(edit, by=rooms.alice, item=number, words="With a *lighthouse*.", reference="TIX-4711")
    for typed in ("lighthouse", "tix-4711"):
        page = alice.look(f"{queue}?q={typed}")
        assert (f"{rooms.item(number).title} #{number} {where}" if where else "1 match ") in page.words, typed


def test_the_pages_of_finished_and_dropped_items_find_notes(rooms, alice, queue):  # P4
    for number, only in ((1, "finished"), (3, "dropped")):
        rooms.do(note, by=rooms.alice, item=number, words="With a lighthouse.")
        page = alice.look(f"{queue}/finished?only={only}&q=lighthouse")
        assert "1 match" in page.words
        assert f"#{number}" in page.words


def test_where_only_others_match_the_page_says_that_none_waits(rooms, alice, queue):  # P4
    page = alice.look(f"{queue}?q=stays")
    assert "No waiting item matches “stays”. Not waiting Search stays #2 in progress" in page.words
    assert "Search all finished items" not in page.words


def test_ten_closed_ones_are_listed_and_a_link_finds_the_others(rooms, alice, queue):  # P4
    finished(rooms, *[1] * 12, on=date(2026, 11, 2), first=500)
    rooms.untold(lambda conn: conn.execute(update(ITEM).where(ITEM.c.number >= 500).values(folded="search")))
    page = alice.look(f"{queue}?q=search")
    below = page.words.split("Not waiting")[1]
    assert (below.count(" #5"), below.count("today")) == (8, 2)
    assert page.link("Search all finished items") == f"{queue}/finished?q=search"
    assert page.link("Search all dropped items") == f"{queue}/finished?only=dropped&q=search"


def test_an_area_narrows_the_others_too_and_a_state_leaves_them_out(rooms, alice, queue):  # P4
    payments = area(rooms, "Payments", 2)
    page = alice.look(f"{queue}?q=search&area={payments}")
    assert "Search stays #2 in progress" in page.words
    assert "Search rooms #1" not in page.words
    assert "Not waiting" not in alice.look(f"{queue}?q=search&only=blocked").words
