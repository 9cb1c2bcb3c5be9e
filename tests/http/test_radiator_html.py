"""The radiator: for who is in the team and for who has a link, without a name, a script or anything to press."""

import re

import pytest

from queue_app.usecases.block import block
from tests.http.reading import Shown

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture
def wall(queue, monkeypatch, cast):
    monkeypatch.setattr("queue_app.web.radiator.utc_now", lambda: cast.now)
    return f"{queue}/radiator"


@pytest.fixture
def link(bob, queue):
    page = bob.press(bob.look(f"{queue}/team"), "Make a link to it", name="The wall", page="radiator")
    return re.search(r"http://localhost(/shared/[\w-]+)", page.words)[1]


@pytest.mark.parametrize("who", ["alice", "bob", "carol"])
def test_everybody_in_the_team_reads_it_and_nobody_is_named(request, busy, wall, who):
    page = request.getfixturevalue(who).look(wall)
    assert page.response.status_code == 200
    for said in ("2 of 4 in progress", "Search", "nobody on it", "1 on it", "waits for the bank", "1 Tax", "Logo"):
        assert said in page.words
    assert not [name for name in ("Alice", "Bob", "Carol") if name in page.words]
    assert (page.forms, page.links) == ([], [])


def test_a_browser_asks_again_by_itself_and_no_script_is_needed(alice, busy, wall):
    answer = alice.browser.get(wall)
    assert answer.headers["Refresh"] == "30"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text
    assert "radiator.css" in answer.text


def test_it_is_live(cast, alice, busy, wall):
    alice.look(wall)
    cast.do(block, by=cast.alice, item=3, sentence="waits for paint")
    assert "waits for paint" in alice.look(wall).words


def test_a_guest_with_the_link_sees_the_same_page(site, alice, busy, wall, link):
    guest = site.browser()
    opened = guest.get(guest.get(link).location)
    assert opened.status_code == 200
    assert opened.headers["Refresh"] == "30"
    assert re.sub(r"\d\d:\d\d", "", Shown(opened).words) == re.sub(r"\d\d:\d\d", "", alice.look(wall).words)


def test_a_foreign_wall_is_as_missing_as_none(site, wall):
    mallory = site.browser(site.cast.mallory)
    foreign, missing = mallory.get(wall), mallory.get("/teams/999/radiator")
    assert (foreign.status_code, foreign.data) == (404, missing.data)


def test_the_stand_up_leads_there(alice, busy, standup, wall):
    assert alice.look(standup).link("Radiator") == wall


def test_what_people_wrote_is_escaped(cast, alice, wall):
    cast.add("<script>alert(1)</script>")
    answer = alice.browser.get(wall)
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
