"""The stand-up, used as a team without scripts uses it: what one sees in which order, the next act of each row, no names."""

import re
from datetime import timedelta

import pytest

from queue_app.domain.queue.item import State
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import leave
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top, skip
from queue_app.usecases.transaction import run

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


def test_each_item_is_told_once_below_the_question_with_what_changed_folded(alice, busy, standup):
    page = alice.look(standup)
    assert "What is the team doing to help?" in page.words
    below = page.response.text.split("</h1>")[1]
    parts = ("What needs the team", "Room and next pulls", "Order changed", "Finished", "Something missing?")
    places = [below.index(f">{part}") for part in parts]
    assert places == sorted(places)
    item = f'<h3><a href="{standup.replace("standup", "items")}'
    assert [below.count(f'{item}/{number}">') for number in (2, 3, 4)] == [1, 0, 1]
    assert "waits for the bank" in page.words
    assert "Next step: none yet" in page.words
    assert "changed from 3 to 4" in page.words
    assert "a fourth person came" in page.words
    assert "skipped once: “I do not know this area”" in page.words
    assert "Looking for: somebody who draws" in page.words
    assert "Finished 1, thank you!" in page.words
    assert re.search(r"Logo #\d+ took one day", page.words)


@pytest.mark.parametrize("who", ["alice", "bob", "carol"])
def test_no_name_stands_on_it(request, busy, standup, who):
    page = request.getfixturevalue(who).look(standup)
    assert page.response.status_code == 200
    shown = page.words.split("Signed in as")[0]
    assert not [name for name in ("Alice", "Bob", "Carol") if name in shown]


def test_an_observer_reads_and_has_nothing_to_press(carol, busy, standup):
    page = carol.look(standup)
    assert "waits for the bank" in page.words
    assert [form.method for form in page.forms] == ["get"]
    assert "next pulls" not in page.words
    assert "I do not know this area" not in page.words
    assert "Something missing?" not in page.words


def test_when_all_is_well_the_first_line_says_so(cast, alice, standup):
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    page = alice.look(standup)
    assert "Nothing blocked, nothing old. Room for 2. Pull Refunds." in page.words


def test_help_is_one_click_and_leads_back_to_the_standup(cast, alice, busy, standup):
    page = alice.press(alice.look(standup), "Help")
    assert alice.address == standup
    assert "1 on it" in page.words
    assert not [form for form in page.forms if "Help Search" in form.buttons]
    page = alice.press(page, "Unblock")
    assert cast.item(2).block_id is None
    assert "waits for the bank" not in page.words


def test_what_nobody_is_on_is_joined_from_there(cast, bob, busy, standup):
    cast.do(unblock, by=cast.bob, item=2)
    page = bob.look(standup)
    assert "Nobody on it" in page.words
    page = bob.press(page, "Join Search")
    assert bob.address == standup
    assert "Nobody on it" not in page.words


def test_pulling_and_looking_for_company_are_one_click(cast, alice, busy, standup):
    alice.press(alice.look(standup), "Look for a second person")
    assert cast.item(4).company == "a second person"
    alice.press(alice.look(standup), "Pull")
    assert cast.item(4).state is State.IN_PROGRESS


def test_each_link_of_a_row_leads_to_a_page_of_the_item(cast, bob, standup):
    cast.add("Search", "Refunds", "Tax")
    cast.do(block, item=3, sentence="waits for the office")
    cast.do(pull_top, by=cast.alice)
    cast.do(block, item=1, sentence="waits for the bank")
    cast.do(leave, by=cast.alice, item=1)
    cast.now += timedelta(days=20)
    page = bob.look(standup)
    assert "Unchanged for two stand-ups." in page.words
    assert page.words.count("Decide today") == 2
    assert "Blocked for more than ten working days." in page.words
    links = ("Swap", "Drop Search", "Drop Tax", "Move Tax", "Set next step Tax", "Put back")
    assert [bob.look(page.link(words)).response.status_code for words in links] == [200] * len(links)


