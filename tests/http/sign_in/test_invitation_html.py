"""An invitation is a link that works once, for a new or an existing account, while its author manages the team."""

import re

import pytest

from queue_app.domain.sign_in.throttle import FREE
from queue_app.domain.team.rights import Role
from queue_app.store.sign_in import people
from queue_app.store.team import members
from queue_app.usecases.team.members import set_role
from queue_app.usecases.transaction import in_transaction
from tests.http.reading import Person


@pytest.fixture
def team(cast):
    """The address of the team page."""
    return f"/teams/{cast.team}/team"


def role(cast, person):
    with cast.doors.reading() as conn:
        return members.role_of(conn, cast.team, person)


@pytest.fixture
def invitation(bob, team):
    """The path of a link that Bob made for a member."""
    page = bob.press(bob.look(team), "Make an invitation", role="member", email="nora@example.org")
    assert page.response.status_code == 200
    found = re.search(r"http://localhost(/join/[\w-]+)", page.words)
    assert found
    assert "/join/" not in bob.look(team).words  # It is shown once.
    return found[1]


NORA = {"name": "Nora", "email": "nora@example.org", "password": "a sentence of Nora"}


def test_an_invitation_makes_an_account_in_the_team(site, invitation, cast):
    nora = Person(site.browser())
    page = nora.look(invitation)
    assert "You are invited to Tigers as a member." in page.words
    home = nora.press(page, "Join the team", **NORA)
    assert "Tigers" in home.words
    assert site.browser().get(invitation).status_code == 409


@pytest.fixture
def open_invitation(bob, team):
    """The path of a link that anybody may use."""
    return re.search(
        r"http://localhost(/join/[\w-]+)", bob.press(bob.look(team), "Make an invitation", role="member").words
    )[1]


def test_one_link_lets_in_as_many_as_were_asked_for(bob, site, team):
    page = bob.press(bob.look(team), "Make an invitation", role="member", people="2")
    assert "Open invitation for 2 people, each as member" in page.words
    link = re.search(r"http://localhost(/join/[\w-]+)", page.words)[1]
    assert ("Copy the link", f"http://localhost{link}") in page.links
    assert "QR code of the link" in page.response.text
    for name in ("Nora", "Omar"):
        one = Person(site.browser())
        joined = one.press(one.look(link), "Join the team", **(NORA | {"name": name, "email": f"{name}@example.org"}))
        assert joined.response.status_code == 200
        left = "Open invitation for one member" in bob.look(team).words
        assert left is (name == "Nora")
    assert site.browser().get(link).status_code == 409


def test_a_link_for_an_address_is_for_one_person(bob, site, team):
    typed = {"role": "member", "people": "2", "email": "nora@example.org"}
    page = bob.press(bob.look(team), "Make an invitation", **typed)
    assert page.response.status_code == 422
    assert "A link for one address lets in one person." in page.words
    assert site.rows("one_time_link") == []


def test_who_is_signed_in_only_says_yes(site, open_invitation, cast):
    mallory = Person(site.browser(cast.mallory))
    page = mallory.look(open_invitation)
    assert "Password" not in page.words
    mallory.press(page, "Join the team")
    assert role(cast, cast.mallory) is Role.MEMBER


@pytest.mark.parametrize(
    ("wrong", "status", "told"),
    [
        ({"password": "short"}, 422, "at least 12"),
        ({"email": "alice@example.org"}, 409, "This invitation is for nora@example.org."),  # X12
        ({"email": "other@example.org"}, 409, "This invitation is for nora@example.org."),  # X12
        ({"name": "\uff21LICE"}, 409, "The team already has somebody called"),  # X12
        ({"name": " "}, 422, "cannot be empty"),
    ],
)
def test_what_is_wrong_with_an_account_is_told_and_the_link_stays_good(site, invitation, wrong, status, told):
    nora = Person(site.browser())
    page = nora.press(nora.look(invitation), "Join the team", **(NORA | wrong))
    assert page.response.status_code == status
    assert told in page.words
    assert site.browser().get(invitation).status_code == 303


def test_the_invitation_of_a_manager_who_is_none_any_more_opens_nothing(site, invitation, cast):
    cast.do(set_role, person=cast.alice, role=Role.MANAGER)
    cast.do(set_role, by=cast.alice, person=cast.bob, role=Role.MEMBER)
    page = Person(site.browser())
    answer = page.press(page.look(invitation), "Join the team", **NORA)
    assert answer.response.status_code == 409
    assert len(site.rows("person")) == 4


def test_an_open_invitation_is_listed_and_withdrawn(bob, site, invitation, team):
    page = bob.look(team)
    assert "nora@example.org" in page.words
    bob.press(page, "Withdraw")
    assert site.browser().get(invitation).status_code == 409


def test_an_invitation_for_an_address_is_for_that_account_only(site, invitation, cast):  # X12
    mallory = Person(site.browser(cast.mallory))
    page = mallory.press(mallory.look(invitation), "Join the team")
    assert page.response.status_code == 409
    assert "This invitation is for nora@example.org." in page.words
    assert role(cast, cast.mallory) is None
    nora = Person(site.browser())
    assert (
        "Tigers" in nora.press(nora.look(invitation), "Join the team", **(NORA | {"email": "NORA@example.org"})).words
    )


def test_an_account_of_the_same_name_does_not_join(site, open_invitation, cast):  # X12
    in_transaction(cast.doors, people.set_name, person=cast.mallory, name="alice")
    mallory = Person(site.browser(cast.mallory))
    page = mallory.press(mallory.look(open_invitation), "Join the team")
    assert (page.response.status_code, role(cast, cast.mallory)) == (409, None)
    assert "somebody called alice" in page.words
    page = mallory.press(mallory.look("/account"), "Save", name="Mallory M.")
    assert "Mallory M." in page.words
    mallory.press(mallory.look(open_invitation), "Join the team")
    assert role(cast, cast.mallory) is Role.MEMBER


@pytest.mark.parametrize("taken", ["Bob", "BOB", "\uff22ob", "B\u200bob"])
def test_nobody_takes_the_name_of_somebody_in_the_team(site, alice, cast, taken):  # X12
    page = alice.press(alice.look("/account"), "Save", name=taken)
    assert page.response.status_code == 409
    assert site.rows("person")[0]["name"] == "Alice"


def test_another_name_is_on_every_page_at_once(alice, bob, cast, team):  # X12
    before = bob.look(team)
    assert "Alice" in before.words
    alice.press(alice.look("/account"), "Save", name="Alice B.")
    answer = bob.browser.get(team, headers={"If-None-Match": before.response.headers.get("ETag", "x")})
    assert answer.status_code == 200
    assert "Alice B." in answer.text


def test_trying_addresses_tells_little_and_has_to_wait(site, open_invitation, cast):  # X14
    somebody = Person(site.browser())
    somebody.look(open_invitation)
    typed = {"name": "Nora", "password": "a sentence of Nora", "email": "bob@example.org"}
    answers = [somebody.browser.post("/join", typed) for _ in range(FREE["account"] + 1)]
    assert [answer.status_code for answer in answers] == [409] * FREE["account"] + [429]
    assert "No account was made." in answers[0].text
    assert "already has an account" not in answers[0].text
