"""MCP messages: the handshake of earlier versions, the `_meta` of the newest version, few tools, refusals as sentences."""

import json

import pytest

from queue_app.api.mcp.protocol import (
    CAPABILITIES_KEY,
    HANDSHAKE,
    HEADER_MISMATCH,
    INVALID_PARAMS,
    INVALID_REQUEST,
    SERVER_KEY,
    UNKNOWN_METHOD,
    UNSUPPORTED_VERSION,
    VERSION_KEY,
)
from queue_app.service.example.play import play
from queue_app.usecases.agents.settings import set_agents
from queue_app.usecases.queue.edit import edit
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.plan import add_step, note
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.transaction import run, utc_now
from queue_app.usecases.tx import Actor
from tests.http.agents.asking import NEWEST, agent, send, send_stateless, told, tool
from tests.http.program import Program
from tests.http.site import Site

TWELVE = {
    "pull", "look", "queue", "note", "step", "block", "ready", "leave", "put_back", "propose", "forecast", "standup",
}  # fmt: skip
READING = {"look", "queue", "forecast", "standup"}


def names(program) -> set[str]:
    return {one["name"] for one in send(program, "tools/list").json["result"]["tools"]}


@pytest.mark.parametrize(
    ("asked", "spoken"), [*((v, v) for v in HANDSHAKE), ("1999-01-01", "2025-11-25"), (7, "2025-11-25")]
)
def test_an_earlier_version_is_agreed_on(site: Site, asked: object, spoken: str) -> None:
    result = send(agent(site), "initialize", {"protocolVersion": asked, "capabilities": {}}).json["result"]
    assert result["protocolVersion"] == spoken
    assert result["serverInfo"]["name"] == "topmost"
    assert "tools" in result["capabilities"]


def test_the_newest_version_needs_no_handshake(site: Site) -> None:
    program = agent(site, "A")
    found = send_stateless(program, "server/discover").json["result"]
    assert (found["supportedVersions"], found["resultType"]) == ([NEWEST], "complete")
    assert found["_meta"][SERVER_KEY]["name"] == "topmost"
    listed = send_stateless(program, "tools/list").json["result"]
    assert {one["name"] for one in listed["tools"]} == TWELVE
    assert (listed["ttlMs"], listed["cacheScope"]) == (0, "private")
    called = send_stateless(program, "tools/call", {"name": "pull", "arguments": {}}).json["result"]
    assert json.loads(called["content"][0]["text"])["number"] == 1


def test_twelve_tools_in_8_kb(site: Site) -> None:
    answer = send(agent(site), "tools/list")
    assert {one["name"] for one in answer.json["result"]["tools"]} == TWELVE
    assert len(answer.data) <= 8_192


def test_the_tools_and_a_first_item_with_plan_and_notes_are_at_most_2000_tokens(site: Site) -> None:
    program = agent(site, "Search finds nothing in titles with an umlaut", "Refunds")
    site.cast.do(edit, item=1, words="Who types Müller finds nothing. " * 25)
    for step in ("Fold what is typed", "Fold what is stored", "Write the tests", "Tell the support"):
        site.cast.do(add_step, item=1, step=step)
    for text in ("Seen by two customers last week.", "See https://tracker.example.org/77"):
        site.cast.do(note, item=1, words=text)
    listed = send(program, "tools/list").data
    first = send(program, "tools/call", {"name": "pull"}).data
    assert (len(listed) + len(first)) / 4 <= 2_000


def test_on_the_example_team_they_are_at_most_2000_tokens_too(site: Site) -> None:
    doors, bob = site.cast.doors, site.cast.bob
    team = play(doors, bob, "UTC", utc_now(), lambda *_: None, weeks=2)
    run(doors, set_limit, Actor(team, bob), limit=9, reason="Room for an agent.")
    run(doors, set_agents, Actor(team, bob), at_once=2)
    program = Program(site, bob, "agent")
    program.token = site.token(bob, team, "agent")
    listed = send(program, "tools/list").data
    first = send(program, "tools/call", {"name": "pull"})
    assert not first.json["result"].get("isError"), first.json
    assert (len(listed) + len(first.data)) / 4 <= 2_000


