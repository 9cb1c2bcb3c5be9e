"""Requests for the stream of a page: its first message, who may have it, and the limit on streams."""

import re

import pytest
from werkzeug.test import TestResponse

from queue_app.domain.team.rights import Role
from queue_app.service.live.stream import seen_now
from queue_app.service.process.open_answers import KEEP_OPEN
from queue_app.store.queue import items
from queue_app.store.team import members
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.transaction import in_transaction, run
from queue_app.usecases.tx import Actor
from queue_app.usecases.waits.wait import stop_waiting, wait_for
from tests.conftest import BOTH_ENGINES
from tests.usecases.agents.robots import let_agents, robot

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


class Open:
    """Replaces the server: keeps what to do with the open answer, and who was added."""

    gone = False

    def __init__(self):
        self.begun = []

    def ask(self, browser, address, **further) -> TestResponse:
        return browser.get(address, environ_overrides={KEEP_OPEN: self.begun.append}, **further)


@pytest.fixture
def live(queue):
    """The address of the team's stream."""
    return f"{queue}/live"


@pytest.fixture
def hub(app, monkeypatch):
    """The watchers of the application, without the thread that notifies them."""
    made = app.extensions["watchers"]
    monkeypatch.setattr(made, "_thread", object())
    monkeypatch.setattr(made, "_open", [])
    return made


@pytest.fixture
def link(bob, queue):
    """The address of a radiator for guests, with its secret."""
    page = bob.press(bob.look(f"{queue}/team/links"), "Make a link", name="The wall", page="radiator")
    return re.search(r"http://localhost(/shared/[\w-]+)", page.words)[1]


def seen(cast):
    with cast.doors.reading() as conn:
        return seen_now(conn, (cast.team,))


@BOTH_ENGINES
def test_it_says_the_revision_that_pages_show(cast, alice, queue, live):
    cast.add("Search")
    answer = alice.browser.get(live)
    assert answer.mimetype == "text/event-stream"
    assert answer.text == f"retry: 1000\n\nid: {seen(cast)}\ndata: {seen(cast)}\n\n"
    for page in ("", "/standup", "/items/1", "/radiator"):
        assert f'data-live="{live}" data-seen="{seen(cast)}"' in alice.browser.get(f"{queue}{page}").text


@pytest.fixture
def there(cast):
    """Bob acts in another team, which has an item too."""

    def act(use_case, **command):
        run(cast.doors, use_case, Actor(cast.other_team, cast.bob), clock_now=lambda: cast.now, **command)

    in_transaction(cast.doors, lambda conn: members.add(conn, cast.other_team, cast.bob, Role.MEMBER, cast.now))
    act(add, titles=["Account"])
    cast.add("Search")
    return act


@BOTH_ENGINES
def test_what_another_team_does_with_what_is_waited_for_is_news(cast, alice, bob, queue, live, there):
    before = seen(cast)
    cast.do(wait_for, item=1, number=1, team=cast.other_team)
    for act in (pull_top, finish):
        held = seen(cast)
        assert held.startswith(f"{cast.team}.{int(before.split('.')[1]) + 1}.")
        there(act, **({"item": 1} if act is finish else {}))
        assert f"data: {seen(cast)}" in alice.browser.get(live, headers={"Last-Event-ID": held}).text
        assert seen(cast) != held
        for page in ("", "/items/1", "/radiator"):
            assert f'data-seen="{seen(cast)}"' in alice.browser.get(f"{queue}{page}").text
    cast.do(add, by=cast.bob, titles=["Refunds"])
    told = alice.browser.get(queue, headers={"Topmost-Seen": held}).text
    assert 'data-told="Bob added #2"' in told, "the mark of a page with such waits is read too"


@BOTH_ENGINES
def test_that_an_item_of_another_team_waits_for_one_is_news(cast, alice, queue, live, there):
    """The first such wait too: nothing linked the two teams before."""
    with cast.doors.reading() as conn:
        ours = items.of_number(conn, cast.team, 1).id
    there(pull_top)
    for act, command, told in [
        (wait_for, {"item": 1, "number": 1, "team": cast.team}, True),
        (put_back, {"item": 1, "kind": "cannot_go_on"}, True),
        (stop_waiting, {"item": 1, "on": ours}, False),
    ]:
        before = seen(cast)
        there(act, **command)
        assert f"data: {seen(cast)}" in alice.browser.get(live, headers={"Last-Event-ID": before}).text
        assert seen(cast) != before
        for page in ("", "/items/1"):
            shown = alice.browser.get(f"{queue}{page}").text
            assert f'data-seen="{seen(cast)}"' in shown
            assert ("One item of another team waits for this" in shown) is told


