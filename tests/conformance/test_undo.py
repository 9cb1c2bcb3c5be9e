"""People can undo their own acts while nobody has touched the items since."""

from tests.conformance.board import BECAUSE


def test_a_pull_undone_puts_the_item_back_to_its_place(board):
    one, two = board.add("one", "two")
    board.pull()
    board.member.act(board.queue(board.member), "undo")
    assert (board.running(), board.order()) == ([], [one, two])


def test_a_move_undone_restores_the_order(board):
    numbers = board.add("one", "two", "three")
    told = board.act(numbers[2], "move", to="top", **BECAUSE)
    board.manager.act(board.queue(), "undo", seq=told["seq"])
    assert board.order() == numbers


def test_a_finish_undone_needs_its_room(board):
    one, two, three = board.add("one", "two", "three")
    board.pull(), board.pull()
    told = board.act(one, "finish")
    board.pull(board.manager)
    no = board.refused(board.manager, board.queue()["_templates"]["undo"]["target"], {"seq": told["seq"]})
    assert (no.status, no.code) == (409, "wip_limit_reached")
    assert sorted(board.running()) == [two, three]


def test_nobody_undoes_what_somebody_else_did(board):
    board.add("one")
    told = board.pull()
    no = board.refused(board.manager, board.queue()["_templates"]["undo"]["target"], {"seq": told["seq"]})
    assert (no.status, no.code) == (409, "not_yours_to_undo")


def test_what_was_touched_since_is_not_undone(board):
    (one,) = board.add("one")
    told = board.pull()
    board.act(one, "block", reason="It waits for the bank.")
    no = board.refused(board.member, board.queue(board.member)["_templates"]["undo"]["target"], {"seq": told["seq"]})
    assert (no.status, no.code) == (409, "touched_since")
