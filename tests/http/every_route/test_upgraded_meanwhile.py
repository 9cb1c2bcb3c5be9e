"""Another process upgraded the database of a running server. The server stops writing, says why, and shows what it can."""

import pytest

from tests.conftest import BOTH_ENGINES
from tests.versions import of_version

pytestmark = BOTH_ENGINES

SENTENCE = "The database is newer than this version of Topmost. Start the newer version"


def test_a_form_is_refused_with_the_next_step_and_the_page_still_shows(site, cast, queue):
    cast.add("Search")
    bob = site.browser(cast.bob)
    with of_version(cast.doors):
        before = site.mark()
        answer = bob.post(f"{queue}/pull", {"expect": "1"})
        shown = bob.get(queue)
        assert site.mark() == before
    assert answer.status_code == 503
    assert SENTENCE in answer.text
    assert answer.headers["Retry-After"]
    assert "Search" in shown.text


def test_a_program_gets_the_code_and_the_sentence(site, cast):
    program = {"Authorization": f"Bearer {site.token(cast.bob, cast.team)}"}
    with of_version(cast.doors):
        answer = site.browser().client.post(f"/api/teams/{cast.team}/add", json={"title": "Search"}, headers=program)
    assert (answer.status_code, answer.json["code"]) == (503, "other_schema")
    assert answer.json["detail"].startswith(SENTENCE)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_what_belongs_to_no_team_is_refused_too(site, cast, path):
    bob = site.browser(cast.bob)
    with of_version(cast.doors):
        answer = bob.post(path, {"email": "bob@example.org", "password": "a wrong sentence"})
    assert answer.status_code == 503
    assert SENTENCE in answer.text


def test_it_writes_again_when_the_database_is_of_its_version_again(site, cast, queue):
    cast.add("Search")
    bob = site.browser(cast.bob)
    with of_version(cast.doors):
        assert bob.post(f"{queue}/pull", {"expect": "1"}).status_code == 503
    assert bob.post(f"{queue}/pull", {"expect": "1"}).status_code == 303
