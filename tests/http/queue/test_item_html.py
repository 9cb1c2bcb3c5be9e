"""The item page and the page of each verb without scripts: the questions, the results and the refusals."""

import re
from datetime import timedelta

import pytest

from queue_app.domain.queue.item import State
from queue_app.domain.queue.order import Target
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.plan import edit_plan
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import run
from tests.http.reading import Shown
from tests.rows import tags
from tests.screens.test_queue import BECAUSE
from tests.store.rows import area, finished, start_back


def test_the_page_says_what_it_is_where_it_stands_and_what_happened(cast, alice, item):
    cast.add("Search", "Refunds")
    cast.do(move, items=[1], target=Target(end="bottom"), reason=BECAUSE)
    page = alice.look(item)
    assert "position 2 of 2" in page.words
    assert "moved to the bottom, Bob" in page.words
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


@pytest.mark.usefixtures("day_of_the_cast")
def test_a_finished_item_closes_in_its_place_with_its_days_and_how_they_compare(
    cast, alice, bob, queue, item, monkeypatch
):
    monkeypatch.setitem(run.__kwdefaults__, "clock_now", lambda: cast.now)
    today = cast.now.date()
    finished(cast, *[1] * 11, *[9] * 9, on=today - timedelta(days=2))
    cast.add("Search", "Refunds")
    alice.press(alice.look(queue), "Pull")
    start_back(cast, 1, 5)
    done = alice.press(alice.look(alice.look(queue).link("Finish Search")), "Finish")
    assert (
        "Finished Search #1 It took 5 days. 4 of 10 items take longer." in done.words.partition("In progress 0 of")[2]
    )
    assert "Pull" in done.words
    assert "take longer" not in bob.look(queue).words
    assert "It took 5 days. 4 of 10 items take longer." in bob.look(item).words
    cast.now += timedelta(seconds=61)
    assert "take longer" not in alice.look(queue).words


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
    assert "Alice and Bob on it . After you put it back, nobody is on it" in page.words.replace("it.", "it .")
    without = alice.press(page, "Put back")
    assert without.response.status_code == 422
    alice.press(without, "Put back", kind="other", reason="first the tax")
    assert cast.item(1).state is State.WAITING


def test_swapping_says_what_comes_instead(cast, runs, alice, item):
    page = alice.look(f"{item}/swap")
    assert "You pull “Refunds” instead" in page.words
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
    assert "You skipped “Search”. Your next pull takes the item below" in page.words
    assert "passes over one item you skipped Refunds" in alice.look(queue).words


def test_blocking_changing_its_words_and_going_on(cast, runs, alice, item):
    page = alice.press(alice.look(f"{item}/block"), "Block", reason="waits for the bank")
    assert "waits for the bank" in page.words
    change = alice.look(page.link("Edit reason"))
    page = alice.press(change, "Save", next_step="call at 11")
    assert "call at 11" in page.words
    assert "waits for the bank" in page.words
    page = alice.press(page, "Unblock")
    assert not cast.item(1).blocked


def test_a_second_block_is_refused_with_the_first(cast, runs, alice, item):
    page = alice.look(f"{item}/block")
    cast.do(block, item=1, sentence="waits for the bank")
    answer = alice.press(page, "Block", reason="waits for me")
    assert answer.response.status_code == 409
    assert "“Search” is already blocked: waits for the bank." in answer.words
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
    assert "“Refunds” already is" in alice.look(f"{item}/urgent").words
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
    assert (answer.response.status_code, "“Refunds” is already dropped." in answer.words) == (409, True)


def test_whoever_is_not_on_it_is_offered_joining_before_finishing(cast, runs, alice, bob, item):
    assert [main_buttons(visitor.look(item)) for visitor in (alice, bob)] == [["Finish"], ["Join"]]


def test_a_verb_that_does_not_fit_any_more_offers_no_form(cast, runs, alice, bob, item):
    page = alice.look(f"{item}/skip")
    assert "You cannot do this now" in page.words
    assert "In words" not in page.words
    assert ("Back to the item", item) in page.links
    assert "You cannot do this now" not in bob.look(f"{item}/finish").words


def main_buttons(page: Shown) -> list[str]:
    return re.findall(r'class="btn btn-main"[^>]*>(\w+)<', page.response.get_data(as_text=True))
