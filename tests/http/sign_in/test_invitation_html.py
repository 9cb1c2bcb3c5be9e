"""An invitation is a link that works once, for a new account or a present one, as long as who made it manages the team."""

import re

import pytest

from queue_app.domain.team.rights import Role
from queue_app.store.team import members
from queue_app.usecases.team.members import set_role
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
    page = bob.press(bob.look(team), "Invite", role="member", email="nora@example.org")
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


def test_who_is_signed_in_only_says_yes(site, invitation, cast):
    mallory = Person(site.browser(cast.mallory))
    page = mallory.look(invitation)
    assert "Password" not in page.words
    mallory.press(page, "Join the team")
    assert role(cast, cast.mallory) is Role.MEMBER


@pytest.mark.parametrize(
    ("wrong", "status", "told"),
    [
        ({"password": "short"}, 422, "at least 12"),
        ({"email": "alice@example.org"}, 409, "already has an account"),
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
