"""The coin in a browser without scripts: any two waiting items are chosen by words or number, and ordered once."""

import pytest

from queue_app.usecases.queue.pull import pull_top
from tests.conftest import BOTH_ENGINES
from tests.http.reading import Person
from tests.statements import counted
from tests.store.rows import fill


@pytest.fixture
def coin(queue):
    return f"{queue}/coin"


def test_any_two_of_many_are_found_by_words_and_by_number(cast, bob, queue):
    fill(cast, 300)
    cast.add("Zebra crossing")
    page = bob.look(bob.look(queue).link("Flip a coin"))
    page = bob.look(bob.search(page, "zebra").link("Choose Zebra crossing"))
    assert "Choose the second item below." in page.words
    found = bob.search(page, "#250")
    assert "Choose Zebra crossing" not in found.words
    both = bob.look(found.link("Choose"))
    page = bob.press(both, "Flip")
    assert bob.address == queue
    assert "won the coin flip" in page.words
    places = sorted(cast.order().index(title) for title in ("Zebra crossing", cast.item(250).title))
    assert places in ([249, 250], [249, 300])


def test_it_says_beforehand_what_may_move_and_is_undone_beside_its_result(cast, bob, coin):
    cast.add("Search", "Refunds", "Tax", "Photos", "Desk")
    both = bob.look(f"{coin}?items=5&items=2")
    assert "If #5 wins, it moves from position 5 to 2 and passes 3 items. It enters the top 3" in both.words
    assert "If #2 wins, no item moves." in both.words
    assert "the top" not in bob.look(f"{coin}?items=4&items=5").words
    page = bob.press(both, "Flip")
    bob.press(page, "Undo")
    assert cast.order() == ["Search", "Refunds", "Tax", "Photos", "Desk"]


def test_the_same_two_are_refused_a_second_time_and_stay_chosen(cast, bob, coin):
    cast.add("Search", "Refunds", "Tax")
    both = f"{coin}?items=3&items=1"
    assert "won the coin flip" in bob.press(bob.look(both), "Flip").words
    again = bob.press(bob.look(both), "Flip")
    assert again.response.status_code == 409
    assert "Move one of the two with a reason to flip again." in again.words
    assert "Remove: Tax" in again.words
    assert "Remove: Search" in again.words
    assert "Choose" not in again.words.split("Signed in as")[0]


def test_one_of_the_two_can_be_changed(cast, bob, coin):
    cast.add("Search", "Refunds", "Tax")
    page = bob.look(f"{coin}?items=3&items=1")
    page = bob.look(page.link("Remove: Tax"))
    assert "Remove: Search" in page.words
    assert [words for words, _ in page.links if words.startswith("Choose")] == ["Choose Refunds", "Choose Tax"]


@pytest.mark.parametrize("asked", ["items=1&items=1", "items=x", "items=-1", "items=99999999999999999999", "items=9"])
def test_an_odd_choice_chooses_nothing_more(cast, bob, coin, asked):
    cast.add("Search", "Refunds", "Tax")
    page = bob.look(f"{coin}?{asked}")
    assert page.response.status_code == 200
    assert "Flip" not in page.words.partition("Flip a coin")[2].partition("Flip a coin")[2]


def test_what_runs_cannot_be_chosen_and_one_item_alone_says_so(cast, bob, coin):
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    page = bob.look(f"{coin}?items=1&items=2")
    assert "Remove: Refunds" in page.words
    assert "The coin needs two waiting items." in page.words


def test_a_form_with_one_item_is_refused_on_the_page(site, cast, coin):
    cast.add("Search", "Refunds")
    answer = site.browser(cast.bob).post(coin, {"items": ["2"]})
    assert answer.status_code == 422
    assert "Choose two different items." in answer.text
    assert 'id="items-wrong"' in answer.text


def test_who_does_not_order_has_no_coin(cast, alice, queue, coin):
    cast.add("Search", "Refunds")
    assert "Flip" not in alice.look(queue).words
    assert "Flip" not in alice.look(f"{queue}/order").words
    assert alice.look(coin).response.status_code == 403


def test_an_item_can_be_taken_along_from_its_page_to_move(cast, bob, queue):
    cast.add("Search", "Refunds", "Tax")
    page = bob.look(bob.look(f"{queue}/items/2/move").link("Flip a coin against"))
    assert "Remove: Refunds" in page.words


@BOTH_ENGINES
def test_it_costs_as_many_statements_with_ten_thousand_items(site, cast, coin):
    fill(cast, 10_000)
    with counted(cast.doors) as sent:
        assert Person(site.browser(cast.bob)).look(f"{coin}?items=77&q=item").response.status_code == 200
    assert len(sent) <= 10
