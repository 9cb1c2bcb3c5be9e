"""Attempts are counted in the database before a password is checked: per account and per address, through any proxy."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from queue_app.domain.sign_in.throttle import FREE
from queue_app.store.sign_in import people
from queue_app.usecases.sign_in.passwords import Passwords
from queue_app.usecases.transaction import in_transaction
from tests.conftest import BOTH_ENGINES
from tests.http.site import Site

PASSWORD = "a sentence of Alice"


@pytest.fixture
def alice(site: Site) -> str:
    """Give Alice a password. Returns her address."""
    kept = site.app.extensions["passwords"].hash(PASSWORD)
    in_transaction(site.cast.doors, people.set_password, person=site.cast.alice, password_hash=kept)
    return "alice@example.org"


def sign_in(browser, email, password=PASSWORD, **further):
    return browser.post("/sign-in", {"email": email, "password": password}, **further)


def test_guessing_one_account_has_to_wait_even_with_the_right_password(site, alice):
    for _ in range(FREE["account"]):
        assert sign_in(site.browser(), alice, "wrong").status_code == 401
    answer = sign_in(site.browser(), alice)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 16
    assert site.rows("session") == []
    assert sign_in(site.browser(), alice, environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 429


def test_the_wait_stands_before_the_hash(site, alice, monkeypatch):
    for _ in range(FREE["account"]):
        sign_in(site.browser(), alice, "wrong")
    monkeypatch.setattr(Passwords, "matches", lambda *_: pytest.fail("a password was looked at"))
    assert sign_in(site.browser(), alice).status_code == 429


def test_guessing_many_accounts_from_one_address_has_to_wait(site):
    for n in range(FREE["address"]):
        assert sign_in(site.browser(), f"somebody{n}@example.org").status_code == 401
    assert sign_in(site.browser(), "another@example.org").status_code == 429
    elsewhere = {"REMOTE_ADDR": "10.0.0.9"}
    assert sign_in(site.browser(), "another@example.org", environ_base=elsewhere).status_code == 401


def test_no_header_of_a_proxy_moves_the_address(site):
    for n in range(FREE["address"]):
        sign_in(site.browser(), f"somebody{n}@example.org", headers={"X-Forwarded-For": f"10.0.0.{n}"})
    forged = {"X-Forwarded-For": "10.9.9.9", "Forwarded": "for=10.9.9.9", "X-Real-IP": "10.9.9.9"}
    assert sign_in(site.browser(), "another@example.org", headers=forged).status_code == 429


def test_a_success_clears_the_account_but_not_the_address(site, alice):
    for _ in range(FREE["account"] - 1):
        sign_in(site.browser(), alice, "wrong")
    assert sign_in(site.browser(), alice).status_code == 303
    (row,) = site.rows("throttle")
    assert (row["kind"], row["failures"]) == ("address", FREE["account"] - 1)


def test_the_count_names_nobody(site, alice):
    sign_in(site.browser(), alice, "wrong")
    assert "alice" not in str(site.rows("throttle"))


@BOTH_ENGINES
def test_attempts_at_the_same_time_are_counted_each(site, alice, monkeypatch):
    """The passwords that are checked while others wait must not exceed the free attempts."""
    monkeypatch.setitem(site.app.extensions, "passwords", Passwords(1, 8, 1, places=12))
    browsers = [site.browser() for _ in range(12)]
    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(lambda browser: sign_in(browser, alice, "wrong").status_code, browsers))
    assert codes.count(401) == FREE["account"]
    assert codes.count(429) == len(browsers) - FREE["account"]
