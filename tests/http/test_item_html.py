"""The item page and the page of each verb, used without scripts: what is asked, what happens, how one is refused."""

import pytest

from queue_app.domain.item import State
from queue_app.domain.order import Target
from queue_app.usecases.block import block
from queue_app.usecases.drop import drop
from queue_app.usecases.finish import finish
from queue_app.usecases.join import join
from queue_app.usecases.move import move
from queue_app.usecases.plan import edit_plan
from queue_app.usecases.pull import pull_top
from queue_app.usecases.urgent import urgent
from tests.given import plan_of
from tests.http.reading import Person
from tests.rows import column, tags
from tests.store.rows import area, fill
from tests.store.test_queue_screen import BECAUSE


@pytest.fixture
def item(queue):
    return f"{queue}/items/1"


@pytest.fixture
def runs(cast):
    """Search runs with Alice on it; Refunds and Tax wait."""
    cast.add("Search", "Refunds", "Tax")
    cast.do(pull_top, by=cast.alice)


def test_the_page_says_what_it_is_where_it_stands_and_what_happened(cast, alice, item):
    cast.add("Search", "Refunds")
    cast.do(move, items=[1], target=Target(end="bottom"), reason=BECAUSE)
    page = alice.look(item)
    assert "number 2 of 2" in page.words
    assert "went below “Refunds” , Bob" in page.words.replace("”,", "” ,")
    assert "Guests ask for it." in page.words


def test_finishing_asks_for_the_day_the_areas_and_who_worked_along(cast, runs, alice, item):
    payments = area(cast, "Payments", 1)
    search = area(cast, "Search")
    cast.do(join, by=cast.bob, item=1)
    page = alice.look(f"{item}/finish")
    sent = [pair for form in page.forms for pair in form.fields if pair[1]]
    assert ("areas", str(payments)) in sent
    assert ("areas", str(search)) not in sent
    assert {value for name, value in sent if name == "worked_along"} == {str(cast.alice), str(cast.bob)}
    done = alice.press(page, "Finish", areas=["", str(search)], worked_along=["", str(cast.bob)])
    assert cast.item(1).state is State.FINISHED
    assert tags(cast, 1) == [search]
    assert "finished" in done.words
    assert alice.address == item


def test_finishing_with_open_steps_asks_what_becomes_of_them(cast, runs, alice, item):
    cast.do(edit_plan, by=cast.alice, item=1, lines=["ask", "build"])
    answer = alice.press(alice.look(f"{item}/finish"), "Finish")
    assert answer.response.status_code == 409
    assert "2 steps of the plan are open" in answer.words
    alice.press(answer, "Finish", open_steps="split")
    assert cast.order()[0] == "Rest of Search"


def test_a_day_that_cannot_be_is_refused_beside_its_field(cast, runs, alice, item):
    answer = alice.press(alice.look(f"{item}/finish"), "Finish", on="2001-01-01")
    assert answer.response.status_code == 422
    assert "Choose a day from" in answer.words
    assert any(("on", "2001-01-01") in form.fields for form in answer.forms)
    assert cast.item(1).state is State.IN_PROGRESS


def test_putting_back_names_the_people_before_it_is_confirmed(cast, runs, alice, item):
    cast.do(join, by=cast.bob, item=1)
    page = alice.look(f"{item}/put-back")
    assert "Alice and Bob on it . They are on it no more when you put it back." in page.words.replace("it.", "it .")
    without = alice.press(page, "Put back")
    assert without.response.status_code == 422
    alice.press(without, "Put back", kind="other", reason="first the tax")
    assert cast.item(1).state is State.WAITING


def test_swapping_says_what_comes_instead(cast, runs, alice, item):
    page = alice.look(f"{item}/swap")
    assert "“Refunds” is pulled instead" in page.words
    alice.press(page, "Swap", kind="cannot_go_on")
    assert (cast.item(1).state, cast.item(2).state) == (State.WAITING, State.IN_PROGRESS)


def test_a_swap_with_nothing_to_pull_says_so_instead_of_a_form(cast, alice, item):
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    page = alice.look(f"{item}/swap")
    assert "Nothing can be pulled" in page.words
    assert not any(button.startswith("Swap") for form in page.forms for button in form.buttons)


def test_skipping_passes_the_item_for_this_person_alone(cast, alice, queue, item):
    cast.add("Search", "Refunds")
    page = alice.press(alice.look(f"{item}/skip"), "Skip", kind="area")
    assert "You skipped “Search”; your next pull takes the one below" in page.words
    assert "Next passes over one that you skipped Refunds" in alice.look(queue).words


