"""The rights in docs/roles.md are correct. Nobody is left without a way in."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from queue_app.domain.sign_in.throttle import FIRST_WAIT, FORGOTTEN_AFTER, FREE, LONGEST_WAIT
from queue_app.domain.team.rights import Founder, Right, Role, may, may_make_team
from queue_app.domain.team.team import Team

PAGE = Path(__file__).parents[3] / "docs" / "roles.md"
SWITCHES = [
    Team(1, "", who_orders=orders, who_limits=limits) for orders, limits in product(("managers", "everybody"), repeat=2)
]


def table() -> dict[str, dict[str, str]]:
    """{right: {role: what the page says}}."""
    lines = [
        [cell.strip(" `") for cell in line.strip("|").split("|")]
        for line in PAGE.read_text().splitlines()
        if "|" in line
    ]
    head, _, *body = lines
    return {row[0]: dict(zip(head[2:], row[2:], strict=True)) for row in body}


def said(role: Role, right: Right) -> str:
    answers = {may(role, right, team) for team in SWITCHES}
    return "setting" if len(answers) == 2 else "yes" if answers == {True} else "no"


def test_the_page_has_every_right_and_every_role():  # X16
    assert set(table()) == set(Right)
    assert all(set(row) == set(Role) for row in table().values())


@pytest.mark.parametrize("right", Right)
def test_the_page_says_what_the_rule_does(right):  # X16
    assert table()[right] == {role: said(role, right) for role in Role}


@pytest.mark.parametrize("facts", list(product((True, False), repeat=4)))
def test_who_may_make_a_team(facts):  # P1
    who = Founder(*facts)
    stuck = not who.in_team and (who.first or not who.any_team)
    assert may_make_team(who) is (who.manages or stuck)


def test_the_security_page_names_the_throttle_as_it_is():  # X16
    text = " ".join((PAGE.parents[1] / "SECURITY.md").read_text().split())
    assert f"After {FREE['account']} wrong passwords for an account, or {FREE['address']} from an address" in text
    first, longest = int(FIRST_WAIT.total_seconds()), LONGEST_WAIT // timedelta(minutes=1)
    assert f"waits {first} seconds, doubled with each further one up to {longest} minutes" in text
    assert f"forgotten after {FORGOTTEN_AFTER // timedelta(hours=1)} hours" in text
