"""Who may look at an item and do something to it, and where a form leads afterwards."""

import pytest

from queue_app.usecases.queue.urgent import urgent
from tests.http.reading import Person
from tests.screens.test_queue import BECAUSE


def test_from_a_page_that_led_to_a_form_one_gets_back_there(cast, runs, alice, queue, item):
    alice.look(f"{queue}?q=tax")
    alice.press(alice.look(f"{item}/finish"), "Finish")
    assert alice.address == f"{queue}?q=tax"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/teams/2", "/account", "/\\evil"])
def test_a_form_leads_to_no_page_but_those_of_the_team(site, cast, runs, item, elsewhere):
    browser = site.browser(cast.alice)
    answer = browser.post(f"{item}/leave", {"next": elsewhere}, headers={"Referer": elsewhere})
    assert (answer.status_code, answer.headers["Location"]) == (303, item)


@pytest.mark.parametrize("odd", ["http://[", "//[::1"])
def test_where_the_click_was_may_be_no_address_at_all(site, cast, runs, item, odd):
    answer = site.browser(cast.alice).post(f"{item}/leave", headers={"Referer": odd})
    assert (answer.status_code, answer.headers["Location"]) == (303, item)


def test_an_observer_may_look_at_the_item_and_at_no_form(site, cast, runs, item):
    carol = Person(site.browser(cast.carol))
    assert carol.look(item).response.status_code == 200
    for verb in ("finish", "move", "edit", "block"):
        assert carol.look(f"{item}/{verb}").response.status_code == 403


def test_a_member_may_not_order_unless_the_team_says_so(cast, runs, alice, queue):
    page = alice.look(f"{queue}/items/2/move")
    assert (page.response.status_code, page.links[-1]) == (403, ("Back to the queue", queue))
    assert alice.look(f"{queue}/items/2/drop").response.status_code == 403


def test_an_urgent_item_is_marked_on_every_page(cast, alice, queue):
    cast.add("Search", "Refunds")
    cast.do(urgent, item=2, reason=BECAUSE)
    for page in (queue, f"{queue}/items/2"):
        assert "urgent" in alice.look(page).words.lower()


def test_a_number_that_is_no_item_is_not_there(cast, alice, queue):
    cast.add("Search")
    for number in ("2", "0", "-1", "2147483648", "x"):
        assert alice.look(f"{queue}/items/{number}").response.status_code == 404
