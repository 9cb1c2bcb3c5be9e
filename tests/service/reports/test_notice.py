"""The operator's notice is on every page until its time, and no page that a browser kept hides it."""

from datetime import timedelta

import pytest

from queue_app.service.reports import notice
from queue_app.store.notices import Notice, replace_notice
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.house.source import ROOT, files
from tests.http.conftest import app, application, doors, site

__all__ = ["app", "application", "doors", "site"]

WORDS = "Down at 18:00 <b>for</b> five minutes"
SHOWN = "Down at 18:00 &lt;b&gt;for&lt;/b&gt; five minutes"


@pytest.fixture
def show(app, doors):
    """Shows a notice for so long; None ends it."""
    notices = app.extensions["notices"]

    def put(lasts):
        new = None if lasts is None else Notice(WORDS, utc_now() + lasts)
        in_transaction(doors, replace_notice, notice=new)
        notices.look()

    yield put
    in_transaction(doors, replace_notice, notice=None)
    notices.look()


@pytest.mark.parametrize("path", ["/account", "/", "/teams/{}", "/teams/{}/radiator", "/teams/{}/forecast", "/none"])
def test_it_is_on_every_page(site, show, path):
    browser, path = site.browser(site.cast.bob), path.format(site.cast.team)
    assert SHOWN not in browser.get(path).text
    show(timedelta(minutes=5))
    assert SHOWN in browser.get(path).text
    show(None)
    assert SHOWN not in browser.get(path).text


def test_somebody_who_is_not_signed_in_reads_it(site, show):
    show(timedelta(minutes=5))
    assert SHOWN in site.browser().get("/sign-in").text


@pytest.mark.parametrize(
    "frame",
    [file for file in files("queue_app/templates/*.html") if "<html" in file.read_text()],
    ids=lambda f: str(f.relative_to(ROOT)),
)
def test_every_frame_has_a_place_for_it(frame):
    assert "marks.operator_notice()" in frame.read_text()


def test_a_page_that_a_browser_kept_is_drawn_again(site, show):
    browser, queue = site.browser(site.cast.bob), f"/teams/{site.cast.team}"
    kept = {"If-None-Match": browser.get(queue).headers["ETag"]}
    assert browser.get(queue, headers=kept).status_code == 304
    show(timedelta(minutes=5))
    assert SHOWN in browser.get(queue, headers=kept).text


def test_it_ends_by_the_clock(app, show, monkeypatch):
    show(timedelta(minutes=5))
    notices = app.extensions["notices"]
    assert notices.words(utc_now() + timedelta(minutes=4)) == WORDS
    assert notices.words(utc_now() + timedelta(minutes=6)) == ""


def test_a_database_that_is_away_leaves_it_as_it_was(app, show, monkeypatch):
    show(timedelta(minutes=5))

    def away(*_):
        raise notice.DatabaseBusy

    monkeypatch.setattr(notice, "read_notice", away)
    app.extensions["notices"].look()
    assert app.extensions["notices"].words(utc_now()) == WORDS
