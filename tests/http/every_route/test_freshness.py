"""A conditional request for an unchanged page or document costs next to nothing, wherever there is an ETag."""

import pytest
from flask import Flask

from queue_app.domain.queue.order import Target
from queue_app.domain.team.rights import Role
from queue_app.usecases.queue.move import move
from queue_app.usecases.team import joining
from queue_app.usecases.team.members import set_role
from queue_app.usecases.team.settings import archive
from queue_app.usecases.transaction import run
from queue_app.usecases.tx import Actor
from tests.conftest import BOTH_ENGINES
from tests.screens.test_queue import BECAUSE
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("day_of_the_cast")

WHO_TEAM_FRAME_UNDO = 5
"""The statements: who asks, whether they are in the team, the frame, and what they can undo (two)."""


def addresses(app: Flask, team: int) -> list[str]:
    """The addresses of every page and document about a team or its first item."""
    to = app.url_map.bind("localhost")
    known = {"team": team, "number": 1, "item": 1}
    return [
        to.build(rule.endpoint, {name: known[name] for name in rule.arguments})
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and "team" in rule.arguments <= known.keys()
    ]


@BOTH_ENGINES
def test_an_unchanged_screen_is_recognized_by_its_frame_alone(app, site, cast, busy):
    browser, tagged = site.browser(cast.bob), []
    cast.do(move, items=[5], target=Target(end="top"), reason=BECAUSE)
    for address in addresses(app, cast.team):
        etag = browser.get(address).headers.get("ETag")
        if etag is None:
            continue
        with counted(cast.doors) as sent:
            answer = browser.get(address, headers={"If-None-Match": etag})
        assert (answer.status_code, answer.data) == (304, b""), address
        assert len(sent) <= WHO_TEAM_FRAME_UNDO, (
            f"{address}: answer with service.freshness.fresh, which reads the frame first"
        )
        tagged.append(address)
    pages = {f"/teams/{cast.team}{page}" for page in ("", "/standup", "/finished", "/order", "/items/1")}
    documents = {f"/api/teams/{cast.team}{one}" for one in ("", "/queue", "/items/1")}
    assert pages | documents <= set(tagged)


def test_the_first_page_is_recognized_by_the_revisions_of_its_teams(site, cast):
    bob = site.browser(cast.bob)
    known = {"If-None-Match": bob.get("/").headers["ETag"]}
    with counted(cast.doors) as sent:
        answer = bob.get("/", headers=known)
    assert (answer.status_code, answer.data, len(sent)) == (304, b"", 2)  # who asks, and the teams
    assert site.browser(cast.alice).get("/", headers=known).status_code == 200
    assert bob.get("/", headers=known | {"Accept-Language": "de"}).status_code == 200
    for change in (
        lambda: cast.add("Search"),
        lambda: cast.do(set_role, person=cast.carol, role=Role.MEMBER),
        lambda: run(cast.doors, joining.enrol, Actor(cast.other_team, cast.mallory), who=cast.bob, role=Role.OBSERVER),
        lambda: cast.do(archive),
    ):
        known = {"If-None-Match": bob.get("/").headers["ETag"]}
        change()
        assert bob.get("/", headers=known).status_code == 200
    run(cast.doors, archive, Actor(cast.other_team, cast.mallory))
    assert "ETag" not in bob.get("/").headers  # Outside a team. Their rights depend on all teams.


@BOTH_ENGINES
def test_the_frame_is_read_once_for_a_screen_that_is_new(site, cast, busy, queue):
    browser = site.browser(cast.alice)
    with counted(cast.doors) as sent:
        browser.get(queue, headers={"If-None-Match": 'W/"another"'})
    assert sum("my_name" in statement for statement in sent) == 1
