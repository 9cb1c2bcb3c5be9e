"""One strict order, which is the same for everybody, and moves that name a neighbour."""

import pytest

from queue_app.web.shipped.client import Declined
from tests.conformance.board import BECAUSE


def test_items_wait_in_the_order_in_which_they_were_added(board):
    numbers = board.add("one", "two", "three")
    assert board.order() == numbers
    rows = board.queue(board.member)["_embedded"]["waiting"]
    assert [(row["position"], row["title"]) for row in rows] == [(1, "one"), (2, "two"), (3, "three")]


def test_a_move_puts_an_item_next_to_its_anchor(board):
    one, two, three, four = board.add("one", "two", "three", "four")
    board.act(four, "move", above=two, **BECAUSE)
    assert board.order() == [one, four, two, three]
    board.act(one, "move", below=three, **BECAUSE)
    assert board.order() == [four, two, three, one]
    board.act(one, "move", to="top", **BECAUSE)
    assert board.order() == [one, four, two, three]


def test_a_move_to_where_it_is_changes_nothing(board):
    one, two = board.add("one", "two")
    before = board.queue()["seq"]
    told = board.act(one, "move", above=two)
    assert (told["changed"], told["seq"]) == (False, before)


def test_every_write_has_the_next_number_and_the_history_has_it(board):
    board.add("one")
    before = board.queue()["seq"]
    told = [board.manager.act(board.queue(), "add", title=title) for title in ("two", "three")]
    assert [one["seq"] for one in told] == [before + 1, before + 2]
    events = board.manager.follow(board.team(), "events", after=before)
    assert [(one["seq"], one["kind"]) for one in events["_embedded"]["events"]] == [
        (before + 1, "added"),
        (before + 2, "added"),
    ]


def test_the_order_changed_between_two_pages(board):
    numbers = board.add("one", "two", "three")
    first = board.manager.follow(board.team(), "queue", size=1)
    second = board.manager.follow(first, "next")
    assert [row["number"] for row in second["_embedded"]["waiting"]] == [numbers[1]]
    board.act(numbers[2], "move", to="top", **BECAUSE)
    with pytest.raises(Declined) as no:
        board.manager.follow(first, "next")
    assert (no.value.status, no.value.code) == (409, "order_changed")
