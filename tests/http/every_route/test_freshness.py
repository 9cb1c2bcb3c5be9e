"""Asking again for what one has costs next to nothing, on every page and document that has an ETag."""

import pytest
from flask import Flask

from queue_app.domain.queue.order import Target
from queue_app.usecases.queue.move import move
from tests.conftest import BOTH_ENGINES
from tests.screens.test_queue import BECAUSE
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("day_of_the_cast")

WHO_TEAM_FRAME_UNDO = 5
"""Who asks, whether they are in the team, the frame, and what they can take back (two)."""


def addresses(app: Flask, team: int) -> list[str]:
    """Of every page and document about a team or its first item."""
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


@BOTH_ENGINES
def test_the_frame_is_read_once_for_a_screen_that_is_new(site, cast, busy, queue):
    browser = site.browser(cast.alice)
    with counted(cast.doors) as sent:
        browser.get(queue, headers={"If-None-Match": 'W/"another"'})
    assert sum("my_name" in statement for statement in sent) == 1