def test_a_refused_act_is_told_on_the_standup(cast, alice, busy, standup):
    page = alice.look(standup)
    cast.do(leave, by=cast.bob, item=3)
    cast.do(finish, item=2)
    answer = alice.press(page, "Help")
    assert alice.address == standup
    assert "is finished, not in progress." in answer.alert
    assert "What is the team doing to help?" in answer.words


def test_what_is_not_on_the_board_becomes_an_item_at_the_bottom(cast, alice, busy, standup):
    page = alice.press(alice.look(standup), "Add", text="Paint the door")
    assert alice.address == standup
    assert cast.order()[-1] == "Paint the door"
    assert "“Paint the door”" in page.words


def test_or_what_a_running_item_waits_for(cast, alice, busy, standup):
    page = alice.press(alice.look(standup), "Add", text="waits for paint", item="3")
    assert cast.item(3).blocked
    assert "waits for paint" in page.words


def test_who_skipped_an_item_pulls_the_next_one_from_there(cast, alice, bob, standup, monkeypatch):
    monkeypatch.setitem(run.__kwdefaults__, "clock_now", lambda: cast.now)  # The skip still holds.
    cast.add("Search", "Refunds")
    cast.do(skip, by=cast.bob, item=1, kind="area")
    bob.press(bob.look(standup), "Pull Refunds")
    assert cast.item(2).state is State.IN_PROGRESS
    assert not [form for form in bob.look(standup).forms if "Pull Search" in form.buttons]
    alice.press(alice.look(standup), "Pull Search")
    assert cast.item(1).state is State.IN_PROGRESS


def test_what_went_back_and_forth_is_marked_with_the_day_on_which_it_left(cast, bob, standup):
    cast.add("Search", "Refunds", "Tax", "Map")
    reason = Reason("date", "The fair begins.")
    cast.do(move, items=[1], target=Target(end="bottom"), reason=reason)
    cast.now += timedelta(days=1)
    cast.do(move, items=[1], target=Target(end="top"), reason=reason)
    page = bob.look(standup)
    assert re.search(
        r"Search #1 moved to the top Reason: The fair begins. back and forth It left the top \w+", page.words
    )
    assert (
        "The top changed 2 times in 14 days (all because of dates). 2 items were pushed out, 1 returned." in page.words
    )
    for address in (page.link("Move Search"), f"/teams/{cast.team}/order"):
        assert "The top changed 2 times in 14 days" in bob.look(address).words


def test_a_lifted_row_is_told_how_steady_the_top_was(cast, bob, queue):
    cast.add("Search", "Refunds", "Tax", "Map")
    for number in (4, 3):
        cast.do(move, items=[number], target=Target(end="top"), reason=Reason("learned", "They need it."))
    told = bob.look(f"{queue}/cost?items=2&to=top").words
    assert "The top changed 2 times in 14 days" in told
    assert "No other item slips" not in told  # Unknown without a forecast.


def test_the_team_walks_from_item_to_item_by_links_alone(cast, alice, busy, standup):
    page = alice.look(alice.look(standup).link("Walk through"))
    titles = []
    while "Then:" in page.words:
        titles.append(re.search(r"<h1><a [^>]*>(.*?)</a>", page.response.text)[1])
        page = alice.look(page.link("Then:"))
    assert titles[:2] == ["Search", "Tax"]
    assert page.link("Close") == page.link("Back to the list") == standup
    assert "Search" in alice.look(page.link("← Back")).words or len(titles) > 2


def test_an_act_of_the_walk_leads_back_to_its_step_even_where_the_item_is_settled(cast, alice, busy, standup):
    step = f"{standup}?walk=1&item=2"
    page = alice.press(alice.look(step), "Help")
    assert alice.address == step
    page = alice.press(page, "Unblock")
    assert alice.address == step
    cast.do(finish, by=cast.alice, item=2)
    page = alice.look(step)
    assert "#2 needs nothing more now." in page.words
    assert "Then:" in page.words


@pytest.mark.parametrize("walk", ["0", "99", "x", "-1", "9999999999"])
def test_an_odd_step_is_the_nearest_one_or_the_list(alice, busy, standup, walk):
    page = alice.look(f"{standup}?walk={walk}&item=x")
    assert page.response.status_code == 200
    assert ("Close Esc" in page.words) is (walk in ("0", "99"))
