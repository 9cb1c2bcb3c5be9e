"""The queue page without scripts: what people see first, what they do, and how they are refused."""

import gzip

import pytest

from queue_app.domain.queue.item import State
from queue_app.domain.queue.order import Target
from queue_app.usecases.cover.declare import declare
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from tests import given
from tests.conftest import BOTH_ENGINES
from tests.http.reading import Person, Shown
from tests.screens.test_queue import BECAUSE
from tests.statements import counted
from tests.store.rows import area, fill, history


def test_one_sees_what_is_next_whether_there_is_room_and_what_is_stuck(cast, alice, queue):
    cast.add("Search", "Refunds", "Tax")
    cast.do(pull_top, by=cast.alice)
    cast.do(block, item=3, sentence="waits for the office")
    page = alice.look(queue)
    assert "Next room for 2 #2 Refunds" in page.words
    assert "In progress 1 of 3" in page.words
    assert "waits for the office. A pull passes over it." in page.words
    assert "<title>1/3, next: Refunds · Tigers · Topmost</title>" in page.response.text


def test_an_empty_queue_offers_each_way_in_once(bob, alice, queue):
    ways = ("New item", "Add items", "Import a file", "Look at an example team")
    of_bob, of_alice = (each.look(queue).words.split("Signed in as")[0] for each in (bob, alice))
    assert [of_bob.count(way) for way in ways] == [1, 1, 1, 1]
    assert [of_alice.count(way) for way in ways] == [1, 1, 0, 0]


def test_pulling_puts_the_item_in_progress_and_says_so_beside_its_undo(cast, alice, queue):
    cast.add("Search", "Refunds")
    page = alice.press(alice.look(queue), "Pull")
    assert cast.item(1).state is State.IN_PROGRESS
    assert "You pulled “Search”" in page.words
    assert "Alice on it" in page.words
    assert alice.address == queue


def test_a_form_that_is_sent_twice_is_one_request(site, cast, alice, queue):
    cast.add("Search", "Refunds", "Tax")
    page = alice.look(queue)
    alice.press(page, "Pull")
    revision = site.revision(cast.team)
    alice.press(page, "Pull")
    assert site.revision(cast.team) == revision
    assert cast.item(2).state is State.WAITING


def test_another_item_on_top_than_the_one_seen_is_named_and_nothing_is_pulled(cast, alice, queue):
    cast.add("Search", "Refunds")
    page = alice.look(queue)
    cast.do(move, items=[2], target=Target(end="top"), reason=BECAUSE)
    answer = alice.press(page, "Pull")
    assert "The next item changed. Now it is “Refunds” (#2). Pull it?" in answer.alert
    assert alice.address == queue
    assert cast.item(1).state is State.WAITING
    assert "You pulled “Refunds”" in alice.press(answer, "Pull").words


def test_without_room_the_page_asks_to_help_and_a_late_pull_is_refused_there(cast, alice, queue):
    cast.add("A", "B", "C", "D", "E")
    page = alice.look(queue)
    for _ in range(3):
        cast.do(pull_top, by=cast.bob, others="both")
    answer = alice.press(page, "Pull")
    assert answer.alert == "3 of 3 are in progress. Help finish one, or swap one for the next item."
    assert "Help finish one item" in answer.words
    assert "Next, when there is room: D" in answer.words


def test_joining_from_the_queue_leads_back_to_it(cast, alice, queue):
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.bob)
    page = alice.press(alice.look(f"{queue}?q=ref"), "Join")
    assert "You joined “Search”" in page.words
    assert alice.address == f"{queue}?q=ref"


def test_an_act_that_came_too_late_is_refused_on_the_page_of_the_click(cast, alice, bob, queue):
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.bob)
    page = alice.look(f"{queue}?q=ref")
    bob.press(bob.look(f"{queue}/items/1/finish"), "Finish")
    answer = alice.press(page, "Join")
    assert alice.address == f"{queue}?q=ref"
    assert answer.alert == "“Search” is finished, not in progress. Reload the page."
    assert "Next room for 3 #2 Refunds" in answer.words
    assert alice.look(queue).alert == ""


@pytest.mark.parametrize("asked", ["q=%F0%9F%98%80", "area=99999999999999999999", f"q={'w+' * 99}", "after="])
def test_an_odd_question_is_answered_with_a_page(cast, alice, queue, asked):
    cast.add("Search")
    assert alice.look(f"{queue}?{asked}").response.status_code in (200, 409)