def test_a_reading_token_has_reading_tools_only(site: Site) -> None:
    program = agent(site, scope="read", person=site.cast.carol)
    assert names(program) == READING


def test_a_person_with_a_token_has_the_tools_of_people(site: Site) -> None:
    program = agent(site, "A", scope="work")
    assert names(program) == TWELVE - {"ready"}
    assert told(program, "pull")["number"] == 1
    assert told(program, "note", item=1, text="By hand.")["changed"]


def test_a_whole_day_of_an_agent(site: Site) -> None:
    program = agent(site, "A", "B")
    work = told(program, "pull")
    item = {"item": work["number"], "run": work["run"]}
    assert told(program, "look") == {
        name: value for name, value in work.items() if name not in ("held", "lease_until")
    } | {"lease_until": told(program, "look")["lease_until"]}
    told(program, "step", **item, step="Write the test")
    told(program, "step", **item, done="Write the test")
    told(program, "block", **item, reason="Waits for a key.")
    told(program, "block", **item, unblock=True)
    told(program, "note", **item, text="Found it.")
    assert told(program, "propose", title="Another thing")["items"] == [3]
    assert told(program, "look")["plan"] == [{"step": "Write the test", "done": True}]
    told(program, "ready", **item, text="The change is up.", links=["https://git.example.org/1"])
    assert told(program, "standup")["nobody_on_it"] == [
        {"number": 1, "title": "A", "ready": "The change is up.", "silent": False}
    ]
    assert told(program, "queue")["in_progress"][0]["ready"] == "The change is up."
    second = told(program, "pull")
    told(program, "put_back", item=second["number"], run=second["run"], kind="cannot_go_on", reason="Too hard.")
    assert told(program, "forecast", item=2)["if_the_order_stays"][0]["number"] == 2


def test_an_agent_finishes_where_the_team_lets_agents(site: Site) -> None:
    program = agent(site, "A")
    done = {"item": 1, "run": told(program, "pull")["run"], "text": "Up.", "links": ["https://git.example.org/1"]}
    assert ready_inputs(program) == {"item", "run", "text", "links"}
    worked, text = tool(program, "ready", **done, finish=True)
    assert (worked, text) == (False, "In this team people finish items. Say that it is ready instead. [people_finish]")
    assert site.cast.item(1).ready is None
    site.cast.do(set_agents, agents_finish=True)
    assert ready_inputs(program) == {"item", "run", "text", "links", "finish"}
    answer = send(program, "tools/list")
    assert (len(answer.json["result"]["tools"]), len(answer.data) <= 8_192) == (12, True)
    assert told(program, "ready", **done, finish=True)["item"] == 1
    assert site.cast.item(1).state == "finished"
    note = program.get("/api/teams/1/items/1").json["notes"][0]
    assert (note["words"], note["agent"]) == ("Up.\n- https://git.example.org/1", "a test")


def ready_inputs(program) -> set[str]:
    listed = send(program, "tools/list").json["result"]["tools"]
    return set(next(one for one in listed if one["name"] == "ready")["inputSchema"]["properties"])


def test_what_a_rule_refuses_is_a_sentence_with_its_code(site: Site) -> None:
    program = agent(site, "A")
    run = told(program, "pull")["run"]
    site.cast.do(put_back, item=1, kind="other")
    worked, text = tool(program, "note", item=1, run=run, text="Late.")
    assert not worked
    assert text.endswith("Nothing was changed. Stop, and pull again. [run_over]")


