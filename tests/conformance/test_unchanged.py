"""A conditional request for an unchanged document costs next to nothing, for every document of the team."""

import pytest

from queue_app.web.shipped.client import Declined

RELATIONS = ("queue", "items", "finished", "history", "events", "order", "standup", "forecast", "flow", "cover")


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_document_is_sent_again_only_when_something_changed(board, relation):
    document = board.manager.follow(board.team(), relation)
    assert not board.manager.has_changed(document)
    board.add("one")
    assert board.manager.has_changed(document)


def test_a_list_goes_on_by_links_to_its_end(board):
    numbers = board.add(*(f"item {n}" for n in range(7)))
    items = board.manager.follow(board.team(), "items", size=3, words="item")
    listed = [item["number"] for item in board.manager.every(items, "items")]
    assert listed[:7] == numbers[::-1]
    assert len(set(listed)) == len(listed)


def test_what_is_not_offered_is_not_done(board):
    with pytest.raises(Declined, match="not offered"):
        board.manager.act(board.queue(), "assign", person=1)
