"""Display settings apply to all browsers of a person, without scripts."""

import re

import pytest


def page_of(person, path):
    return re.search("<html[^>]*>", person.look(path).response.text)[0]


def test_theme_and_keys_are_attributes_of_every_page_of_this_person(site, cast, alice, bob):
    queue = f"/teams/{cast.team}"
    before = alice.browser.get(queue).headers["ETag"]
    alice.press(alice.look("/account"), "Save", theme="dark", keys="off", density="", language="")
    for path in (queue, "/account", "/"):
        assert ' data-theme="dark" data-keys="off"' in page_of(alice, path)
        assert "data-theme" not in page_of(bob, path)
    assert alice.browser.get(queue, headers={"If-None-Match": before}).status_code == 200
    assert "data-theme" not in site.browser(cast.alice).get("/no-such-page").text  # The same bytes for everybody.
    alice.press(alice.look("/account"), "Save", theme="", keys="", density="", language="")
    assert "data-theme" not in page_of(alice, queue)


@pytest.mark.parametrize("name", ["theme", "keys", "density", "language"])
def test_anything_else_is_refused(alice, name):
    assert alice.browser.post("/account/display", {name: "odd"}).status_code == 422