@pytest.mark.parametrize(
    ("name", "arguments", "field"),
    [
        ("note", {"item": 1, "text": "x"}, "run"),
        ("note", {"run": 1, "text": "x"}, "item"),
        ("note", {"item": 1, "run": 1}, "text"),
        ("note", {"item": 1, "run": 1, "text": "x", "mood": 3}, "mood"),
        ("step", {"item": 1, "run": 1}, "done"),
        ("block", {"item": 1, "run": 1}, "reason"),
        ("look", {}, "item"),
        ("look", {"item": "x"}, "item"),
    ],
)
def test_a_wrong_argument_is_named(site: Site, name: str, arguments: dict, field: str) -> None:
    worked, text = tool(agent(site, "A"), name, **arguments)
    assert not worked
    assert f"({field})" in text


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([], INVALID_REQUEST),
        ({}, INVALID_REQUEST),
        ([{"jsonrpc": "2.0", "id": 1, "method": "ping"}], INVALID_REQUEST),
        ({"jsonrpc": "1.0", "id": 1, "method": "ping"}, INVALID_REQUEST),
        ({"jsonrpc": "2.0", "id": {}, "method": "ping"}, INVALID_REQUEST),
        ({"jsonrpc": "2.0", "id": True, "method": "ping"}, INVALID_REQUEST),
        ({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}, INVALID_PARAMS),
    ],
)
def test_what_is_no_message_is_400(site: Site, body: object, code: int) -> None:
    answer = agent(site).ask("POST", "/api/mcp", body)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, code)


@pytest.mark.parametrize("params", [{"name": "drop"}, {}, {"name": "look", "arguments": [1]}])
def test_an_unknown_tool_is_an_error(site: Site, params: dict) -> None:
    assert send(agent(site), "tools/call", params).json["error"]["code"] == INVALID_PARAMS


def test_an_unknown_method_is_an_error(site: Site) -> None:
    program = agent(site)
    for answer, status in ((send(program, "resources/list"), 200), (send_stateless(program, "resources/list"), 404)):
        assert (answer.status_code, answer.json["error"]["code"]) == (status, UNKNOWN_METHOD)
    assert send(program, "ping").json["result"] == {}


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Mcp_Method": "tools/list"}, HEADER_MISMATCH),
        ({"Mcp_Name": "drop"}, HEADER_MISMATCH),
        ({"Mcp_Name": "=?base64?%%%?="}, HEADER_MISMATCH),
        ({"Mcp_Protocol_Version": "2025-11-25"}, HEADER_MISMATCH),
    ],
)
def test_headers_say_what_the_envelope_says(site: Site, headers: dict, code: int) -> None:
    answer = send_stateless(agent(site, "A"), "tools/call", {"name": "pull"}, **headers)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, code)


def test_a_name_in_a_header_may_be_encoded(site: Site) -> None:
    answer = send_stateless(agent(site, "A"), "tools/call", {"name": "pull"}, Mcp_Name="=?base64?cHVsbA==?=")
    assert answer.status_code == 200


def test_a_version_that_it_does_not_speak_is_told_what_it_does(site: Site) -> None:
    program = agent(site)
    meta = {VERSION_KEY: "2031-01-01", CAPABILITIES_KEY: {}}
    headers = {"Mcp_Protocol_Version": "2031-01-01", "Mcp_Method": "tools/list"}
    for answer in (
        send(program, "tools/list", {"_meta": meta}, **headers),
        send(program, "tools/list", Mcp_Protocol_Version="1999-01-01"),
    ):
        assert (answer.status_code, answer.json["error"]["code"]) == (400, UNSUPPORTED_VERSION)
        assert answer.json["error"]["data"]["supported"] == [NEWEST]


def test_an_envelope_says_what_the_client_can(site: Site) -> None:
    answer = send(agent(site), "tools/list", {"_meta": {VERSION_KEY: NEWEST}}, Mcp_Protocol_Version=NEWEST)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, INVALID_PARAMS)


def test_a_notification_is_taken_and_not_answered(site: Site) -> None:
    program = agent(site)
    answer = program.ask("POST", "/api/mcp", {"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (answer.status_code, answer.data) == (202, b"")


def test_who_brings_no_token_is_told_to(site: Site) -> None:
    for client in (site.app.test_client(), site.browser(site.cast.bob).client):
        answer = client.post("/api/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "ping"})
        assert answer.status_code in (400, 401)
    assert agent(site).get("/api/mcp").status_code == 405
