"""The scripts also work below a path, and the browser requests nothing outside it."""

import socket
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.installation import installed
from tests.browser.morning import first_run, lift_with_a_reason, move_with_a_reason, paste
from tests.browser.test_day import plan, pull


@pytest.fixture
def below(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = str(door.getsockname()[1])
    with installed(tmp_path, PORT=port, TOPMOST_URL=f"http://127.0.0.1:{port}/queue") as here:
        yield here
        assert here.faults() == ""
        assert here.complaints == []


def test_a_team_begins_its_day_below_it(below, browser: Browser):
    bob: Page = below.visit(browser)
    asked: set[str] = set()
    bob.on("request", lambda request: asked.add(urlsplit(request.url).path))
    first_run(bob, below.set_up)
    paste(bob)
    lift_with_a_reason(bob)
    move_with_a_reason(bob)
    pull(bob, "Print the key card at the desk")
    plan(bob, "Choose the printer", "Draw the card")
    assert len(asked) > 20, "the test looks at nothing"
    assert {path for path in asked if not path.startswith("/queue/")} == set()
