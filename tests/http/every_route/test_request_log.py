"""One log line per request: method, address, status, time. No query, no secret, no name, and no injected lines."""

import logging
import re

import pytest

from queue_app.usecases.sign_in import secrets


@pytest.fixture
def lines(caplog, monkeypatch):
    monkeypatch.setattr(logging.getLogger("topmost.requests"), "propagate", True)
    caplog.set_level(logging.INFO, "topmost.requests")
    return lambda: [record.getMessage() for record in caplog.records if record.name == "topmost.requests"]


def test_a_line_says_method_address_status_and_milliseconds(site, lines):
    site.browser(site.cast.bob).get("/account?q=what+somebody+looked+for")
    (line,) = lines()
    assert re.fullmatch(r"GET /account 200 \d+", line)


@pytest.mark.parametrize("path", ["/set-up/{}", "/join/{}", "/new-password/{}", "/join/{}/", "/join/{}.", "/joyn/{}"])
def test_a_link_that_opens_something_stands_in_no_line(site, lines, path):
    secret = secrets.generate()
    site.browser().get(path.format(secret))
    (line,) = lines()
    assert secret[:10] not in line
    assert "***" in line


def test_a_line_break_in_an_address_begins_no_line(site, lines):
    site.browser().get("/a%0aGET%20/fake%20200%201%1b[31m")
    (line,) = lines()
    assert "\n" not in line
    assert "\x1b" not in line
    assert "%0AGET%20/fake" in line


def test_a_slow_request_is_marked(site, lines, monkeypatch):
    monkeypatch.setattr("queue_app.service.http.request_log.SLOW_MS", 0)
    site.browser().get("/livez")
    assert lines()[0].endswith(" slow")


def test_a_fault_carries_the_id_that_the_page_shows(site, lines, monkeypatch):
    monkeypatch.setattr("queue_app.web.account.account_screen", lambda *_: 1 / 0)
    answer = site.browser(site.cast.bob).get("/account")
    assert lines()[0].endswith(f" {answer.headers['X-Request-Id']}")


def test_every_request_has_its_own_id(site):
    ids = {site.browser().get("/livez").headers["X-Request-Id"] for _ in range(3)}
    assert len(ids) == 3
