"""The radiator: for who is in the team and for who has a link, without a name or anything to press."""

import re

import pytest

from queue_app.store.db.silence import DatabaseBusy
from queue_app.usecases.queue.block import block
from tests.http.reading import Shown

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture
def wall(queue, monkeypatch, cast):
    monkeypatch.setattr("queue_app.web.radiator.utc_now", lambda: cast.now)
    return f"{queue}/radiator"


@pytest.fixture
def link(bob, queue):
    page = bob.press(bob.look(f"{queue}/team/links"), "Make a link", name="The wall", page="radiator")
    return re.search(r"http://localhost(/shared/[\w-]+)", page.words)[1]


@pytest.mark.parametrize("who", ["alice", "bob", "carol"])
def test_everybody_in_the_team_reads_it_and_nobody_is_named(request, busy, wall, who):
    page = request.getfixturevalue(who).look(wall)
    assert page.response.status_code == 200
    for said in ("2 of 4 in progress", "Search", "nobody on it", "1 on it", "waits for the bank", "1 Tax", "Logo"):
        assert said in page.words
    assert not [name for name in ("Alice", "Bob", "Carol") if name in page.words]
    assert (page.forms, page.links) == ([], [])


def test_it_is_live_and_a_browser_without_scripts_asks_again_by_itself(alice, busy, wall, queue):
    answer = alice.browser.get(wall)
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in answer.text
    assert "Refresh" not in answer.headers
    assert f'data-live="{queue}/live"' in answer.text
    assert "radiator.css" in answer.text


@pytest.mark.parametrize(("error", "status"), [(DatabaseBusy(), 503), (RuntimeError("torn"), 500)])
def test_a_wall_heals_by_itself_after_an_error(site, alice, busy, wall, link, monkeypatch, error, status):
    guest = site.browser()
    shared = guest.get(link).location

    def torn(*_):
        raise error

    with monkeypatch.context() as broken:
        broken.setattr("queue_app.web.radiator.radiator_screen", torn)
        for browser, address in ((alice.browser, wall), (guest, shared)):
            answer = browser.get(address)
            assert (answer.status_code, answer.headers.get("Refresh")) == (status, "30")
    assert guest.get(shared).status_code == 200


def test_a_wall_whose_link_is_revoked_looks_again_and_other_pages_do_not(site, bob, wall, link):
    guest = site.browser()
    shared = guest.get(link).location
    bob.press(bob.look(wall.replace("radiator", "team/links")), "Revoke")
    assert (guest.get(shared).status_code, guest.get(shared).headers["Refresh"]) == (404, "30")
    assert "Refresh" not in guest.get(shared.replace("radiator", "forecast")).headers
    assert "Refresh" not in bob.browser.get(wall.replace("radiator", "nothing")).headers


def test_it_is_live(cast, alice, busy, wall):
    alice.look(wall)
    cast.do(block, by=cast.alice, item=3, sentence="waits for paint")
    assert "waits for paint" in alice.look(wall).words


def test_a_guest_with_the_link_sees_the_same_page(site, alice, busy, wall, link):
    guest = site.browser()
    shared = guest.get(link).location
    guest_stream = f"{shared}/live"
    opened = guest.get(shared)
    assert opened.status_code == 200
    assert f'data-live="{guest_stream}"' in opened.text
    assert re.sub(r"\d\d:\d\d", "", Shown(opened).words) == re.sub(r"\d\d:\d\d", "", alice.look(wall).words)


def test_asking_again_for_the_same_minute_costs_nothing(site, alice, busy, wall, link):
    guest = site.browser()
    for browser, address in ((alice.browser, wall), (guest, guest.get(link).location)):
        again = browser.get(address, headers={"If-None-Match": browser.get(address).headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


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