def test_a_link_into_an_order_that_changed_begins_again_and_says_so(cast, alice, queue):
    fill(cast, 150)
    link = alice.look(queue).link("Show more")
    assert "101 to 150 of 150" not in alice.look(queue).words
    assert alice.look(link).response.status_code == 200
    cast.do(move, items=[140], target=Target(end="bottom"))
    answer = alice.look(link)
    assert answer.response.status_code == 409
    assert "The order changed while you read it. Start again at the top." in answer.words


def test_an_observer_sees_numbers_instead_of_names_and_no_button(site, cast, queue):
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.do(move, items=[2], target=Target(end="bottom"))
    carol = Person(site.browser(cast.carol))
    for page in (queue, f"{queue}/items/1", f"{queue}/finished", f"{queue}/order", f"{queue}/standup"):
        shown = carol.look(page)
        assert "Alice" not in shown.words, page
        assert "Bob" not in shown.words, page
        assert all(form.method == "get" for form in shown.forms), page
    assert "1 on it" in carol.look(queue).words


def test_scripts_get_the_event_the_sentence_and_whether_it_can_be_undone(site, cast, queue):
    cast.add("Search", "Refunds", "Tax", "Map", "Photos")
    browser = site.browser(cast.bob)
    headers = {"Accept": "application/json"}
    answer = browser.post(f"{queue}/items/5/move", {"above": "4"}, headers=headers)
    assert answer.json == {
        "seq": site.revision(cast.team), "changed": True, "sentence": "“Photos” is now at position 4", "undo": True,
    }  # fmt: skip
    refused = browser.post(f"{queue}/items/5/move", {"above": "1"}, headers=headers)
    assert (refused.status_code, refused.json["code"]) == (409, "reason_missing")
    same = browser.post(f"{queue}/items/5/move", {"above": "4"}, headers=headers)
    assert (same.json["changed"], same.json["undo"]) == (False, False)


def test_how_close_rows_stand_is_remembered_for_the_person(site, cast, queue):
    cast.add("Search")
    browser = site.browser(cast.bob)
    before = browser.get(queue).headers["ETag"]
    browser.post("/account/display", {"density": "comfortable"})
    assert 'data-density="comfortable"' in browser.get(queue, headers={"If-None-Match": before}).text
    assert "data-density" not in site.browser(cast.alice).get(queue).text


def test_polling_an_unchanged_queue_costs_no_page(site, cast, queue):
    cast.add("Search")
    browser = site.browser(cast.alice)
    first = browser.get(queue)
    assert first.headers["Cache-Control"] == "no-store, private" or "no-store" in first.headers["Cache-Control"]
    etag = {"If-None-Match": first.headers["ETag"]}
    assert first.headers["ETag"].startswith("W/")
    assert browser.get(queue, headers=etag).status_code == 304
    assert site.browser(cast.bob).get(queue, headers=etag).status_code == 200
    cast.add("Refunds")
    assert browser.get(queue, headers=etag).status_code == 200


@BOTH_ENGINES
@pytest.mark.parametrize(("count", "kilobytes"), [(200, 12), (10_000, 20)])
def test_the_first_screen_is_small_and_costs_few_statements(site, cast, queue, count, kilobytes):
    fill(cast, count)
    history(cast)
    known = [area(cast, f"Area {n}", *range(n, 201, 7)) for n in range(1, 8)]
    for someone in (cast.alice, given.member(cast, "Dora"), given.member(cast, "Emil")):
        cast.do(declare, by=someone, can=known[someone % 3 :])
    cast.do(pull_top, by=cast.alice)
    cast.do(pull_top, by=cast.bob)
    cast.do(block, item=5, sentence="waits for the office")
    browser = site.browser(cast.bob)
    browser.get(queue)  # The first page of a day makes the forecast and the cover that the others show.
    with counted(cast.doors) as sent:
        page = browser.get(queue)
    assert page.status_code == 200
    assert b"Forecast from 60 items" in page.data
    assert page.data.count(b'class="dot"') > 90
    assert len(gzip.compress(page.data, 6)) <= kilobytes * 1024
    assert len(sent) <= 19


def test_the_pages_of_another_team_are_not_there(site, cast, queue):
    cast.add("Search")
    mallory = Person(site.browser(cast.mallory))
    missing = mallory.look("/teams/2147483647").response.data
    for page in (
        queue,
        f"{queue}/add",
        f"{queue}/items/1",
        f"{queue}/items/1/finish",
        f"{queue}/standup",
        f"{queue}/order",
    ):
        shown: Shown = mallory.look(page)
        assert (shown.response.status_code, shown.response.data) == (404, missing)
