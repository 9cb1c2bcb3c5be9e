"""Signing in and out: sessions are rows, attempts are counted before a password is looked at, nobody is told who exists."""

from datetime import timedelta

import pytest

from queue_app.domain.sign_in.throttle import SignInBusy
from queue_app.domain.team.rights import Role
from queue_app.store.sign_in import people
from queue_app.store.team import members
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.sign_in import sign_in as rule
from queue_app.usecases.sign_in.passwords import AT_ONCE, Passwords
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.http.site import Site

PASSWORD = "a sentence of Alice"


@pytest.fixture
def alice(site: Site) -> str:
    """Her address; she has a password now."""
    kept = site.app.extensions["passwords"].hash(PASSWORD)
    in_transaction(site.cast.doors, people.set_password, person=site.cast.alice, password_hash=kept)
    return "alice@example.org"


def sign_in(browser, email, password=PASSWORD, **further):
    return browser.post("/sign-in", {"email": email, "password": password}, **further)


def cookie_of(browser):
    return browser.client.get_cookie("topmost")


def test_the_right_password_opens_the_queue_of_the_only_team(site, alice):
    browser = site.browser()
    answer = sign_in(browser, " Alice@Example.ORG")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/teams/{site.cast.team}")
    assert browser.get("/account").status_code == 200
    assert [row["person_id"] for row in site.rows("session")] == [site.cast.alice]


def test_the_cookie_carries_an_id_and_the_row_its_hash(site, alice):
    browser = site.browser()
    sign_in(browser, alice)
    with browser.client.session_transaction() as cookie:
        session = cookie["_user_id"]
    (row,) = site.rows("session")
    assert row["id_hash"] == secrets.hash_of(session)
    assert session not in str(row)
    assert row["expires_at"] - utc_now() > timedelta(days=29)


def test_signing_in_begins_a_new_session_without_anything_of_before(site, alice):
    browser = site.browser()
    with browser.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    sign_in(browser, alice)
    with browser.client.session_transaction() as cookie:
        assert set(cookie) <= {"_permanent", "_user_id", "_fresh", "_id", "csrf_token", "_flashes"}
        assert cookie.get("csrf_token") != "the seed of every token against foreign forms"


@pytest.mark.parametrize(("email", "password"), [("alice@example.org", "wrong"), ("nobody@example.org", PASSWORD),
                                                 ("bob@example.org", PASSWORD), ("", ""), ("alice@example.org", "")])  # fmt: skip
def test_a_wrong_password_and_an_unknown_address_are_told_alike(site, alice, email, password):
    answer = sign_in(site.browser(), email, password)
    assert answer.status_code == 401
    assert "Wrong e-mail or password" in answer.text
    assert site.rows("session") == []


def test_nobody_costs_the_same_hash_as_somebody(monkeypatch):
    passwords = Passwords(1, 8, 1)
    seen = []
    monkeypatch.setattr(passwords, "_hasher", Counting(passwords._hasher, seen))
    kept = passwords.hash(PASSWORD)
    assert passwords.matches(kept, PASSWORD)
    assert not passwords.matches(None, PASSWORD)
    assert not passwords.matches(kept, "wrong")
    assert seen == ["hash", "verify", "verify", "verify"]


class Counting:
    def __init__(self, hasher, seen):
        self._hasher, self._seen = hasher, seen

    def hash(self, password):
        self._seen.append("hash")
        return self._hasher.hash(password)

    def verify(self, kept, password):
        self._seen.append("verify")
        return self._hasher.verify(kept, password)


def test_at_most_two_hashes_are_worked_out_at_once(monkeypatch):
    passwords = Passwords(1, 8, 1)
    assert AT_ONCE == 2
    monkeypatch.setattr("queue_app.usecases.sign_in.passwords.WAIT_SECONDS", 0.01)
    with passwords._one_of_few(), passwords._one_of_few(), pytest.raises(SignInBusy):
        passwords.hash("a third one at the same time")
    assert passwords.hash("when there is room again")


