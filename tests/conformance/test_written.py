"""The answer to a write is enough to go on: its event, the links to the changed items, and the undo."""

from tests.conformance.board import BECAUSE


def test_the_answer_of_an_add_leads_to_the_new_item(board):
    told = board.manager.act(board.queue(), "add", title="one")
    assert board.manager.follow(told, "item")["number"] == told["items"][0]


def test_the_answer_of_several_leads_to_each_of_them(board):
    told = board.manager.act(board.queue(), "paste", text=["one", "two"])
    assert [board.manager.item(told, number)["title"] for number in told["items"]] == ["one", "two"]
    halves = board.act(told["items"][0], "split", pieces=["first", "second"])
    assert [board.manager.item(halves, number)["title"] for number in halves["items"]] == ["first", "second"]


def test_the_answer_has_its_own_undo(board):
    one, two = board.add("one", "two")
    moved = board.act(two, "move", to="top", **BECAUSE)
    board.act(one, "block", reason="It waits for the bank.")
    undone = board.manager.act(moved, "undo")
    assert (undone["undone"], board.order()) == (moved["seq"], [one, two])


def test_what_changed_nothing_says_so_and_has_no_undo(board):
    (one,) = board.add("one")
    told = board.act(one, "move", to="top", **BECAUSE)
    assert (told["changed"], told["seq"]) == (False, board.queue()["seq"])
    assert "_templates" not in told
