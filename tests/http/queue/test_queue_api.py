"""Programs: from the root by links, through the whole life of an item, with every promise that the answers make."""

from collections.abc import Callable

import pytest
from flask import Flask

from queue_app.usecases.sign_in.tokens import Scope
from tests.cast import Cast
from tests.conftest import BOTH_ENGINES
from tests.http.program import Program
from tests.http.site import Site

Programs = Callable[..., Program]


@pytest.fixture
def program(site: Site) -> Programs:
    def with_scope(scope: Scope = "manage") -> Program:
        return Program(site, site.cast.bob, scope)

    return with_scope


def test_a_program_finds_the_queue_by_links_alone(cast: Cast, program: Programs) -> None:
    cast.add("Search", "Refunds")
    queue = program().follow("team", "queue")
    assert queue["order"] == [1, 2]
    assert [row["title"] for row in queue["_embedded"]["waiting"]] == ["Search", "Refunds"]
    assert queue["next_item"]["number"] == 1
    assert queue["room"] == {"running": 0, "limit": 3, "free": 3, "closing": 0}


def test_an_item_goes_through_its_life(cast: Cast, program: Programs) -> None:
    bob = program()
    queue = bob.follow("team", "queue")
    added = bob.act(queue, "add", {"title": "Search"})
    assert (added.status_code, added.json["items"], added.json["changed"]) == (201, [1], True)
    pulled = bob.act(bob.follow("team", "queue"), "pull", {"expect": 1})
    assert pulled.json["item"] == 1
    item = bob.get(pulled.json["_links"]["item"]["href"]).json
    assert item["state"] == "in_progress"
    assert item["on"]["names"] == ["Bob"]
    blocked = bob.act(item, "block", {"reason": "waits for the bank"})
    assert blocked.status_code == 201
    item = bob.get(f"/api/teams/{cast.team}/items/1").json
    assert item["block"]["sentence"] == "waits for the bank"
    assert "block" not in item["_templates"]
    assert bob.act(item, "unblock").status_code == 201
    finished = bob.act(item, "finish")
    assert finished.json["seq"] == pulled.json["seq"] + 3
    assert set(finished.json) == {
        "seq",
        "changed",
        "item",
        "on",
        "rest",
        "freed",
        "_links",
        "_templates",
    }  # Nothing counts who worked along.
    assert bob.get(f"/api/teams/{cast.team}/items/1").json["state"] == "finished"


def test_what_the_rules_refuse_now_is_not_offered_and_says_why(cast: Cast, program: Programs) -> None:
    cast.add("A", "B", "C", "D")
    bob = program()
    for _ in range(3):
        bob.act(bob.follow("team", "queue"), "pull")
    queue = bob.follow("team", "queue")
    assert "pull" not in queue["_templates"]
    assert queue["refusals"]["pull"].startswith("3 of 3 are in progress")
    refused = bob.ask("POST", f"/api/teams/{cast.team}/pull", {})
    assert (refused.status_code, refused.mimetype) == (409, "application/problem+json")
    assert refused.json["code"] == "wip_limit_reached"


@BOTH_ENGINES
def test_a_retried_request_gets_the_same_answer_and_another_body_is_refused(cast: Cast, program: Programs) -> None:
    cast.add("Search", "Refunds")
    bob, address = program(), f"/api/teams/{cast.team}/pull"
    first = bob.ask("POST", address, {"expect": 1}, Idempotency_Key="a-key-of-mine")
    cast.add("Later")
    again = bob.ask("POST", address, {"expect": 1}, Idempotency_Key="a-key-of-mine")
    assert (again.status_code, again.data) == (first.status_code, first.data)
    other = bob.ask("POST", address, {"expect": 2}, Idempotency_Key="a-key-of-mine")
    assert (other.status_code, other.json["code"]) == (422, "key_reused")
    assert bob.ask("POST", address, {}, Idempotency_Key="short").status_code == 422


def test_a_write_that_changes_nothing_says_so(cast: Cast, program: Programs) -> None:
    cast.add("Search", "Refunds")
    bob = program()
    seq = bob.follow("team")["seq"]
    there = bob.ask("POST", f"/api/teams/{cast.team}/items/1/move", {"above": 2})
    assert (there.status_code, there.json["changed"], there.json["seq"]) == (200, False, seq)


def test_a_result_never_hides_whether_something_changed(cast: Cast, program: Programs) -> None:
    bob = program()
    answer = bob.act(bob.follow("team"), "set-agents")  # Its result names what changed, under the same word.
    assert (answer.status_code, answer.json["changed"]) == (200, False)


def test_a_scope_never_lifts_a_person_and_caps_a_manager(cast: Cast, program: Programs) -> None:
    cast.add("Search")
    reading = program("read")
    assert reading.follow("team", "queue")["_templates"] == {}
    assert reading.ask("POST", f"/api/teams/{cast.team}/pull", {}).status_code == 403
    working = program("work")
    assert "move" not in working.get(f"/api/teams/{cast.team}/items/1").json["_templates"]


def test_a_foreign_team_answers_byte_for_byte_like_a_missing_one(cast: Cast, program: Programs) -> None:
    bob = program()
    foreign, missing = bob.get(f"/api/teams/{cast.other_team}/queue"), bob.get("/api/teams/2147483647/queue")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.data == missing.data


def test_without_a_token_the_answer_says_how_to_come_in(app: Flask, cast: Cast) -> None:
    answer = app.test_client(use_cookies=False).get("/api")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_polling_costs_nothing_while_nothing_changed(cast: Cast, program: Programs) -> None:
    bob, address = program(), f"/api/teams/{cast.team}/queue"
    first = bob.get(address)
    etag = first.headers["ETag"]
    assert etag.startswith("W/")
    assert bob.get(address, If_None_Match=etag).status_code == 304
    cast.add("Search")
    assert bob.get(address, If_None_Match=etag).status_code == 200


def test_the_order_pages_by_links_and_says_when_it_changed_meanwhile(cast: Cast, program: Programs) -> None:
    cast.add(*(f"Item {n}" for n in range(1, 8)))
    bob = program()
    first = bob.get(f"/api/teams/{cast.team}/queue?size=5").json
    second = bob.get(first["_links"]["next"]["href"]).json
    rows = first["_embedded"]["waiting"] + second["_embedded"]["waiting"]
    assert [row["position"] for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    bob.ask("POST", f"/api/teams/{cast.team}/items/7/move", {"to": "top", "reason": "We learned it."})
    stale = bob.get(first["_links"]["next"]["href"])
    assert (stale.status_code, stale.json["code"]) == (409, "order_changed")


@pytest.mark.parametrize(
    "body", [{"title": 5}, {"title": ""}, {}, {"title": "x" * 201}, {"title": "A", "assignee": 3}, [], "x"]
)
def test_what_cannot_be_taken_names_its_field(cast: Cast, program: Programs, body: object) -> None:
    bob = program()
    before = bob.follow("team")["seq"]
    answer = bob.ask("POST", f"/api/teams/{cast.team}/add", body)
    assert answer.status_code == 422
    assert bob.follow("team")["seq"] == before
