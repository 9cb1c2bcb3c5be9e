"""Reloading the address of any form leads to the page of the form."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

LEADS_TO = {
    "/teams/{team}/pull": "/teams/{team}",
    "/teams/{team}/paste": "/teams/{team}",
    "/teams/{team}/items/1/join": "/teams/{team}/items/1",
    "/teams/{team}/items/1/remove-image/1": "/teams/{team}/items/1",
    "/teams/{team}/invite": "/teams/{team}/team",
    "/teams/{team}/set-wip-limit": "/teams/{team}/team/work",
    "/teams/{team}/revoke-token": "/teams/{team}/team/links",
    "/teams/{team}/import/abc/import": "/teams/{team}/import/abc",
    "/account/password": "/account",
    "/account/sessions/end": "/account",
    "/teams/{team}/days-off/file": "/teams/{team}/team/work",
    "/teams": "/",
    "/example": "/",
}


def forms_without_a_page(app: Flask) -> dict[str, str]:
    """{endpoint: address} of every page route that accepts a form and has no page of its own."""
    to, known = (
        app.url_map.bind("localhost"),
        dict.fromkeys(("team", "number", "person", "act", "image"), 1) | {"file": "x", "link": "x"},
    )
    rules = [rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith("api.")]
    pages = {rule.rule for rule in rules if "GET" in rule.methods}
    return {
        rule.endpoint: to.build(rule.endpoint, {name: known[name] for name in rule.arguments}, method="POST")
        for rule in rules
        if "POST" in rule.methods and rule.rule not in pages
    }


@pytest.mark.parametrize("address", LEADS_TO)
def test_a_reload_leads_to_the_page_of_the_form(site, cast, address):
    cast.add("Search")
    answer = site.browser(cast.bob).get(address.format(team=cast.team))
    assert answer.status_code == 303
    assert answer.headers["Location"] == LEADS_TO[address].format(team=cast.team)


def test_no_form_of_a_page_answers_a_reload_with_an_error(app, site, cast):
    browser = site.browser(cast.bob)
    found = forms_without_a_page(app)
    assert len(found) > 40
    for endpoint, address in found.items():
        answer = browser.get(address)
        assert answer.status_code == 303, endpoint
        to = urlsplit(answer.headers["Location"]).path
        assert app.url_map.bind("localhost").test(to, method="GET"), endpoint


def test_it_tells_nobody_what_is_there(site, cast):
    mallory = site.browser(cast.mallory)
    for team in (cast.team, 999):
        answer = mallory.get(f"/teams/{team}/pull")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/teams/{team}")
        assert mallory.get(f"/teams/{team}").status_code == 404
    assert site.browser().get(f"/teams/{cast.team}/pull", follow_redirects=True).status_code == 401


def test_programs_and_other_methods_are_told_that_it_does_not_work(site, cast):
    bob, pull = site.browser(cast.bob), f"/teams/{cast.team}/pull"
    assert bob.get(pull, headers={"Accept": "application/json"}).status_code == 405
    assert bob.get(f"/api{pull}").status_code == 405
    assert bob.client.put(pull, headers={"X-CSRFToken": bob.csrf}).status_code == 405
    assert bob.client.delete(f"/teams/{cast.team}", headers={"X-CSRFToken": bob.csrf}).status_code == 405