def test_blocking_changing_its_words_and_going_on(cast, runs, alice, item):
    page = alice.press(alice.look(f"{item}/block"), "Block", reason="waits for the bank")
    assert "waits for the bank" in page.words
    change = alice.look(page.link("Change the words"))
    page = alice.press(change, "Change the words", next_step="call at 11")
    assert "call at 11" in page.words
    assert "waits for the bank" in page.words
    page = alice.press(page, "It moves again")
    assert not cast.item(1).blocked


def test_a_second_block_is_refused_with_the_first(cast, runs, alice, item):
    page = alice.look(f"{item}/block")
    cast.do(block, item=1, sentence="waits for the bank")
    answer = alice.press(page, "Block", reason="waits for me")
    assert answer.response.status_code == 409
    assert "“Search” is blocked already: waits for the bank." in answer.words
    assert any(("reason", "waits for me") in form.fields for form in answer.forms)


def test_splitting_keeps_the_number_for_the_first_line(cast, bob, item):
    cast.add("Search", "Refunds")
    page = bob.look(f"{item}/split")
    one = bob.press(page, "Split", pieces="Search")
    assert one.response.status_code == 422
    bob.press(one, "Split", pieces="Search rooms\nSearch stays")
    assert cast.order() == ["Search rooms", "Search stays", "Refunds"]
    assert cast.item(1).title == "Search rooms"


def test_one_item_of_a_team_is_urgent(cast, alice, item, queue):
    cast.add("Search", "Refunds")
    bare = alice.press(alice.look(f"{queue}/items/2/urgent"), "Make it urgent")
    assert bare.response.status_code == 422
    alice.press(bare, "Make it urgent", kind="customer_defect", reason="Nobody can pay.")
    assert cast.order() == ["Refunds", "Search"]
    assert "“Refunds” is urgent already" in alice.look(f"{item}/urgent").words
    page = alice.press(alice.look(f"{queue}/items/2"), "Not urgent any more")
    assert not cast.item(2).urgent
    assert page.response.status_code == 200


def test_dropping_restoring_and_reopening(cast, runs, bob, item, queue):
    bob.press(bob.look(f"{queue}/items/3/drop"), "Drop", reason="Nobody asks for it.")
    assert cast.item(3).state is State.DROPPED
    bob.press(bob.look(f"{queue}/items/3"), "Restore")
    assert cast.order() == ["Search", "Refunds", "Tax"]
    cast.do(finish, item=1)
    bob.press(bob.look(f"{item}/reopen"), "Reopen", reason="It came back.")
    assert cast.item(1).state is State.WAITING


def test_what_left_the_order_meanwhile_is_refused_in_words(cast, runs, alice, queue):
    page = alice.look(f"{queue}/items/2/block")
    cast.do(drop, item=2, reason="Nobody asks for it.")
    answer = alice.press(page, "Block", reason="waits for the bank")
    assert (answer.response.status_code, "“Refunds” is dropped already." in answer.words) == (409, True)


def test_the_plan_is_ticked_step_by_step_and_written_anew(cast, runs, alice, item):
    page = alice.press(alice.look(item), "Add", step="ask two hotels")
    page = alice.press(page, "ask two hotels")
    assert plan_of(cast, 1) == [("ask two hotels", True)]
    alice.press(alice.look(f"{item}/plan"), "Change the plan", text="ask two hotels\nbuild")
    assert plan_of(cast, 1) == [("ask two hotels", True), ("build", False)]


def test_a_plan_that_somebody_changed_meanwhile_shows_both(cast, runs, alice, bob, item):
    page = alice.look(f"{item}/plan")
    bob.press(bob.look(f"{item}/plan"), "Change the plan", text="ask")
    answer = alice.press(page, "Change the plan", text="build")
    assert answer.response.status_code == 409
    assert "As it is now ask" in answer.words
    assert any(("text", "build") in form.fields for form in answer.forms)


def test_two_who_edit_the_same_words_lose_nothing(cast, runs, alice, bob, item):
    mine, theirs = alice.look(f"{item}/edit"), bob.look(f"{item}/edit")
    bob.press(theirs, "Save", words="Bob's words")
    answer = alice.press(mine, "Save", words="Alice's words")
    assert answer.response.status_code == 409
    assert "Bob's words" in answer.words
    assert any(("words", "Alice's words") in form.fields for form in answer.forms)
    alice.press(answer, "Save", words="both")
    assert column(cast, 1, "words") == "both"


