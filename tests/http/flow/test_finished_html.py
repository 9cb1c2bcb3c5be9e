"""What left the order, looked at in a browser: by day, searched, paged, reopened and restored; nobody is named."""

from datetime import date, timedelta

import pytest

from queue_app.domain.queue.item import State
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from tests.conftest import BOTH_ENGINES
from tests.statements import counted
from tests.store.rows import finished

FRIDAY = date(2026, 11, 20)

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture
def page_of(queue):
    return f"{queue}/finished"


@pytest.fixture
def closed(cast):
    """Search was finished today, Fax and Telex were dropped, Refunds waits."""
    cast.add("Search rooms", "Refunds", "Fax", "Telex")
    cast.do(pull_top, by=cast.alice)
    cast.do(finish, by=cast.alice, item=1)
    cast.do(drop, item=3, reason="Nobody has one.")
    cast.do(drop, item=4, reason="Nobody has one.")
    return cast


def test_finished_items_stand_by_day_and_nobody_is_named(closed, alice, carol, page_of):
    finished(closed, 4, on=FRIDAY)
    for person in (alice, carol):
        page = person.look(page_of)
        assert "today Search rooms #1 within a day" in page.words
        assert "Fri 20 Nov Done 100000 #100000 took 4 days" in page.words
        assert "Finished 2" in page.words
        assert "Dropped 2" in page.words
        shown = page.words.split("Signed in as")[0]
        assert not [name for name in ("Alice", "Bob", "Carol") if name in shown]


def test_observers_read_and_press_nothing(closed, carol, page_of):
    for path in (page_of, f"{page_of}?only=dropped"):
        page = carol.look(path)
        assert {form.method for form in page.forms} == {"get"}
        assert not [words for words, _ in page.links if words.startswith("Reopen")]


def test_a_finished_item_is_reopened_with_a_reason(closed, alice, page_of):
    form = alice.look(alice.look(page_of).link("Reopen Search rooms"))
    alice.press(form, "Reopen", reason="Guests still see an error.")
    assert closed.item(1).state is State.WAITING
    assert closed.order()[0] == "Search rooms"
    assert alice.address == page_of


def test_a_dropped_item_is_restored_with_one_click(closed, alice, page_of):
    dropped = alice.look(page_of).link("Dropped")
    page = alice.press(alice.look(dropped), "Restore Fax")
    assert closed.item(3).state is State.WAITING
    assert alice.address == dropped
    assert "Dropped 1" in page.words


def test_what_was_restored_meanwhile_is_said_on_the_page(closed, alice, page_of):
    page = alice.look(f"{page_of}?only=dropped")
    alice.press(page, "Restore Fax")
    page.forms[0].fields[:] = [("key", "another-page")]
    answer = alice.press(page, "Restore Fax")
    assert alice.address == f"{page_of}?only=dropped"
    assert "<h1>Dropped</h1>" in answer.response.text
    assert answer.alert


def test_both_lists_are_searched(closed, alice, page_of):
    page = alice.look(f"{page_of}?q=ROOMS+search")
    assert "1 match" in page.words
    assert "Search rooms" in page.words
    nothing = alice.look(f"{page_of}?q=telex")
    assert "No finished item matches “telex”." in nothing.words
    assert "Telex" in alice.look(nothing.link("Dropped")).words


def test_without_anything_it_says_what_will_stand_there(cast, alice, page_of):
    assert "Nothing finished yet." in alice.look(page_of).words
    assert "Nothing dropped yet." in alice.look(f"{page_of}?only=dropped").words


def test_older_ones_are_a_link_away_and_none_is_shown_twice(cast, alice, page_of):
    finished(cast, *([1] * 150), on=FRIDAY)
    first = alice.look(page_of)
    second = alice.look(first.link("Show older"))
    titles = [words for page in (first, second) for words, _ in page.links if words.startswith("Done")]
    assert len(titles) == len(set(titles)) == 150
    assert "Show older" not in second.words


def test_a_cursor_whose_item_left_the_list_begins_anew_and_says_so(closed, alice, page_of):
    page = alice.look(f"{page_of}?after=2")
    assert page.response.status_code == 409
    assert "Search rooms" in page.words
    assert 'role="alert"' in page.response.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("after=x", 422),
        ("after=-1", 422),
        ("after=99999999999999999999", 422),
        ("after=%00", 400),
        ("q=%ff", 400),
        ("q=" + "9" * 8200, 400),
        ("q=" + "%F0%9F%98%80" * 600, 200),
        ("q=%25%5F%5C%27", 200),
        ("only=everything", 422),
        ("only=dropped&only=finished&after=", 200),
    ],
)
def test_odd_questions_get_a_clear_answer(closed, alice, page_of, query, status):
    assert alice.browser.get(f"{page_of}?{query}").status_code == status


def test_a_foreign_page_is_as_missing_as_none(site, page_of):
    mallory = site.browser(site.cast.mallory)
    foreign, missing = mallory.get(page_of), mallory.get("/teams/999/finished")
    assert (foreign.status_code, foreign.data) == (404, missing.data)


def test_asking_again_costs_nothing_until_something_changes(closed, alice, page_of):
    asked = {"If-None-Match": alice.browser.get(page_of).headers["ETag"]}
    assert alice.browser.get(page_of, headers=asked).status_code == 304
    closed.now += timedelta(days=1)
    assert alice.browser.get(page_of, headers=asked).status_code == 200


@BOTH_ENGINES
def test_a_long_page_costs_as_many_statements_as_a_short_one(cast, alice, page_of):
    counts = []
    for many in (1, 140):
        finished(cast, *([2] * many), on=FRIDAY + timedelta(days=len(counts)), first=200_000 * (len(counts) + 1))
        with counted(cast.doors) as sent:
            assert alice.browser.get(page_of).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 8
