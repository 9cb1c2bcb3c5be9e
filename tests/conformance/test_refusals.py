"""A refusal has a stable code with the reason, and changes nothing."""

import pytest

from queue_app.web.shipped.client import Declined


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "title"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": 5}, "title"),
        ({"title": "one", "assignee": 3}, "assignee"),
        ({"title": "one", "areas": ["x"]}, "areas"),
        ({"title": "one", "above": 2**31}, "above"),
    ],
)
def test_an_input_that_is_wrong_is_named(board, fields, field):
    no = board.refused(board.manager, board.queue()["_templates"]["add"]["target"], fields)
    assert (no.status, no.problem["field"]) == (422, field)
    assert no.problem["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"title": NaN}',
        b'{"title": "\xff"}',
        b'{"a": 1, "a": 2}',
        b'{"above": 9223372036854775808}',
        b"[" * 100_000,
    ],
)
def test_a_malformed_body_is_400(board, body):
    target, before = board.queue()["_templates"]["add"]["target"], board.queue()["seq"]
    with pytest.raises(Declined) as no:
        board.manager.ask(target, body, {"Content-Type": "application/json"})
    assert no.value.status == 400
    assert board.queue()["seq"] == before


def test_verbs_that_do_not_fit_the_state(board):
    one, two = board.add("one", "two")
    board.pull()
    target = board.item(one)["_templates"]["finish"]["target"]
    board.manager.send(target, {})
    assert board.refused(board.manager, target, {}).code == "not_running"
    no = board.refused(board.manager, board.item(two)["_templates"]["move"]["target"], {"above": one})
    assert (no.status, no.code) == (409, "anchor_gone")


def test_an_edit_of_an_older_version_is_refused(board):
    (one,) = board.add("one")
    item = board.item(one)
    board.act(one, "edit", expect=item["version"], title="another")
    no = board.refused(
        board.manager, item["_templates"]["edit"]["target"], {"expect": item["version"], "title": "third"}
    )
    assert (no.status, no.code) == (409, "edited_meanwhile")


def test_a_token_does_no_more_than_its_scope(board):
    target = board.team()["_templates"]["add-area"]["target"]
    assert "add-area" not in board.team(board.member)["_templates"]
    assert board.refused(board.member, target, {"name": "Search"}).status == 403


def test_nothing_is_at_another_address(board):
    address = board.manager.link(board.team(), "item").replace("{number}", "2000000000")
    for missing in (address, "/api/teams/2000000000", "/api/nothing"):
        with pytest.raises(Declined) as no:
            board.manager.get(missing)
        assert (no.value.status, no.value.code) == (404, "not_found")


def test_without_a_valid_token_nobody_comes_in(board):
    stranger = type(board.manager)(board.manager.url, "topmost_nobody")
    with pytest.raises(Declined) as no:
        stranger.start()
    assert no.value.status == 401