def test_notes_are_added_with_who_and_never_as_html(cast, runs, alice, item):
    page = alice.press(alice.look(item), "Add the note", text="**Seven** days <script>alert(1)</script>")
    assert "<strong>Seven</strong> days &lt;script&gt;" in page.response.text
    assert "Alice, " in page.words


def test_company_is_asked_for_and_no_more_needed(cast, runs, alice, bob, item, queue):
    alice.press(alice.look(item), "Ask", text="a second person")
    assert "a second person" in bob.look(queue).words
    alice.press(alice.look(item), "No company needed any more")
    assert cast.item(1).company is None


def test_joining_and_leaving_are_ones_own_click(cast, runs, bob, item):
    page = bob.press(bob.look(item), "Join")
    assert "Alice and Bob on it" in page.words
    page = bob.press(page, "Leave")
    assert "Alice on it" in page.words


def test_a_move_names_a_place_an_end_or_a_neighbour(cast, bob, queue):
    fill(cast, 12)
    page = bob.look(f"{queue}/items/8/move")
    assert "It is number 8 of 12" in page.words
    bob.press(page, "Put it there", position="10")
    assert cast.order()[9] == "Item 8"
    bob.press(bob.look(f"{queue}/items/8/move"), "Bottom")
    assert cast.order()[-1] == "Item 8"
    bob.press(bob.look(f"{queue}/items/8/move"), "One up")
    assert cast.order()[-2] == "Item 8"
    found = bob.look(f"{queue}/items/8/move?q=item+5")
    bob.press(found, "Below Item 5")
    assert cast.order()[5] == "Item 8"


def test_a_move_into_the_top_asks_for_the_reason_in_the_same_form(cast, bob, queue):
    fill(cast, 12)
    answer = bob.press(bob.look(f"{queue}/items/8/move"), "Put it there", position="2")
    assert answer.response.status_code == 409
    assert "This changes the first 3 waiting places. Say why in one sentence, with its kind." in answer.words
    assert any(("position", "2") in form.fields for form in answer.forms)
    bob.press(answer, "Put it there", kind="learned", reason="Guests ask for it.")
    assert cast.order()[1] == "Item 8"


@pytest.mark.parametrize("position", ["0", "-1", "x", "1.5", str(2**63)])
def test_a_position_that_is_none_is_refused(site, cast, bob, queue, position):
    fill(cast, 12)
    page = bob.look(f"{queue}/items/8/move")
    before = site.digest()
    answer = bob.press(page, "Put it there", position=position)
    assert answer.response.status_code == 422
    assert site.digest() == before


def test_beyond_the_last_place_is_the_bottom_and_the_own_place_is_no_move(site, cast, bob, queue):
    fill(cast, 12)
    page = bob.press(bob.look(f"{queue}/items/8/move"), "Put it there", position="8")
    assert "Nothing had to change" in page.words
    bob.press(bob.look(f"{queue}/items/8/move"), "Put it there", position="99")
    assert cast.order()[-1] == "Item 8"


def test_a_neighbour_that_left_the_order_is_refused_with_the_order_as_it_is(cast, bob, queue):
    fill(cast, 12)
    page = bob.look(f"{queue}/items/8/move")
    cast.do(drop, item=9, reason="Nobody asks for it.")
    answer = bob.press(page, "Below Item 9")
    assert answer.response.status_code == 409
    assert "“Item 9” has left the order meanwhile." in answer.words
    assert "Item 10" in answer.words


def test_from_a_page_that_led_to_a_form_one_gets_back_there(cast, runs, alice, queue, item):
    alice.look(f"{queue}?q=tax")
    alice.press(alice.look(f"{item}/finish"), "Finish")
    assert alice.address == f"{queue}?q=tax"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/teams/2", "/account", "/\\evil"])
def test_a_form_leads_to_no_page_but_those_of_the_team(site, cast, runs, item, elsewhere):
    browser = site.browser(cast.alice)
    answer = browser.post(f"{item}/leave", {"next": elsewhere}, headers={"Referer": elsewhere})
    assert (answer.status_code, answer.headers["Location"]) == (303, item)


def test_an_observer_may_look_at_the_item_and_at_no_form(site, cast, runs, item):
    carol = Person(site.browser(cast.carol))
    assert carol.look(item).response.status_code == 200
    for verb in ("finish", "move", "edit", "block"):
        assert carol.look(f"{item}/{verb}").response.status_code == 403


def test_a_member_may_not_order_unless_the_team_says_so(cast, runs, alice, queue):
    assert alice.look(f"{queue}/items/2/move").response.status_code == 403
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
