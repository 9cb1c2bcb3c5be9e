"""A pull takes the first item that is free, and nothing can exceed the WIP limit."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from queue_app.web.shipped.client import Declined


def test_a_pull_takes_the_top_item(board):
    one, two = board.add("one", "two")
    pulled = board.pull()
    assert (pulled["item"], board.running(), board.order()) == (one, [one], [two])
    assert board.item(one)["state"] == "in_progress"


def test_a_pull_passes_over_what_is_blocked(board):
    one, two = board.add("one", "two")
    board.act(one, "block", reason="It waits for the bank.")
    assert board.queue()["next_item"]["number"] == two
    assert board.pull()["item"] == two


def test_a_skip_holds_for_one_person_and_never_reorders(board):
    one, two = board.add("one", "two")
    board.act(one, "skip", board.member, kind="area")
    assert board.queue(board.member)["next_item"]["number"] == two
    assert board.queue(board.manager)["next_item"]["number"] == one
    assert board.order() == [one, two]


def test_a_pull_that_expects_another_item_takes_none(board):
    one, two = board.add("one", "two")
    template = board.queue(board.member)["_templates"]["pull"]
    no = board.refused(board.member, template["target"], {"expect": two})
    assert (no.status, no.code) == (409, "top_changed")
    assert board.pull(expect=one)["item"] == one


def test_a_full_team_offers_no_pull_and_says_why(board):
    board.add("one", "two", "three")
    template = board.queue(board.member)["_templates"]["pull"]
    board.pull(), board.pull()
    queue = board.queue(board.member)
    assert "pull" not in queue["_templates"]
    assert queue["refusals"]["pull"]
    assert queue["room"] | {"closing": 0} == {"running": 2, "limit": 2, "free": 0, "closing": 0}
    no = board.refused(board.member, template["target"], {"others": "both"})
    assert (no.status, no.code) == (409, "wip_limit_reached")


def test_an_item_that_leaves_gives_its_room_back(board):
    one, two, three = board.add("one", "two", "three")
    board.pull(), board.pull()
    board.act(one, "finish")
    board.act(two, "put-back", kind="other", reason="Later.")
    assert (board.running(), board.order()) == ([], [two, three])
    assert board.pull()["item"] == two


def test_those_who_pull_at_once_never_get_the_same_item_or_too_many(board):
    numbers = board.add("one", "two", "three", "four")
    targets = [(who, board.queue(who)["_templates"]["pull"]["target"]) for who in (board.manager, board.member)] * 3

    def pull(asked):
        who, target = asked
        try:
            return who.send(target, {"others": "both"})["item"]
        except Declined as no:
            return no.code

    with ThreadPoolExecutor(6) as hands:
        answers = list(hands.map(pull, targets))
    assert answers.count("wip_limit_reached") == 4
    assert {one for one in answers if one != "wip_limit_reached"} == set(numbers[:2]) == set(board.running())


def test_a_lower_limit_takes_nothing_away_and_lets_nothing_in(board):
    one, two, _ = board.add("one", "two", "three")
    board.pull(), board.pull()
    board.set_limit(1)
    assert board.running() == [one, two]
    board.act(one, "finish")
    with pytest.raises(Declined):
        board.pull()


def test_nothing_to_pull(board):
    (one,) = board.add("one")
    template = board.queue(board.member)["_templates"]["pull"]
    board.act(one, "block", reason="It waits for the bank.")
    no = board.refused(board.member, template["target"], {})
    assert (no.status, no.code) == (409, "nothing_to_pull")
