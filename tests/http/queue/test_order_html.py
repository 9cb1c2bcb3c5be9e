"""The order history in a browser: what changed the order, why, who and when; undone on its line."""

from datetime import timedelta

import pytest

from queue_app.domain.queue.order import Target
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top, swap
from queue_app.usecases.queue.put_back import put_back
from tests.conftest import BOTH_ENGINES
from tests.screens.test_queue import BECAUSE
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture
def history(queue):
    return f"{queue}/order"


@pytest.fixture
def moved(cast):
    """Refunds moved to the top and was put back, Search made room for Refunds, Fax was dropped, the limit is 4."""
    cast.add("Search", "Refunds", "Fax", "Tax")
    cast.do(move, items=[2], target=Target(end="top"), reason=BECAUSE)
    cast.do(pull_top, by=cast.alice)
    cast.do(put_back, by=cast.alice, item=2, kind="something_else_first", words="first the tax")
    cast.do(drop, item=3, reason="Nobody has one.")
    cast.now += timedelta(days=1)
    cast.do(move, items=[4, 2], target=Target(end="bottom"), reason=BECAUSE)
    cast.do(pull_top, by=cast.alice)
    cast.do(swap, by=cast.alice, item=1, kind="cannot_go_on")
    cast.do(set_limit, limit=4, reason="a fourth person came")
    return cast


def test_every_change_is_told_with_its_reason_and_who(moved, bob, history):
    words = bob.look(history).words
    assert "WIP limit changed from 3 to 4 Reason: a fourth person came Bob" in words
    assert "Search #1 made room for “Refunds” Reason: We cannot go on" in words
    assert "Fax #3 was dropped Reason: Nobody has one. Bob" in words
    assert "Refunds #2 was put back Reason: Something else came first: first the tax" in words
    assert f"Refunds #2 moved to the top Reason: {BECAUSE.words} Bob" in words
    assert "and one more moved to the bottom" in words
    assert words.index("today") < words.index("yesterday") < words.index("Fax #3 was dropped")


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (Target(below=9), "moved below “Item 9”"),
        (Target(above=10), "moved above “Item 10”"),
        (Target(end="bottom"), "moved to the bottom"),
        (Target(end="top"), "moved to the top"),
    ],
)
def test_a_move_never_names_a_running_item_that_is_hidden_in_the_order(cast, alice, bob, queue, history, target, told):
    # P6
    cast.add(*(f"Item {n}" for n in range(1, 13)))
    cast.do(move, items=[11], target=Target(below=9))
    for number in range(1, 11):
        cast.do(block, item=number, sentence="Waits.")
    for number in (11, 12):
        cast.do(pull_top, by=cast.alice, expect=number, others="both")
    cast.do(move, items=[2], target=target, reason=BECAUSE)
    assert f"Item 2 #2 {told}" in bob.look(history).words
    assert told in alice.look(f"{queue}/items/2").words


def test_a_move_is_told_by_a_place_that_is_true_upwards_and_downwards(cast, bob, history):
    cast.add(*(f"Item {n}" for n in range(1, 8)))
    cast.do(move, items=[7], target=Target(above=5))
    cast.do(move, items=[4], target=Target(below=6))
    words = bob.look(history).words
    assert "Item 7 #7 moved above “Item 5”" in words
    assert "Item 4 #4 moved below “Item 6”" in words


def test_an_observer_reads_it_without_names_and_presses_nothing(moved, carol, history):
    page = carol.look(history)
    assert "Fax #3 was dropped" in page.words
    shown = page.words.split("Signed in as")[0]
    assert not [name for name in ("Alice", "Bob", "Carol") if name in shown]
    assert page.forms == []


def test_before_anything_moved_it_says_what_will_stand_there(cast, alice, history):
    assert "Nothing moved yet." in alice.look(history).words


def test_the_last_act_is_undone_on_its_line(site, cast, bob, history):
    cast.add("Search", "Refunds", "Tax")
    bob.press(bob.look(f"/teams/{cast.team}/items/3/move"), "Top", kind="learned", reason="Guests ask.")
    assert cast.order() == ["Tax", "Search", "Refunds"]
    page = bob.press(bob.look(history), "Undo:")
    assert cast.order() == ["Search", "Refunds", "Tax"]
    assert bob.address == history
    assert "was changed back" in page.words


def test_who_does_not_order_has_no_coin(moved, alice, history):
    assert "Flip" not in alice.look(history).words


@BOTH_ENGINES
def test_older_lines_are_a_link_away(cast, bob, history):
    cast.add("Search", "Refunds")
    for n in range(103):
        cast.do(move, items=[2], target=Target(end="top" if n % 2 else "bottom"), reason=BECAUSE)
    bob.look(history)  # Makes the forecast of the day: the last move is told with its cost.
    with counted(cast.doors) as sent:
        first = bob.look(history)
    second = bob.look(first.link("Show older"))
    assert [page.words.count(" moved ") for page in (first, second)] == [100, 2]
    assert "Show older" not in second.words
    assert len(sent) <= 12


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("before=x", 422),
        ("before=0", 422),
        ("before=99999999999999999999", 422),
        ("before=2147483647", 200),
        ("before=1", 200),
        ("before=", 200),
        ("before=%00", 400),
        ("before=" + "9" * 8200, 400),
    ],
)
def test_odd_cursors_get_a_clear_answer(moved, alice, history, query, status):
    assert alice.browser.get(f"{history}?{query}").status_code == status


def test_a_foreign_history_is_as_missing_as_none(site, history):
    mallory = site.browser(site.cast.mallory)
    foreign, missing = mallory.get(history), mallory.get("/teams/999/order")
    assert (foreign.status_code, foreign.data) == (404, missing.data)


def test_asking_again_costs_nothing_until_something_changes(moved, alice, history):
    asked = {"If-None-Match": alice.browser.get(history).headers["ETag"]}
    assert alice.browser.get(history, headers=asked).status_code == 304
    moved.do(set_limit, limit=3, reason="she left again")
    assert alice.browser.get(history, headers=asked).status_code == 200
