"""The Move page without scripts: positions, ends, neighbours, and the reason that a move at the top needs."""

import pytest

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.usecases.queue.coin import coin
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.move import move
from tests.http.reading import Person
from tests.store.rows import fill


def test_a_move_names_a_place_an_end_or_a_neighbour(cast, bob, queue):
    fill(cast, 12)
    page = bob.look(f"{queue}/items/8/move")
    assert "It is at position 8 of 12" in page.words
    bob.press(page, "Move here", position="10")
    assert cast.order()[9] == "Item 8"
    bob.press(bob.look(f"{queue}/items/8/move"), "Bottom")
    assert cast.order()[-1] == "Item 8"
    bob.press(bob.look(f"{queue}/items/8/move"), "Up")
    assert cast.order()[-2] == "Item 8"
    found = bob.look(f"{queue}/items/8/move?q=item+5")
    bob.press(found, "Below Item 5")
    assert cast.order()[5] == "Item 8"


def test_a_move_into_the_top_asks_for_the_reason_in_the_same_form(cast, bob, queue):
    fill(cast, 12)
    answer = bob.press(bob.look(f"{queue}/items/8/move"), "Move here", position="2")
    assert answer.response.status_code == 409
    assert "This changes the top 3. Choose a kind of reason and say why in one sentence." in answer.words
    assert any(("position", "2") in form.fields for form in answer.forms)
    bob.press(answer, "Move here", kind="learned", reason="Guests ask for it.")
    assert cast.order()[1] == "Item 8"


@pytest.mark.parametrize("position", ["0", "-1", "x", "1.5", str(2**63)])
def test_a_position_that_is_none_is_refused(site, cast, bob, queue, position):
    fill(cast, 12)
    page = bob.look(f"{queue}/items/8/move")
    before = site.mark()
    answer = bob.press(page, "Move here", position=position)
    assert answer.response.status_code == 422
    assert site.mark() == before


def test_beyond_the_last_place_is_the_bottom_and_the_own_place_is_no_move(site, cast, bob, queue):
    fill(cast, 12)
    page = bob.press(bob.look(f"{queue}/items/8/move"), "Move here", position="8")
    assert "Nothing changed: it is already like that" in page.words
    bob.press(bob.look(f"{queue}/items/8/move"), "Move here", position="99")
    assert cast.order()[-1] == "Item 8"


def test_a_neighbour_that_left_the_order_is_refused_with_the_order_as_it_is(cast, bob, queue):
    fill(cast, 12)
    page = bob.look(f"{queue}/items/8/move")
    cast.do(drop, item=9, reason="Nobody asks for it.")
    answer = bob.press(page, "Below Item 9")
    assert answer.response.status_code == 409
    assert "“Item 9” is not in the order any more." in answer.words
    assert "Item 10" in answer.words


def test_the_sentence_of_the_coin_is_no_reason_of_a_person(cast, bob, queue):
    fill(cast, 12)
    cast.do(move, items=[7], target=Target(end="top"), reason=Reason("learned", "Guests ask for it."))
    cast.do(coin, item=8, with_item=9, chance=0.49)
    assert any(("reason", "Guests ask for it.") in form.fields for form in bob.look(f"{queue}/items/7/move").forms)
    assert any(("reason", "") in form.fields for form in bob.look(f"{queue}/items/8/move").forms)


def test_chosen_items_move_together_and_keep_their_order(cast, bob, queue):
    fill(cast, 12)
    page = bob.look(f"{queue}/move?items=9&items=5&items=77")
    assert "5 Item 5 #5 9 Item 9 #9" in page.words
    bob.press(page, "Move here", position="7")
    assert cast.order()[6:8] == ["Item 5", "Item 9"]
    refused = bob.press(bob.look(f"{queue}/move?items=9&items=5"), "Top")
    assert refused.response.status_code == 409
    assert "say why in one sentence" in refused.words
    bob.press(refused, "Top", kind="learned", reason="Guests ask for it.")
    assert cast.order()[:2] == ["Item 5", "Item 9"]
    bob.press(bob.look(f"{queue}/move?items=5&items=9"), "Move here", position="50", kind="other", reason="Later.")
    assert cast.order()[-2:] == ["Item 5", "Item 9"]


def test_a_menu_holds_what_this_person_may_do_with_the_item_now(site, cast, alice, bob, queue):
    fill(cast, 5)
    page = bob.look(f"{queue}/items/5/menu")
    acts = "Open", "Edit…", "⤒ ↑ ⤓", "To position…", "Block…", "Split…", "urgent…", "Copy link", "Drop…"
    assert [act for act in acts if act not in page.words] == []
    assert "↓" in bob.look(f"{queue}/items/4/menu").words
    bob.press(page, "↑")
    assert cast.order()[3] == "Item 5"
    assert "To position…" not in alice.look(f"{queue}/items/5/menu").words
    seen = Person(site.browser(cast.carol)).look(f"{queue}/items/5/menu").words
    assert ("Open Copy link" in seen, "Block" in seen) == (True, False)
