"""Agents on the pages: a manager allows them, a person creates and removes one, an item is for people only."""

from datetime import timedelta

import pytest

from queue_app.store.agents import slots
from queue_app.store.sign_in import people
from queue_app.usecases.agents.ready import ready
from queue_app.usecases.transaction import in_transaction, utc_now
from tests import given
from tests.http.reading import Person
from tests.http.site import Site
from tests.usecases.agents.robots import let_agents, minutes_pass, robot

PASSWORD = "a sentence of Alice"


@pytest.fixture
def team(site: Site) -> str:
    return f"/teams/{site.cast.team}/team/links"


def test_a_manager_lets_agents_in(bob: Person, site: Site, team: str) -> None:
    docs, payments = given.area(site.cast, "Docs"), given.area(site.cast, "Payments")
    page = bob.look(team)
    assert "Items of agents at once" in page.words
    page = bob.press(page, "Save settings of agents", at_once="2", silence="10", areas=[str(docs)])
    assert page.response.status_code == 200
    with site.cast.doors.reading() as conn:
        assert slots.at_once(conn, site.cast.team) == 2
    areas = {row["id"]: row["for_agents"] for row in site.rows("area")}
    assert areas == {docs: 1, payments: 0}


@pytest.mark.parametrize(
    ("typed", "words"), [({"at_once": "100"}, "from 0 to 99"), ({"silence": "1"}, "from 2 to 1,440")]
)
def test_what_cannot_be_is_told_beside_the_field(bob: Person, team: str, typed: dict[str, str], words: str) -> None:
    page = bob.press(bob.look(team), "Save settings of agents", **typed)
    assert page.response.status_code == 422
    assert words in page.words


def test_members_do_not_set_what_agents_may(alice: Person, team: str) -> None:
    assert alice.look(team).response.status_code == 403


def test_a_person_makes_an_agent_and_ends_it_at_once(alice: Person, site: Site, app) -> None:
    kept = app.extensions["passwords"].hash(PASSWORD)
    in_transaction(site.cast.doors, people.set_password, person=site.cast.alice, password_hash=kept)
    typed = {"name": "nightly fixer", "team": str(site.cast.team), "scope": "agent", "days": "30", "old": PASSWORD}
    page = alice.press(alice.look("/account"), "Make a token", **typed)
    secret = next(word for word in page.words.split() if word.startswith("topmost_"))
    headers = {"Authorization": f"Bearer {secret}"}
    client = app.test_client(use_cookies=False)
    assert client.get("/api/me", headers=headers).status_code == 200
    page = alice.look("/account")
    assert "nightly fixer" in page.words
    assert "pull as an agent" in page.words
    alice.press(page, "Revoke")
    assert client.get("/api/me", headers=headers).status_code == 401


def test_managers_see_the_agents_of_the_team_and_revoke_them(bob: Person, site: Site, team: str) -> None:
    let_agents(site.cast, 1)
    site.cast.add("A")
    site.cast.now = utc_now()
    robot(site.cast, name="nightly fixer").pull()
    page = bob.look(team)
    assert "nightly fixer" in page.words
    assert "Alice's nightly fixer" in bob.look(f"/teams/{site.cast.team}").words
    bob.press(page, "Revoke")
    assert "Alice's nightly fixer" not in bob.look(f"/teams/{site.cast.team}").words


def test_an_item_is_kept_for_people(alice: Person, site: Site) -> None:
    site.cast.add("A")
    item = f"/teams/{site.cast.team}/items/1"
    assert "People only" not in alice.look(item).words
    let_agents(site.cast, 1)
    assert "People only" in alice.look(item).words
    page = alice.press(alice.look(f"{item}/people-only"), "Save", reason="It needs a talk.")
    assert page.response.status_code == 200
    assert "Agents do not pull it: It needs a talk." in alice.look(item).words
    assert "People only: It needs a talk." in alice.look(f"/teams/{site.cast.team}").words
    alice.press(alice.look(f"{item}/people-only"), "Save", reason="")
    assert "Agents do not pull it" not in alice.look(item).words


def test_a_page_that_was_read_before_the_silence_is_read_again(site: Site, monkeypatch) -> None:
    site.cast.now = utc_now()
    let_agents(site.cast, 1)
    site.cast.add("A")
    robot(site.cast).pull()
    browser, page = site.browser(site.cast.bob), f"/teams/{site.cast.team}/items/1"
    known = {"If-None-Match": browser.get(page).headers["ETag"]}
    assert browser.get(page, headers=known).status_code == 304
    later = utc_now() + timedelta(minutes=31)
    monkeypatch.setattr("queue_app.service.http.viewing.utc_now", lambda: later)
    assert "The agent went silent" in browser.get(page, headers=known).text


def test_the_german_pages_speak_of_agents(site: Site) -> None:
    let_agents(site.cast, 1)
    site.cast.add("A")
    one = robot(site.cast, name="Nachtdienst")
    one.pull()
    browser, german = site.browser(site.cast.bob), {"Accept-Language": "de"}
    one.do(ready, run_of=1, item=1, sentence="Fertig zum Ansehen.")
    assert "Bereit zum Ansehen" in browser.get(f"/teams/{site.cast.team}", headers=german).text
    minutes_pass(site.cast, 1)
    assert "Nachtdienst von Alice" in browser.get(f"/teams/{site.cast.team}/items/1", headers=german).text