def test_no_cache_and_no_proxy_keeps_or_collects_it(alice, live):
    answer = alice.browser.get(live)
    assert answer.headers["Cache-Control"] == "private, no-store, no-transform"
    assert answer.headers["X-Accel-Buffering"] == "no"
    assert "Content-Length" not in answer.headers


@BOTH_ENGINES
def test_resumed_it_says_only_what_is_new(cast, alice, live):
    last = seen(cast)
    assert "data:" not in alice.browser.get(live, headers={"Last-Event-ID": last}).text
    cast.add("Search")
    assert f"data: {seen(cast)}" in alice.browser.get(live, headers={"Last-Event-ID": last}).text


@BOTH_ENGINES
def test_where_the_server_keeps_it_open_it_is_watched_from_what_it_said(cast, hub, alice, live):
    server = Open()
    answer = server.ask(alice.browser, live)
    assert answer.text.startswith("retry: 100\n\n")
    assert hub._open == []
    server.begun[0](server)
    (one,) = hub._open
    assert (one.teams, one.seen, one.by) == ((cast.team,), seen(cast), "session")


def test_a_head_request_keeps_nothing_open(hub, alice, live):
    server = Open()
    alice.browser.client.head(live, environ_overrides={KEEP_OPEN: server.begun.append})
    assert server.begun == []


def test_too_many_are_refused_and_told_when_to_ask_again(hub, alice, live, monkeypatch):
    monkeypatch.setattr(hub, "_most", 0)
    answer = alice.browser.get(live)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_home_watches_all_teams_of_the_person(cast, hub, alice):
    server = Open()
    answer = server.ask(alice.browser, "/live")
    server.begun[0](server)
    assert hub._open[0].teams == (cast.team,)
    assert f'data-live="/live" data-seen="{seen(cast)}"' in alice.browser.get("/").text
    assert f"data: {seen(cast)}" in answer.text


def test_a_guest_hears_the_team_of_the_link_until_it_is_revoked(cast, hub, site, bob, queue, link):
    guest, server = site.browser(), Open()
    shared = guest.get(link).location
    assert f'data-live="{shared}/live"' in guest.get(shared).text
    server.ask(guest, f"{shared}/live")
    server.begun[0](server)
    assert (hub._open[0].by, hub._open[0].teams) == ("link", (cast.team,))
    bob.press(bob.look(f"{queue}/team/links"), "Revoke")
    assert guest.get(f"{shared}/live").status_code == 404


def test_who_was_removed_cannot_resume(cast, alice, live):
    in_transaction(cast.doors, lambda conn: members.remove(conn, cast.team, cast.alice))
    assert alice.browser.get(live).status_code == 404


def told(person, queue, since):
    """The answer to a script whose page shows the revision `since`."""
    page = person.browser.get(queue, headers={"Topmost-Seen": since}).text
    found = re.search(r'data-told="([^"]*)"', page)
    return found[1] if found else None


@BOTH_ENGINES
def test_a_page_is_told_what_others_did_with_their_name(cast, alice, bob, carol, queue, busy):
    since = seen(cast)
    bob.browser.post(f"{queue}/items/3/finish", {"key": "k" * 16})
    assert told(alice, queue, since) == "Bob finished #3"
    assert told(bob, queue, since) is None
    assert told(carol, queue, since) == "#3 was finished", "observers see no names"
    alice.browser.post(f"{queue}/items/2/join", {"key": "l" * 16})
    assert told(carol, queue, since) == "#2 got one more person and one more change"
    assert told(alice, queue, since) == "Bob finished #3"


@pytest.mark.parametrize("since", ["", "x", "1", "1.x", "2.1", "1.-1", "1.99999999999", "1.4000"])
def test_what_no_page_of_this_team_shows_is_told_nothing(cast, alice, queue, busy, since):
    cast.do(finish, by=cast.bob, item=3)
    assert told(alice, queue, since) is None


def test_what_an_agent_did_is_told_as_its_sponsors_and_to_the_sponsor_too(cast, alice, bob, carol, queue):
    cast.add("Search")
    let_agents(cast, 1)
    since = seen(cast)
    robot(cast).pull()
    assert {told(person, queue, since) for person in (alice, bob)} == {"Alice's fixer pulled #1"}
    assert told(carol, queue, since) == "#1 was pulled"


def test_the_stand_up_names_nobody(cast, alice, standup, queue, busy, bob):
    since = seen(cast)
    bob.browser.post(f"{queue}/items/3/finish", {"key": "k" * 16})
    assert told(alice, standup, since) == "#3 was finished"


def test_who_only_looks_is_told_nothing(cast, alice, queue, busy):
    assert "data-told" not in alice.browser.get(queue).text
