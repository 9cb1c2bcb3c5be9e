"""The installation page: only for operators. It shows the checks of doctor, the notice, outages and letters."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from queue_app import __version__
from queue_app.service.reports import checkup
from queue_app.store.db import version
from queue_app.store.notices import Notice, replace_notice
from queue_app.store.tables import LIFE_SIGN, OUTAGE, OUTBOX
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.web.operators.installation import _checking

PAGE = "/installation"


@pytest.fixture
def letters(site):
    """Puts letters with these numbers into the outbox; each waits, or was given up, perhaps too late to be sent."""

    def put(given_up=(), waiting=(), late=()):
        now = utc_now()
        for n in (*given_up, *waiting, *late):
            row = {"id": n, "kind": "reset", "address": f"l{n}@example.org", "about": {"nonce": "n"}, "due_at": now}
            row |= {"made_at": now - timedelta(minutes=9), "expires_at": now + timedelta(hours=-1 if n in late else 1)}
            row |= {"failed_at": None, "error": ""} if n in waiting else {"failed_at": now, "error": f"no box {n}"}
            in_transaction(site.cast.doors, lambda conn, row=row: conn.execute(insert(OUTBOX), row))

    return put


def states(site):
    return {row["id"]: "given up" if row["failed_at"] else "waits" for row in site.rows("outbox")}


def test_an_operator_finds_it_from_the_account_page_and_nobody_else_does(site, alice, bob):
    assert (PAGE in [to for _, to in bob.look("/account").links], bob.look(PAGE).response.status_code) == (True, 200)
    assert PAGE not in [to for _, to in alice.look("/account").links]
    missing, hidden = alice.browser.get("/no-such-page"), alice.browser.get(PAGE)
    assert (hidden.status_code, hidden.data) == (404, missing.data)


def test_the_name_of_an_operator_is_read_as_addresses_are(site, monkeypatch):
    monkeypatch.setitem(site.app.config, "TOPMOST_OPERATORS", ("ALICE@Example.ORG",))
    assert site.browser(site.cast.alice).get(PAGE).status_code == 200
    assert site.browser(site.cast.bob).get(PAGE).status_code == 404


def test_it_says_what_runs_and_the_quick_checks(bob):
    words = bob.look(PAGE).words
    assert f"Topmost {__version__}, Python" in words
    assert version.head() in words
    assert all(name in words for name in checkup._QUICK)
    assert "order and history" not in words
    assert "TOPMOST_OPERATORS names" not in words


def test_all_checks_are_made_when_asked_for_and_one_at_a_time(site, bob):
    page = bob.press(bob.look(PAGE), "Check everything")
    assert all(name in page.words for name in checkup._CHECKS)
    with _checking:
        page = bob.press(bob.look(PAGE), "Check everything")
    assert "Somebody checks everything already." in page.words


def test_a_fault_is_said_with_what_to_do(site, bob, monkeypatch):
    monkeypatch.setitem(site.app.config, "TOPMOST_OPERATORS", ("bob@example.org", "nobody@example.org"))
    assert "TOPMOST_OPERATORS names nobody@example.org, which has no account." in bob.look(PAGE).words


def test_outages_and_the_notice_are_told(site, bob):
    words = bob.look(PAGE).words
    assert "Nothing is known yet" in words
    assert "No notice is shown." in words
    now = utc_now()

    def fill(conn):
        replace_notice(conn, Notice("Down at noon", now + timedelta(hours=1)))
        conn.execute(insert(LIFE_SIGN).values(id=1, since=now - timedelta(days=10), at=now))
        for days, announced in ((4, True), (2, False)):
            began = now - timedelta(days=days)
            about = {"began_at": began, "ended_at": began + timedelta(minutes=36 * days), "announced": announced}
            conn.execute(insert(OUTAGE).values(about))

    in_transaction(site.cast.doors, fill)
    words = bob.look(PAGE).words
    assert "98.5 % available" in words
    assert "2 outages, 3 h in all, 1 h of it without a notice" in words
    assert words.count("announced") == 1
    assert "Down at noon" in words


def test_letters_that_were_given_up_are_tried_again_or_deleted(site, bob, letters):
    letters(given_up=(1, 2), waiting=(3,), late=(4,))
    page = bob.look(PAGE)
    assert "One letter waits" in page.words
    assert "3 letters were given up." in page.words
    assert page.words.count("Try again") == 2, "a letter that comes too late is only deleted"
    assert "The letter will be sent again." in bob.press(page, "Try again").words
    assert states(site) == {1: "given up", 2: "waits", 3: "waits", 4: "given up"}


@pytest.mark.parametrize(
    ("act", "letter", "left"), [("delete", 3, 4), ("retry", 4, 4), ("retry", 9, 4), ("delete", 2, 3)]
)
def test_nothing_happens_to_other_letters(site, bob, letters, act, letter, left):
    letters(given_up=(1, 2), waiting=(3,), late=(4,))
    assert bob.browser.post(f"{PAGE}/letters/{act}", {"letter": letter}).status_code == 303
    assert len(states(site)) == left
    assert states(site)[1] == "given up"
    assert ("cannot be sent again" in bob.look(PAGE).words) == (act == "retry")
