"""Forms of other sites change nothing; a page that stays open all day still works; a token needs no form."""

from datetime import UTC, datetime, timedelta

import pytest
from itsdangerous import URLSafeTimedSerializer

from tests.http.site import SEED


def change(browser, **further):
    return browser.client.post("/account/sessions/end", **further)


@pytest.mark.parametrize(
    "token",
    [None, "", "nonsense", SEED, "of another session"],
    ids=["none", "empty", "nonsense", "unsigned", "foreign"],
)
def test_without_the_token_of_the_own_page_nothing_happens(site, token):
    browser = site.browser(site.cast.bob)
    if token == "of another session":
        token = URLSafeTimedSerializer(site.app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps("another seed")
    before = site.mark()
    answer = change(browser, data={} if token is None else {"csrf_token": token})
    assert answer.status_code == 400
    assert site.mark() == before


def test_the_header_of_a_script_counts_as_well(site):
    browser = site.browser(site.cast.bob)
    assert change(browser, headers={"X-CSRFToken": browser.csrf}).status_code == 303


def test_a_page_may_stay_open_for_days(site, monkeypatch):
    browser = site.browser(site.cast.bob)
    signer = URLSafeTimedSerializer(site.app.config["SECRET_KEY"], salt="wtf-csrf-token")
    long_ago = int((datetime.now(UTC) - timedelta(days=5)).timestamp())
    monkeypatch.setattr("itsdangerous.timed.TimestampSigner.get_timestamp", lambda _: long_ago)
    old = signer.dumps(SEED)
    monkeypatch.undo()
    assert change(browser, data={"csrf_token": old}).status_code == 303


@pytest.mark.parametrize(("came_from", "status"), [("cross-site", 400), ("same-origin", 303), ("none", 303)])
def test_a_form_of_another_site_is_refused_even_with_a_token(site, came_from, status):
    browser = site.browser(site.cast.bob)
    headers = {"Sec-Fetch-Site": came_from}
    assert change(browser, data={"csrf_token": browser.csrf}, headers=headers).status_code == status


def test_a_link_from_another_site_may_be_followed(site):
    assert site.browser(site.cast.bob).get("/account", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_token_of_a_program_opens_no_page_and_takes_the_cookie_away(site):
    browser = site.browser(site.cast.bob)
    bearer = {"Authorization": f"Bearer {site.token(site.cast.bob, site.cast.team)}"}
    assert browser.get("/account", headers=bearer).status_code == 401
    assert change(browser, data={"csrf_token": browser.csrf}, headers=bearer).status_code == 401


def test_a_cookie_of_somebody_else_does_not_take_a_token_its_force(site):  # X14
    client = site.app.test_client(use_cookies=False)
    bearer = {"Authorization": f"Bearer {site.token(site.cast.bob, site.cast.team)}"}
    for cookie in ("remember_token=1|abc", "topmost=nonsense", ""):
        assert client.get("/api", headers=bearer | {"Cookie": cookie}).status_code == 200
