"""Waits without scripts: the form, the mark on the queue, one click that puts the other item above, and what is to be decided."""

from queue_app.domain.queue.item import State
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.waits.wait import wait_for


def test_a_form_lets_an_item_wait_and_a_click_ends_it(cast, alice, item, queue):
    cast.add("Search", "Ledger")
    done = alice.press(alice.look(f"{item}/wait-for"), "Save", number="2")
    assert "“Search” now waits for another item" in done.words
    page = alice.look(item)
    assert "Waits for #2 Ledger" in page.words
    assert "waits for “Ledger”" in page.words
    assert "Waits for #2 Ledger. That one is below it." in alice.look(queue).words
    refused = alice.press(alice.look(f"{item}/wait-for"), "Save", number="2")
    assert "already waits for #2" in refused.words
    alice.press(alice.look(item), "Remove the wait")
    assert "Waits for" not in alice.look(item).words


def test_who_orders_puts_the_other_item_above_by_one_click_with_a_reason(cast, bob, alice, queue):
    cast.add("Search", "Refunds", "Export", "Ledger")
    cast.do(wait_for, item=1, number=4)
    assert "Put #4 above" not in alice.look(queue).words
    done = bob.press(bob.look(queue), "Put #4 above")
    assert cast.order() == ["Ledger", "Search", "Refunds", "Export"]
    assert (cast.item(4).reason_kind, cast.item(4).reason) == ("others_depend", "#1 waits for it")
    assert "That one is below it." not in done.words


def test_the_finish_says_what_waits_no_longer(cast, alice):
    cast.add("Ledger", "Search", "Refunds")
    for number in (2, 3):
        cast.do(wait_for, item=number, number=1)
    cast.do(pull_top, by=cast.alice)
    address = f"/teams/{cast.team}/items/1"
    done = alice.press(alice.look(f"{address}/finish"), "Finish")
    assert "“Ledger” is finished, and #2, #3 wait no longer" in done.words


def test_a_dropped_item_asks_to_drop_this_too_or_to_remove_the_wait(cast, bob, item):
    cast.add("Search", "Ledger")
    cast.do(wait_for, item=1, number=2)
    cast.do(drop, item=2, reason="Nobody needs it.")
    page = bob.look(item)
    assert "A dropped item is never finished. Remove the wait, or drop this item too." in page.words
    bob.press(bob.look(page.link("Drop this too")), "Drop", reason="It needs the ledger.")
    assert cast.item(1).state is State.DROPPED
