"""A refused click leads back to its page with the sentence; a refused form is shown again on its page with what was typed."""

import re
from datetime import timedelta

import pytest

from queue_app.domain.queue.order import Target
from queue_app.usecases.cover.claims import claim
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.plan import add_step
from queue_app.usecases.transaction import utc_now
from tests import given
from tests.http.reading import Person
from tests.screens.test_queue import BECAUSE

LARGEST_COOKIE = 4093
PAGES = ("", "/items/1", "/items/1/edit", "/add", "/coin", "/order", "/finished?only=dropped", "/standup", "/flow?span=2y",
         "/forecast?ask=many", "/cover", "/team/work")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_refused_undo_is_told_once_at_the_top_of_the_page_of_the_click(site, cast, bob, queue, path):
    cast.add("Search", "Refunds", "Tax")
    cast.now = utc_now() - timedelta(minutes=1)
    cast.do(move, items=[3], target=Target(end="top"), reason=BECAUSE)
    shown, second = bob.look(f"{queue}{path}"), Person(site.browser(cast.bob))
    second.press(second.look(queue), "Undo")
    refused = bob.press(shown, "Undo")
    assert bob.address == f"{queue}{path}"
    assert refused.response.status_code == 200
    assert refused.alert == "This is already undone. Reload the page."
    assert re.search(r'id="main">\s*<p [^>]*role="alert" tabindex="-1" data-focus>', refused.response.text)
    assert not bob.look(f"{queue}{path}").alert


def test_a_refused_click_of_a_script_is_a_problem(site, cast, queue):
    cast.add("Search")
    answer = site.browser(cast.alice).post(f"{queue}/items/1/join", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.mimetype, answer.json["code"]) == (
        409,
        "application/problem+json",
        "not_running",
    )
    assert "Set-Cookie" not in answer.headers


def test_who_has_the_page_already_gets_it_with_the_sentence_and_then_without(site, cast, queue):
    cast.add("Search")
    browser = site.browser(cast.alice)
    known = {"If-None-Match": browser.get(queue).headers["ETag"]}
    browser.post(f"{queue}/items/1/join", headers={"Referer": f"http://localhost{queue}"})
    told = browser.get(queue, headers=known)
    assert (told.status_code, 'role="alert"' in told.text) == (200, True)
    after = browser.get(queue, headers={"If-None-Match": told.headers["ETag"]})
    assert (after.status_code, 'role="alert"' in after.text) == (200, False)
    assert browser.get(queue, headers=known).status_code == 304


def test_the_longest_title_of_rare_letters_fits_into_the_cookie(site, cast, queue):
    cast.add("".join(chr(0x20000 + 131 * n % 0xA000) for n in range(200)))
    answer = site.browser(cast.alice).post(f"{queue}/items/1/join")
    assert answer.status_code == 303
    assert 500 < len(answer.headers["Set-Cookie"]) < LARGEST_COOKIE


def test_a_list_that_is_refused_is_kept_though_the_queue_is_empty_no_more(cast, bob, queue):
    page = bob.look(queue)
    cast.add("Search")
    answer = bob.press(page, "Add items", text="Tax\n" + "x" * 201)
    assert answer.response.status_code == 422
    assert any(("text", "Tax\n" + "x" * 201) in form.fields for form in answer.forms)
    bob.press(answer, "Add items", text="Tax")
    assert (cast.order(), bob.address) == (["Search", "Tax"], queue)


def test_a_step_for_an_item_that_was_finished_meanwhile_is_given_back(cast, runs, alice, item):
    page = alice.look(item)
    cast.do(finish, item=1)
    answer = alice.press(page, "Add", step="ask two hotels")
    assert answer.response.status_code == 409
    assert "is already finished" in answer.alert
    assert "\nask two hotels</textarea>" in answer.response.text


