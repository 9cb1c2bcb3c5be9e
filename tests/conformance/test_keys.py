"""A lost answer is safe: a repeated request with the same key acts only once."""

import uuid


def test_the_same_key_gets_the_same_answer_and_acts_once(board):
    board.add("one", "two")
    template, key = board.queue(board.member)["_templates"]["pull"], uuid.uuid4().hex
    first = board.member.send(template["target"], {}, key)
    board.add("three")
    assert board.member.send(template["target"], {}, key) == first
    assert board.running() == [first["item"]]


def test_the_same_key_with_another_body_is_refused(board):
    template, key = board.queue()["_templates"]["add"], uuid.uuid4().hex
    board.manager.send(template["target"], {"title": "one"}, key)
    no = board.refused(board.manager, template["target"], {"title": "another"}, key)
    assert (no.status, no.code) == (422, "key_reused")


def test_keys_of_two_people_are_two_requests(board):
    template, key = board.queue()["_templates"]["add"], uuid.uuid4().hex
    for who in (board.manager, board.member):
        assert who.send(template["target"], {"title": "one"}, key)["changed"] is True
    assert len(board.order()) == 2


def test_a_refusal_is_not_remembered(board):
    (one,) = board.add("one")
    template, key = board.queue(board.member)["_templates"]["pull"], uuid.uuid4().hex
    board.act(one, "block", reason="It waits for the bank.")
    assert board.refused(board.member, template["target"], {}, key).code == "nothing_to_pull"
    board.act(one, "unblock")
    assert board.member.send(template["target"], {}, key)["item"] == one


def test_a_key_has_8_to_64_plain_characters(board):
    template = board.queue()["_templates"]["add"]
    for key in ("short", "x" * 65, "with spaces in it"):
        no = board.refused(board.manager, template["target"], {"title": "one"}, key)
        assert (no.status, no.problem["field"]) == (422, "key")
