"""A hanging request is logged once while it hangs: its address, its time so far, and its stack."""

import logging
import threading
import time

import pytest

from queue_app.service.reports.hanging import AFTER_SECONDS
from queue_app.usecases.sign_in import secrets
from tests.http.conftest import app, application, doors, site

__all__ = ["app", "application", "doors", "site"]


@pytest.fixture
def hangs(site, monkeypatch):
    """Begins a request that does not end before the test does."""
    inside, enough = threading.Event(), threading.Event()

    def waits_for_something(*_, **__):
        inside.set()
        enough.wait(20)
        raise RuntimeError

    asking = []

    def begin(path, patched):
        monkeypatch.setattr(patched, waits_for_something)
        browser = site.browser(site.cast.bob)
        asking.append(threading.Thread(target=browser.get, args=(path,)))
        asking[0].start()
        assert inside.wait(10)

    def end():
        enough.set()
        for thread in asking:
            thread.join(10)

    yield begin, end
    end()


@pytest.fixture
def lines(app, caplog):
    caplog.set_level(logging.WARNING, "topmost.hanging")

    def look(seconds):
        app.extensions["hanging"].look(time.monotonic() + seconds)
        return [record.getMessage() for record in caplog.records if record.name == "topmost.hanging"]

    return look


def test_it_is_said_once_with_where_it_stands(hangs, lines):
    begin, end = hangs
    begin("/account", "queue_app.web.account.account_screen")
    assert lines(AFTER_SECONDS - 2) == []
    lines(AFTER_SECONDS)
    (said,) = lines(AFTER_SECONDS + 5)
    assert said.startswith(f"still GET /account {AFTER_SECONDS} s\n")
    assert "in waits_for_something" in said
    end()
    assert len(lines(100)) == 1


def test_it_gives_no_secret_away(hangs, lines):
    begin, _ = hangs
    secret = secrets.generate()
    begin(f"/join/{secret}", "queue_app.web.join.once.moved")
    (said,) = lines(AFTER_SECONDS)
    assert said.startswith("still GET /join/*** ")
    assert secret not in said
