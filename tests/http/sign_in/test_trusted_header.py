"""An authenticating proxy sends the person's address. No other client may, and the header ends another person's session."""

import pytest

from tests.http.reading import Person

HEADER = "X-Auth-Email"
PROXY, STRANGER = "10.0.0.2", "192.0.2.7"


@pytest.fixture(autouse=True)
def trusted(site, monkeypatch):
    monkeypatch.setitem(site.app.config, "TRUSTED_HEADER", HEADER)
    monkeypatch.setitem(site.app.config, "TRUSTED_HEADER_FROM", "10.0.0.0/24")


def ask(browser, path, named=None, peer=PROXY, method="get", **sent):
    headers = {HEADER: named} if named is not None else {}
    if method == "post":
        sent = {"data": {"csrf_token": browser.csrf} | sent}
    return getattr(browser.client, method)(path, headers=headers, environ_base={"REMOTE_ADDR": peer}, **sent)


def test_whom_the_proxy_names_comes_in_with_one_click(site, cast):
    browser = site.browser()
    assert "Sign in as ALICE@example.org" in ask(browser, "/sign-in", "ALICE@example.org").text
    answer = ask(browser, "/sign-in/proxy", "ALICE@example.org", method="post", next=f"/teams/{cast.team}/flow")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/teams/{cast.team}/flow")
    assert "Alice" in ask(browser, "/account", "alice@example.org").text
    assert ask(browser, "/account", "alice@example.org", f"::ffff:{PROXY}").status_code == 200


@pytest.mark.parametrize("path", ["/sign-in", "/account", "/livez"])
def test_nobody_beside_the_proxy_names_anybody(site, cast, path):
    browser = site.browser(cast.alice)
    assert ask(browser, path, "bob@example.org", STRANGER).status_code == 400
    assert ask(browser, path, "alice@example.org", STRANGER).status_code == 400
    assert ask(browser, path, peer=STRANGER).status_code in (200, 302)


def test_the_address_that_a_client_claims_to_forward_is_not_the_proxys(site, cast):
    """The address of the connection counts, not X-Forwarded-For, which TRUSTED_PROXIES would put in its place."""
    environ = {"REMOTE_ADDR": "10.0.0.9", "werkzeug.proxy_fix.orig": {"REMOTE_ADDR": STRANGER}}
    answer = site.browser().client.get("/sign-in", headers={HEADER: "bob@example.org"}, environ_base=environ)
    assert answer.status_code == 400


def test_a_stranger_gets_no_account(site):
    answer = ask(site.browser(), "/sign-in/proxy", "nora@example.org", method="post")
    assert (answer.status_code, "There is no account for nora@example.org." in answer.text) == (403, True)


@pytest.mark.parametrize("named", ["", "alice", "alice@example.org, bob@example.org"])
def test_what_is_no_address_names_nobody(site, named):
    assert ask(site.browser(), "/sign-in/proxy", named, method="post").status_code == 404


def test_another_person_at_the_browser_ends_the_session(site, cast):
    browser = site.browser(cast.alice)
    assert ask(browser, "/account", "alice@example.org").status_code == 200
    assert ask(browser, "/account", "bob@example.org").status_code == 401


def test_without_the_header_everything_is_as_before(site, alice):
    assert "Sign in as" not in Person(site.browser()).look("/sign-in").words
    assert ask(site.browser(), "/sign-in/proxy", method="post").status_code == 404
    assert alice.look("/account").response.status_code == 200


def test_a_header_that_is_not_set_up_says_nothing(site, monkeypatch):
    monkeypatch.setitem(site.app.config, "TRUSTED_HEADER", "")
    assert "Sign in as" not in ask(site.browser(), "/sign-in", "alice@example.org").text
