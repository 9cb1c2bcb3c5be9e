"""A token with too many requests is told to wait, before anything is read or written for it. Other tokens are not affected."""

import pytest

from queue_app.service.process import token_limits
from queue_app.service.process.token_limits import TokenLimits
from tests.http.program import Program


@pytest.fixture
def program(site, cast):
    cast.add("Search")
    site.app.extensions["token_limits"] = TokenLimits(3)
    yield Program(site, cast.bob, "manage")
    token_limits.limit_tokens(site.app)


def test_it_is_told_how_long_to_wait(program):
    assert [program.get("/api").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = program.get("/api")
    assert (refused.mimetype, refused.json["code"]) == ("application/problem+json", "too_many_requests")
    assert 1 <= int(refused.headers["Retry-After"]) <= 21


def test_a_write_too_many_changes_nothing(program, site, cast):
    for _ in range(3):
        program.get("/api")
    before = site.mark()
    assert program.ask("POST", f"/api/teams/{cast.team}/pull", {}).status_code == 429
    assert site.mark() == before


def test_other_tokens_and_people_are_not_held_up(program, site, cast):
    for _ in range(4):
        program.get("/api")
    assert Program(site, cast.bob, "manage").get("/api").status_code == 200
    assert site.browser(cast.bob).get("/api").status_code == 200


def test_what_is_remembered_has_an_end(monkeypatch):
    monkeypatch.setattr(token_limits, "TOKENS", 2)
    limits = TokenLimits(1)
    for token in (1, 2, 3, 1):
        limits.count(token, 0.0)  # The first was forgotten when the third came.