@pytest.mark.parametrize(("button", "field"), [("Ask", "text"), ("Add note", "text"), ("Add", "step")])
def test_a_form_of_the_item_page_says_beside_its_own_field_what_is_wrong(runs, alice, item, button, field):
    typed = "x" * 20_001
    answer = alice.press(alice.look(item), button, **{field: typed})
    assert answer.response.status_code == 422
    (form,) = [form for form in answer.forms if (field, typed) in form.fields]
    assert button in form.buttons
    assert answer.response.text.count("-wrong") == 2


def test_a_step_of_an_item_that_was_finished_is_not_ticked(cast, runs, alice, item):
    cast.do(add_step, by=cast.alice, item=1, step="ask")
    page = alice.look(item)
    cast.do(finish, item=1, steps="anyway")
    assert "is already finished" in alice.press(page, "ask").alert
    assert alice.address == item


@pytest.mark.parametrize("page", ["", "/standup", "/items/1"])
def test_a_click_for_help_is_refused_on_the_page_of_the_click(cast, runs, alice, queue, page):
    alice.look(f"{queue}{page}")
    cast.do(finish, item=1)
    answer = alice.browser.post(
        f"{queue}/items/1/ask", {"text": "a second person"}, headers={"Referer": f"http://localhost{queue}{page}"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{queue}{page}")
    assert "is already finished" in alice.look(f"{queue}{page}").alert


def test_a_form_for_help_is_refused_on_its_own_page(runs, alice, item):
    answer = alice.press(alice.look(item), "Ask", text="x" * 501)
    assert answer.response.status_code == 422
    assert alice.address == f"{item}/ask"
    assert any(("text", "x" * 501) in form.fields for form in answer.forms)


def test_a_list_of_the_team_page_is_refused_beside_it(bob, cast, queue):
    search = given.area(cast, "Search")
    answer = bob.browser.post(f"{queue}/merge-areas", {"area": search, "into": search})
    assert (answer.status_code, "Choose two different areas." in answer.text) == (422, True)
    answer = bob.browser.post(f"{queue}/set-role", {"person": cast.bob, "role": "member"})
    assert (answer.status_code, answer.text.count('class="refusal wide-row"')) == (409, 1)


def test_a_name_that_somebody_else_claimed_is_refused_on_the_cover_page(alice, cast, queue):
    anna = given.former(cast.doors, cast.team, "Anna")
    cast.do(claim, by=cast.bob, former_person=anna)
    answer = alice.browser.post(f"{queue}/cover/that-was-me", {"former_person": anna})
    assert (answer.status_code, 'role="alert"' in answer.text) == (409, True)


@pytest.mark.parametrize(
    ("address", "typed", "page", "told"),
    [
        ("/account/tokens/revoke", {"token": "x"}, "/account", "whole number"),
        ("/example", {"zone": "Mars/Olympus"}, "/", "time zone does not exist"),
        ("{queue}/remove-example", {}, "{queue}/team", "Only the example team"),
    ],
)
def test_a_click_that_is_no_action_of_a_team_is_refused_like_any_other(bob, queue, address, typed, page, told):
    address, page = address.format(queue=queue), page.format(queue=queue)
    answer = bob.browser.post(address, typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert told in bob.look(page).alert
    assert bob.browser.post(address, typed, headers={"Accept": "application/json"}).status_code in (409, 422)


def test_a_button_of_a_page_of_the_team_is_refused_and_answered_in_its_section(bob, queue):
    work = f"{queue}/team/work"
    answer = bob.browser.post(f"{queue}/remove-days-off", {"day": "today"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{work}#calendar")
    page = bob.look(work)
    assert page.alert
    assert page.response.text.index('id="calendar"') < page.response.text.index('role="alert"')
    bob.browser.post(f"{queue}/add-area", {"name": "Rooms"})
    assert re.search(
        r'id="areas">\s*<h2.*?</h2>\s*<p class="note note-done" role="status"', bob.look(work).response.text
    )
    bob.browser.post(f"{queue}/add-area", {"name": "Doors"})
    assert "note-done" not in bob.look(f"{queue}/team").response.text  # Another page shows it at its top.
