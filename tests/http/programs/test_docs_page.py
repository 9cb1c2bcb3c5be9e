"""The page about the API: its examples run as they are printed, and it lists every action with its fields."""

import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from queue_app.usecases.actions import ACTIONS
from tests.http.agents.served import served
from tests.http.reading import Shown


@pytest.fixture
def page(app):
    return app.test_client().get("/api/docs")


def printed(page):
    """The examples, as somebody copies them from the page."""
    return [unescape(block) for block in re.findall(r"<pre><code[^>]*>(.*?)</code></pre>", page.text, re.DOTALL)]


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
def test_the_examples_run_one_after_the_other(app, site, cast, page):
    cast.add("Search")
    blocks = printed(page)
    python = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    with served(app) as address:
        environ = python | {"TOPMOST_URL": address, "TOPMOST_TOKEN": site.token(cast.bob, cast.team, "work")}
        script = "set -eu\n" + "\n".join(f"{block}\necho; echo ==" for block in blocks)
        told = subprocess.run(["bash", "-c", script], env=environ, capture_output=True, text=True, timeout=60)
    assert told.returncode == 0, told.stdout + told.stderr
    answers = told.stdout.split("==\n")
    assert len(answers) == len(blocks) + 1
    assert '"changed":true' in answers[2]
    assert '"kind":"blocked"' in answers[3]
    assert answers[4].strip() in answers[2], "the same key gets the same answer"
    assert answers[5].strip() == "304"
    assert '"events":[]' in answers[6]
    assert "id: 2\ndata: {" in answers[7]
    assert cast.item(1).state == "in_progress"
    assert cast.order() == ["Search", "Answer the bank", "Ask the bank"]


def test_it_lists_every_action_and_says_which_fields_are_required(page):
    words = Shown(page).words
    assert page.status_code == 200
    for action in ACTIONS.values():
        assert f" {action.name} " in words
    assert "title (required)" in words


def test_it_is_linked_from_the_first_document(site, cast):
    token = site.token(cast.bob, cast.team)
    client = site.app.test_client(use_cookies=False)
    links = client.get("/api", headers={"Authorization": f"Bearer {token}"}).json["_links"]
    assert client.get(links["docs"]["href"]).status_code == 200
    assert client.get(links["openapi"]["href"]).json["openapi"].startswith("3.1")


def test_it_names_a_client_that_is_served_beside_it(app, page):
    assert "/api/client.py" in Shown(page).words
    served_text = app.test_client().get("/api/client.py")
    assert (served_text.status_code, served_text.mimetype) == (200, "text/x-python")
    assert "class LinkClient" in served_text.text
