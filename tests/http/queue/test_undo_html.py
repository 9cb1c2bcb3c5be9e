"""Undo of every act that can be undone, pressed on the page. Afterwards every page that shows the act still works."""

from datetime import timedelta

import pytest

from queue_app.domain.queue.events import UNDOABLE
from queue_app.domain.queue.order import Target
from queue_app.usecases.queue.add import add, place
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.chosen import tag
from queue_app.usecases.queue.coin import coin
from queue_app.usecases.queue.correct_note import correct_note
from queue_app.usecases.queue.drop import drop, reopen, restore
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.plan import note
from queue_app.usecases.queue.pull import pull_top, swap
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.split import split
from queue_app.usecases.queue.urgent import calm, urgent
from queue_app.usecases.transaction import utc_now
from queue_app.usecases.waits.wait import stop_waiting, wait_for
from tests.rows import last_note
from tests.screens.test_queue import BECAUSE
from tests.store.rows import area

ACTS = {
    "moved": (3, [(move, {"items": [3], "target": Target(end="top"), "reason": BECAUSE})]),
    "coin": (4, [(coin, {"item": 2, "with_item": 4, "chance": 0.9})]),
    "pulled": (2, [(pull_top, {"others": "both"})]),
    "finished": (1, [(finish, {"item": 1})]),
    "put_back": (1, [(put_back, {"item": 1, "kind": "cannot_go_on"})]),
    "swapped": (2, [(swap, {"item": 1, "kind": "cannot_go_on"})]),
    "dropped": (3, [(drop, {"item": 3, "reason": "Nobody needs it."})]),
    "tagged": (3, [(tag, {"numbers": [3, 4]})]),
    "reopened": (1, [(finish, {"item": 1}), (reopen, {"item": 1, "reason": "It came back."})]),
    "restored": (3, [(drop, {"item": 3, "reason": "Nobody needs it."}), (restore, {"item": 3})]),
    "blocked": (1, [(block, {"item": 1, "sentence": "waits for the bank"})]),
    "unblocked": (1, [(block, {"item": 1, "sentence": "waits for the bank"}), (unblock, {"item": 1})]),
    "split": (3, [(split, {"item": 3, "pieces": ["One half", "The other half"]})]),
    "placed": (5, [(place, {"item": 5})]),
    "urgent": (3, [(urgent, {"item": 3, "reason": BECAUSE})]),
    "note_corrected": (1, [(note, {"item": 1, "words": "Hm"}), (correct_note, {"item": 1, "words": "Better"})]),
    "wait_added": (3, [(wait_for, {"item": 3, "number": 4})]),
    "wait_removed": (3, [(wait_for, {"item": 3, "number": 4}), (stop_waiting, {"item": 3})]),
    "calmed": (3, [(urgent, {"item": 3, "reason": BECAUSE}), (calm, {"item": 3})]),
}


def test_each_act_that_can_be_undone_is_tried():
    assert set(ACTS) == set(UNDOABLE)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_undone_from_its_page_and_every_page_still_tells_the_rest(cast, bob, queue, act):
    cast.add("Search", "Refunds", "Tax", "Photos")
    cast.do(add, by=cast.alice, titles=["Fax"])
    cast.now = utc_now() - timedelta(minutes=1)
    cast.do(pull_top, by=cast.bob)
    item, acts = ACTS[act]
    for use_case, about in acts:
        before = cast.order()
        written = {"note": last_note(cast)} if use_case is correct_note else {}
        written |= {"on": cast.item(4).id} if use_case is stop_waiting else {}
        written |= {"areas": [area(cast, "Shop")]} if use_case is tag else {}
        cast.do(use_case, by=cast.bob, **about, **written)
    page = bob.press(bob.look(f"{queue}/items/{item}"), "Undo")
    assert page.response.status_code == 200
    assert "Undone:" in page.words
    assert cast.order() == before
    for address in (f"{queue}/items/{item}", queue, f"{queue}/order", f"{queue}/standup", f"{queue}/finished"):
        assert bob.look(address).response.status_code == 200, address


def test_a_page_that_asks_something_tells_of_it_quietly(alice, cast, queue):
    cast.add("Search", "Refunds")
    alice.press(alice.look(queue), "Pull")
    loud, quiet = "undo-line stays toast", 'class="undo-line stays"'
    assert loud in alice.look(queue).response.text
    for verb in ("finish", "put-back", "block", "plan"):
        page = alice.look(f"{queue}/items/1/{verb}").response.text
        assert quiet in page
        assert loud not in page
    assert quiet in alice.look(f"{queue}/add").response.text
