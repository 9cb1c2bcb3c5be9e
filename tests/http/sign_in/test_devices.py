"""A browser in which somebody signed in is known again: others' wrong passwords never keep its owner out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest

from queue_app.domain.sign_in.throttle import FREE, SignInBusy
from queue_app.service.process.passwords import set_up_passwords
from queue_app.store.sign_in import people
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.sign_in.passwords import Passwords
from queue_app.usecases.transaction import in_transaction

PASSWORD = "a sentence of Alice"
ALICE = "alice@example.org"


@pytest.fixture(autouse=True)
def known(site):
    """Alice and Bob have a password."""
    kept = site.app.extensions["passwords"].hash(PASSWORD)
    for person in (site.cast.alice, site.cast.bob):
        in_transaction(site.cast.doors, people.set_password, person=person, password_hash=kept)


def sign_in(browser, email=ALICE, password=PASSWORD):
    return browser.post("/sign-in", {"email": email, "password": password})


def keep_out(site, email=ALICE):
    for _ in range(FREE["account"]):
        sign_in(site.browser(), email, "wrong")


def again(site, browser):
    """A new session in the same browser."""
    other = site.browser()
    other.client.set_cookie("topmost-device", browser.client.get_cookie("topmost-device").value)
    return other


def test_a_known_browser_gets_through_while_others_guess(site):  # X11
    mine = site.browser()
    assert sign_in(mine).status_code == 303
    keep_out(site)
    assert sign_in(site.browser()).status_code == 429
    for _ in range(3):
        assert sign_in(again(site, mine)).status_code == 303


def test_it_gets_through_where_the_address_is_shut_too(site):  # X11
    mine = site.browser()
    sign_in(mine)
    for n in range(FREE["address"]):
        sign_in(site.browser(), f"somebody{n}@example.org")
    assert sign_in(site.browser(), "bob@example.org").status_code == 429
    assert sign_in(again(site, mine)).status_code == 303


def test_guessing_in_a_known_browser_has_to_wait_as_well(site):  # X11
    mine = site.browser()
    sign_in(mine)
    codes = [sign_in(again(site, mine), password="wrong").status_code for _ in range(FREE["account"] + 1)]
    assert codes == [401] * FREE["account"] + [429]
    assert sign_in(site.browser()).status_code == 303  # The others were counted apart.


def test_it_is_known_for_who_signed_in_only(site):  # X11
    bobs = site.browser()
    sign_in(bobs, "bob@example.org")
    keep_out(site)
    assert sign_in(again(site, bobs)).status_code == 429


@pytest.mark.parametrize("planted", ["", "x", "x" * 43, "\u00fc" * 43, "x" * 4000])
def test_no_made_up_cookie_is_known(site, planted):  # X11
    sign_in(site.browser())
    keep_out(site)
    browser = site.browser()
    browser.client.set_cookie("topmost-device", planted)
    assert sign_in(browser).status_code == 429


def test_the_cookie_holds_a_secret_and_the_row_its_hash(site):
    answer = sign_in(site.browser())
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("topmost-device="))
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    secret = cookie.partition("=")[2].partition(";")[0]
    (row,) = site.rows("device")
    assert (row["hash"], row["person_id"], row["confirmed"]) == (secrets.hash_of(secret), site.cast.alice, True)


def test_more_than_a_few_at_once_are_refused_at_once(site, monkeypatch):  # X11
    passwords = Passwords(1, 8, 1, places=3)
    monkeypatch.setitem(site.app.extensions, "passwords", passwords)
    held, inside = Event(), Event()
    verify = passwords.matches

    def slow(*typed):
        inside.set()
        held.wait(20)
        return verify(*typed)

    monkeypatch.setattr(passwords, "matches", slow)
    browsers = [site.browser() for _ in range(4)]
    with ThreadPoolExecutor(3) as pool:
        first = [pool.submit(sign_in, browser) for browser in browsers[:3]]
        while passwords._places._value:
            inside.wait(0.05)
        before = site.rows("throttle")
        refused = sign_in(browsers[3])
        free = site.browser(site.cast.bob).get("/account")
        held.set()
        assert [one.result().status_code for one in first] == [303] * 3
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert "Too many people are signing in now." in refused.text
    assert free.status_code == 200
    assert sum(row["failures"] for row in before) <= 6, "who was refused was counted"
    assert sign_in(site.browser()).status_code == 303


@pytest.mark.parametrize(("threads", "places"), [(1, 1), (2, 1), (4, 2), (8, 4), (64, 4)])
def test_hashing_leaves_half_of_the_threads(site, threads, places):  # X11
    before = site.app.extensions["passwords"], site.app.config["THREADS"]
    site.app.config["THREADS"] = threads
    try:
        set_up_passwords(site.app)
        assert site.app.extensions["passwords"]._places._value == places
    finally:
        site.app.extensions["passwords"], site.app.config["THREADS"] = before


def test_a_place_is_given_back_after_a_failure():  # X11
    passwords = Passwords(1, 8, 1, places=1)
    with pytest.raises(RuntimeError), passwords.place():
        raise RuntimeError
    with passwords.place(), passwords.place():
        assert passwords.hash("in the same place")
        with ThreadPoolExecutor(1) as pool, pytest.raises(SignInBusy):
            pool.submit(passwords.hash, "from elsewhere").result()


def test_another_password_forgets_every_other_browser(site):
    mine, lost = site.browser(), site.browser()
    sign_in(mine)
    sign_in(lost)
    assert len(site.rows("device")) == 2
    answer = again(site, mine)
    sign_in(answer)
    with answer.client.session_transaction() as cookie:
        cookie["csrf_token"] = "the seed of every token against foreign forms"
    answer.post("/account/password", {"old": PASSWORD, "password": "another sentence of hers"})
    (row,) = site.rows("device")
    assert row["hash"] == secrets.hash_of(mine.client.get_cookie("topmost-device").value)
    assert row["last_seen"] - row["created_at"] < timedelta(minutes=1)
