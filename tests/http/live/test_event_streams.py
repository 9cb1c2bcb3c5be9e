"""The events of a team as a stream: JSON history lines with their numbers, resumed after any event, as the role allows."""

import json

import pytest

from queue_app.domain.team.rights import Role
from queue_app.service.live.watchers import BEAT
from queue_app.store.sign_in import tokens
from queue_app.store.team import members
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from queue_app.usecases.waits.wait import wait_for
from tests.conftest import BOTH_ENGINES
from tests.http.agents.asking import agent
from tests.http.live.test_streams import Open, hub
from tests.http.program import Program
from tests.service.live.test_watchers import Heard
from tests.statements import counted

__all__ = ["hub"]
pytestmark = pytest.mark.usefixtures("busy")
STREAM = "text/event-stream"


@pytest.fixture
def program(site):
    return Program(site, site.cast.alice, "work")


def read(text):
    """The ids and the events of a stream, and the id after which it is resumed."""
    events, last = [], None
    for part in text.split("\n\n"):
        fields = dict(line.partition(": ")[::2] for line in part.splitlines())
        last = fields.get("id", last)
        if "data" in fields:
            events.append((int(last), json.loads(fields["data"])))
    return events, last


def listen(program, hub, **headers):
    """Open a stream. Returns its first message, and the reader of the rest."""
    server, heard = Open(), Heard()
    sent = {"Authorization": f"Bearer {program.token}", "Accept": STREAM} | headers
    answer = server.ask(program.client, program.follow("team")["_links"]["stream"]["href"], headers=sent)
    for begin in server.begun:
        begin(heard)
    hub._open[-1].told = hub._open[-1].ends = 1_000_000.0
    return answer.text, heard


def rest(heard):
    return read(b"".join(heard.data).decode())


@BOTH_ENGINES
def test_it_tells_the_lines_of_the_json_with_their_numbers(program):
    link = program.follow("team")["_links"]["stream"]
    assert link["type"] == STREAM
    lines = program.follow("team", "events")["_embedded"]["events"]
    answer = program.get(f"{link['href']}?after=0", Accept=STREAM)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == (STREAM, "private, no-store, no-transform")
    assert read(answer.text) == ([(line["seq"], line) for line in lines], str(lines[-1]["seq"]))
    resumed = read(program.get(link["href"], Accept=STREAM, Last_Event_ID=str(lines[3]["seq"])).text)[0]
    assert [event for _, event in resumed] == lines[4:]


def test_without_a_number_it_begins_now_and_can_be_resumed(program, cast, site):
    now = str(site.revision(cast.team))
    for headers in ({}, {"Last_Event_ID": "99999"}):  # Such a number comes from a history before a restore.
        assert read(program.get("/api/teams/1/events", Accept=STREAM, **headers).text) == ([], now)
    cast.do(finish, by=cast.bob, item=3)
    (told,), _ = read(program.get("/api/teams/1/events", Accept=STREAM, Last_Event_ID=now).text)
    assert (told[0], told[1]["kind"], told[1]["item"]["number"]) == (int(now) + 1, "finished", 3)


@BOTH_ENGINES
def test_an_open_one_hears_each_event_once_and_the_number_of_what_is_not_for_it(program, cast, hub, site):
    first, heard = listen(program, hub)
    assert read(first) == ([], str(site.revision(cast.team)))
    cast.do(finish, by=cast.bob, item=3)
    cast.do(add_absence, by=cast.bob, person=cast.bob, first=cast.now.date(), last=cast.now.date())
    for _ in range(2):
        hub.look(0.0)
    events, last = rest(heard)
    assert ([event["kind"] for _, event in events], last) == (["finished"], str(site.revision(cast.team)))


def test_who_hears_the_same_is_read_for_once(program, site, hub, cast):
    heard = [listen(one, hub)[1] for one in (program, program, agent(site), Program(site, cast.carol, "read"))]
    cast.add("More")
    with counted(cast.doors) as sent:
        hub.look(0.0)
    assert len(sent) == 2 + 2 * 2, "revisions, tokens, and twice events with their items"
    assert [len(rest(one)[0]) for one in heard] == [1, 1, 1, 1]


def test_observers_and_tokens_that_read_only_hear_no_names(site, cast, program):
    names = {line["by"] for _, line in read(program.get("/api/teams/1/events?after=0", Accept=STREAM).text)[0]}
    assert "Bob" in names
    for person in (cast.carol, cast.bob):
        told = Program(site, person, "read").get("/api/teams/1/events?after=0", Accept=STREAM).text
        assert {line["by"] for _, line in read(told)[0]} == {None}


def _revoke(conn, cast, token):
    tokens.revoke(conn, token, utc_now(), team=None, person=None)


def _remove(conn, cast, token):
    members.remove(conn, cast.team, cast.alice)


def _demote(conn, cast, token):
    members.set_role(conn, cast.team, cast.alice, Role.OBSERVER)


@BOTH_ENGINES
@pytest.mark.parametrize("over", [_revoke, _remove, _demote])
@pytest.mark.parametrize("told", [True, False], ids=["at the next event", "while nothing happens"])
def test_it_ends_before_it_says_another_word(program, hub, cast, site, over, told):
    _, heard = listen(program, hub)
    hub._open[-1].told = 0.0
    in_transaction(cast.doors, over, cast=cast, token=max(row["id"] for row in site.rows("api_token")))
    if told:
        cast.add("Secret")
    hub.look(0.1 if told else BEAT)
    assert (heard.data, heard.ended) == ([], True)


def test_an_agent_hears_its_team_and_no_other(site, cast):
    program = agent(site, "A")
    assert read(program.get("/api/teams/1/events?after=0", Accept=STREAM).text)[0]
    assert program.get(f"/api/teams/{cast.other_team}/events", Accept=STREAM).status_code == 404


def test_too_many_are_a_problem_that_says_when_to_ask_again(program, hub, monkeypatch):
    monkeypatch.setattr(hub, "_most", 0)
    answer = program.get("/api/teams/1/events", Accept=STREAM)
    assert (answer.status_code, answer.headers["Retry-After"], answer.json["code"]) == (503, "30", "too_many_streams")


@pytest.mark.parametrize("last", ["x", "-1", "1.5", str(2**63)])
def test_a_number_that_is_none_is_an_input_error(program, last):
    answer = program.get("/api/teams/1/events", Accept=STREAM, Last_Event_ID=last)
    assert (answer.status_code, answer.json["field"]) == (422, "after")


@BOTH_ENGINES
def test_what_other_teams_need_is_told(program, cast, hub, site):
    _, heard = listen(program, hub)
    in_transaction(cast.doors, lambda conn: members.add(conn, cast.other_team, cast.bob, Role.MEMBER, cast.now))
    there = {"clock_now": lambda: cast.now}
    run(cast.doors, add, Actor(cast.other_team, cast.bob), titles=["Account"], **there)
    hub.look(0.0)
    assert heard.data == []
    run(cast.doors, wait_for, Actor(cast.other_team, cast.bob), item=1, number=2, team=cast.team, **there)
    hub.look(0.0)
    told = {"kind": "waits", "held": [], "free": [], "needed": [2]}
    assert b"".join(heard.data) == f"event: waits\ndata: {json.dumps(told, separators=(',', ':'))}\n\n".encode()
