"""The filters of the queue: words, an area, a state, combined. One link removes each filter."""

from urllib.parse import urlencode

import pytest

from queue_app.usecases.queue.block import block
from tests.store.rows import area


def test_search_shows_true_places_and_says_how_many(cast, alice, queue):
    cast.add("Search rooms", "Tax", "Search stays")
    page = alice.look(f"{queue}?q=search")
    assert "2 matches" in page.words
    assert "No item matches “zebra”." in alice.look(f"{queue}?q=zebra").words


def test_words_area_and_state_narrow_together_and_each_is_dropped_by_one_link(cast, alice, queue):
    cast.add("Search rooms", "Search stays", "Tax", "Search beds")
    payments = area(cast, "Payments", 1, 3, 4)
    cast.do(block, item=4, sentence="waits for the bank")
    page = alice.look(alice.look(queue).link("Payments"))
    assert "3 matches" in page.words
    searched = alice.search(page, "search")
    assert "2 matches Remove filter: “search” Remove filter: Payments Show all" in searched.words
    stuck = alice.look(searched.link("Blocked"))
    assert alice.address == f"{queue}?q=search&area={payments}&only=blocked"
    assert "1 match Remove filter: “search” Remove filter: Payments Remove filter: Blocked" in stuck.words
    assert "4 Search beds" in stuck.words
    for words, left in (
        ("search", "area=1&only=blocked"),
        ("Payments", "q=search&only=blocked"),
        ("Blocked", "q=search&area=1"),
    ):
        quoted = f"“{words}”" if words == "search" else words
        assert stuck.link(f"Remove filter: {quoted}") == f"{queue}?{left.replace('area=1', f'area={payments}')}#h-wait"
    assert stuck.link("Show all") == f"{queue}#h-wait"


def test_an_area_that_is_gone_finds_nothing_and_can_be_dropped(cast, alice, queue):
    cast.add("Search")
    for gone in ("99", "x", "99999999999999999999"):
        page = alice.look(f"{queue}?area={gone}")
        assert "0 matches Remove filter: removed area" in page.words
        assert page.link("Remove filter: removed area") == f"{queue}#h-wait"


@pytest.mark.parametrize("only", ["y", "Blocked", "<b>" + "x" * 5000])
def test_a_word_that_narrows_nothing_is_said_above_the_whole_list(cast, alice, queue, only):
    cast.add("Search")
    page = alice.look(f"{queue}?only={only}&q=zebra")
    assert page.response.status_code == 422
    assert f"There is no filter “{only[:40]}”. Choose from: blocked, waits, mine, not_placed." in page.words


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("\u0130stanbul", "istanbul"),
        ("I\u015eIK", "\u0131\u015f\u0131k"),
        ("don\u2019t", "don't"),
        ("don't", "don\u2019t"),
        ("e\u2011mail", "e-mail"),
    ],
)
def test_a_search_finds_what_reads_the_same(cast, alice, bob, queue, title, typed):  # W1
    cast.add("Other", "Before")
    edited = bob.press(bob.look(f"{queue}/items/2/edit"), "Save", title=title, words="kept\u2019s words")
    assert edited.response.status_code == 200
    for words in (typed, "kept's"):
        assert "1 match" in alice.look(f"{queue}?{urlencode({'q': words})}").words
