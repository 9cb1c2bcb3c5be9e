"""Stand-up, finished and order history, used without scripts."""

from datetime import timedelta

import pytest

from queue_app.domain.item import State
from queue_app.domain.order import Target
from queue_app.usecases.block import block
from queue_app.usecases.drop import drop
from queue_app.usecases.finish import finish
from queue_app.usecases.limit import set_limit
from queue_app.usecases.move import move
from queue_app.usecases.pull import pull_top
from queue_app.usecases.skip import skip
from tests.store.rows import fill, finished
from tests.store.test_queue_screen import BECAUSE


@pytest.fixture
def standup(queue):
    return f"{queue}/standup"


def test_when_all_is_well_the_first_line_says_so_and_what_to_pull(cast, alice, standup):
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    page = alice.look(standup)
    assert "What is the team doing to help?" in page.words
    assert "room for 2: pull Refunds" in page.words


def test_a_blocked_item_says_for_how_long_why_and_what_is_next(cast, alice, standup):
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.do(block, item=1, sentence="waits for the bank", next_step="call at 11")
    page = alice.look(standup)
    for words in ("Running, counts for the limit", "waits for the bank", "call at 11"):
        assert words in page.words
    alice.press(page, "It moves again")
    assert not cast.item(1).blocked
    assert alice.address == standup


def test_what_nobody_is_on_can_be_joined_from_there(cast, alice, bob, standup):
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.do(pull_top, by=cast.alice)
    page = bob.look(standup)
    assert "one running item" in page.words
    page = bob.press(page, "Join")
    assert "None. Every running item has somebody on it." in page.words


def test_no_name_stands_on_the_standup(cast, bob, standup):
    cast.add("Search", "Refunds", "Tax")
    cast.do(pull_top, by=cast.alice)
    cast.do(block, item=1, sentence="waits for the bank")
    cast.do(skip, by=cast.alice, item=2, kind="area")
    cast.do(set_limit, limit=2, reason="two are away")
    page = bob.look(standup)
    assert "Alice" not in page.words
    assert page.words.count("Bob") == 1, "in the foot, where one is signed in"
    assert "skipped once: “I do not know this area”" in page.words
    assert "two are away" in page.words


def test_what_is_not_on_the_board_becomes_an_item_or_a_block(cast, alice, standup):
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    alice.press(alice.look(standup), "Add it", text="Call the tax office")
    assert cast.order()[-1] == "Call the tax office"
    page = alice.press(alice.look(standup), "Add it", text="waits for a key", item="1")
    assert cast.item(1).blocked
    assert "waits for a key" in page.words


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "x", "item": "x"}, 422),
        ({"text": "x", "item": "3"}, 404),
        ({"text": "x" * 501}, 422),
    ],
)
def test_what_cannot_be_added_is_refused_with_what_was_typed(site, cast, alice, standup, typed, status):
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    page = alice.look(standup)
    before = site.digest()
    answer = alice.press(page, "Add it", **typed)
    assert answer.response.status_code == status
    assert site.digest() == before


def test_one_may_look_back_to_another_day(cast, alice, standup):
    cast.now += timedelta(days=-5)
    assert alice.look(f"{standup}?since=2026-11-17").response.status_code == 200
    for odd in ("x", "0001-01-01", "9999-12-31", "2026-13-01"):
        assert alice.look(f"{standup}?since={odd}").response.status_code == 200


def test_finished_items_stand_by_day_and_can_be_reopened(cast, alice, queue):
    finished(cast, 3)
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    cast.do(finish, by=cast.alice, item=1)
    page = alice.look(f"{queue}/finished")
    assert "took 3 days" in page.words
    assert "Alice" not in page.words.replace("Signed in as Alice", "")
    alice.press(alice.look(page.link("Reopen Search")), "Reopen", reason="It came back.")
    assert cast.item(1).state is State.WAITING
    assert alice.address == f"{queue}/finished"


def test_dropped_items_can_be_searched_and_restored(cast, alice, queue):
    cast.add("Search", "Refunds")
    for number in (1, 2):
        cast.do(drop, item=number, reason="Nobody asks for it.")
    page = alice.look(f"{queue}/finished?only=dropped&q=sea")
    assert "one found" in page.words
    page = alice.press(page, "Restore Search")
    assert cast.order() == ["Search"]
    assert "“Search” waits again, number 1" in page.response.text or "Search" in page.words


def test_finished_items_come_page_by_page_and_an_old_link_begins_again(cast, alice, queue):
    finished(cast, *([1] * 130))
    link = alice.look(f"{queue}/finished").link("Show older")
    assert "Done 100000" in alice.look(link).words
    answer = alice.look(f"{queue}/finished?after=77")
    assert (answer.response.status_code, "Begin again at its top." in answer.words) == (409, True)


def test_every_move_is_told_with_its_reason_and_who(cast, bob, queue):
    fill(cast, 12)
    cast.do(move, items=[8], target=Target(above=2), reason=BECAUSE)
    cast.do(move, items=[9, 10], target=Target(end="bottom"))
    page = bob.look(f"{queue}/order")
    assert "Item 8 went below “Item 1”" in page.words
    assert "Guests ask for it." in page.words
    assert "Item 9 and one more" in page.words


def test_the_coin_orders_two_items_once_and_says_so(cast, bob, queue):
    cast.add("Search", "Refunds", "Tax")
    order = f"{queue}/order"
    page = bob.press(bob.look(order), "Flip", items=["2", "3"])
    assert "The coin fell for" in page.words
    again = bob.press(bob.look(order), "Flip", items=["2", "3"])
    assert again.response.status_code == 409
    assert "It is flipped again once one of the two was moved for a reason." in again.words
    same = bob.press(bob.look(order), "Flip", items=["2", "2"])
    assert same.response.status_code == 422
    assert "Choose two different items." in same.words


def test_a_member_has_no_coin_unless_everybody_orders(cast, alice, queue):
    cast.add("Search", "Refunds")
    assert "Flip a coin" not in alice.look(f"{queue}/order").words