def test_signing_out_ends_the_row_so_that_a_copied_cookie_is_dead(site, alice):
    browser, thief = site.browser(), site.browser()
    sign_in(browser, alice)
    thief.client.set_cookie("topmost", cookie_of(browser).value)
    assert thief.get("/account").status_code == 200
    browser.get("/account")
    with browser.client.session_transaction() as cookie:
        cookie["csrf_token"] = "the seed of every token against foreign forms"
    assert browser.post("/sign-out").status_code == 303
    assert thief.get("/account").status_code == 401
    assert site.rows("session") == []


def test_a_session_ends_after_thirty_days_and_with_the_account(site):
    old = site.session(site.cast.alice, utc_now() - timedelta(days=30, seconds=1))
    browser = site.browser()
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = old
    assert browser.get("/account").status_code == 401
    bob = site.browser(site.cast.bob)
    assert bob.get("/account").status_code == 200
    in_transaction(site.cast.doors, people.forget, person=site.cast.bob, at=utc_now())
    assert bob.get("/account").status_code == 401


@pytest.mark.parametrize("planted", ["", "1", 1, None, ["x"], {"a": 1}, "x" * 5000, "\x00"])
def test_a_cookie_without_a_session_is_nobody(site, planted):
    browser = site.browser()
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = planted
    assert browser.get("/account").status_code == 401


def test_last_seen_is_noted_hourly(site):
    now = utc_now()
    fresh = site.session(site.cast.alice, now - timedelta(minutes=59))
    stale = site.session(site.cast.alice, now - timedelta(minutes=61))
    for session in (fresh, stale):
        browser = site.browser()
        with browser.client.session_transaction() as cookie:
            cookie["_user_id"] = session
        assert browser.get("/account").status_code == 200
    seen = {row["id_hash"]: row["last_seen"] for row in site.rows("session")}
    assert seen[secrets.hash_of(fresh)] == now - timedelta(minutes=59)
    assert seen[secrets.hash_of(stale)] >= now


def test_a_hash_of_older_parameters_is_replaced(site, alice):
    outdated = Passwords(2, 16, 1).hash(PASSWORD)
    in_transaction(site.cast.doors, people.set_password, person=site.cast.alice, password_hash=outdated)
    assert sign_in(site.browser(), alice).status_code == 303
    kept = next(row["password_hash"] for row in site.rows("person") if row["id"] == site.cast.alice)
    assert kept != outdated
    assert not site.app.extensions["passwords"].outdated(kept)
    assert sign_in(site.browser(), alice).status_code == 303


def test_a_password_that_was_replaced_while_it_was_looked_at_opens_nothing(site, alice, monkeypatch):
    doors, passwords = site.cast.doors, site.app.extensions["passwords"]
    account = rule.check_password(doors, passwords, alice, PASSWORD, rule.Visit("10.0.0.1"))
    in_transaction(doors, people.set_password, person=site.cast.alice, password_hash=passwords.hash("another sentence"))
    monkeypatch.setattr(rule, "check_password", lambda *_: account)
    with pytest.raises(rule.WrongPassword):
        rule.sign_in(doors, passwords, alice, PASSWORD, rule.Visit("10.0.0.1"))


def test_one_goes_where_one_wanted_to_go_but_never_elsewhere(site, alice):
    answer = site.browser().get("/account?a=1")
    assert answer.status_code == 401
    assert '<input type="hidden" name="next" value="/account?a=1">' in answer.text
    browser = site.browser()
    assert (
        browser.post("/sign-in", {"email": alice, "password": PASSWORD, "next": "/account?a=1"}).location
        == "/account?a=1"
    )
    browser = site.browser()
    assert (
        browser.post("/sign-in", {"email": alice, "password": PASSWORD, "next": "//evil.example"}).location
        == f"/teams/{site.cast.team}"
    )


def test_who_typed_the_name_of_the_server_begins_with_the_only_team_or_with_the_list_of_several(site, alice):
    def leads_to():
        return site.browser().post("/sign-in", {"email": alice, "password": PASSWORD, "next": "/"}).location

    assert leads_to() == f"/teams/{site.cast.team}"
    assert site.browser(site.cast.alice).get("/sign-in").location == f"/teams/{site.cast.team}"
    site.cast.untold(lambda conn: members.add(conn, site.cast.other_team, site.cast.alice, Role.MEMBER, utc_now()))
    assert leads_to() == "/"
