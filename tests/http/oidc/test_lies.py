"""Sign-in with a provider that lies: nobody gets in by a token that is not the provider's, meant for others or too old."""

from time import time

import pytest

from queue_app.domain.team.rights import Role
from queue_app.store.sign_in import people
from queue_app.store.team import members
from queue_app.usecases.transaction import in_transaction
from tests.http.oidc.liar import Liar


def begun(browser, next_path=""):
    """Where the browser is sent."""
    answer = browser.get(f"/oidc/begin{next_path}")
    assert answer.status_code == 303
    return answer.headers["Location"]


def entered(site, liar, browser=None):
    browser = browser or site.browser()
    return browser.get(f"/oidc/back?{liar.authorised(begun(browser))}")


def signed_in(browser):
    return browser.get("/account").status_code == 200


def test_the_person_with_the_verified_address_comes_in(site, liar, cast):
    browser = site.browser()
    assert "Sign in with your organisation" in browser.get("/sign-in").text
    answer = browser.get(f"/oidc/back?{liar.authorised(begun(browser, f'?next=/teams/{cast.team}/flow'))}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/teams/{cast.team}/flow")
    assert "Alice" in browser.get("/account").text


@pytest.mark.parametrize(
    "sign", ["not_at_all", "with_another_key", "with_the_secret", "with_the_public_key_as_a_secret"]
)
def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(site, liar, sign):
    liar.sign = getattr(Liar, sign)
    browser = site.browser()
    assert entered(site, liar, browser).status_code == 403
    assert not signed_in(browser)
    assert site.rows("identity") == []


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another client"},
        {"aud": ["topmost", "another client"]},
        {"aud": None},
        {"azp": "another client"},
        {"iss": "https://evil.example.org"},
        {"iss": None},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"exp": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 300},
        {"at_hash": "of another token"},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_lets_nobody_in(site, liar, claims):
    liar.claims |= claims
    browser = site.browser()
    assert entered(site, liar, browser).status_code == 403
    assert not signed_in(browser)


@pytest.mark.parametrize(("claim", "ahead"), [("exp", -3600), ("iat", 3600), ("nbf", 3600)])
def test_a_token_of_another_time_lets_nobody_in(site, liar, claim, ahead):
    liar.claims[claim] = int(time()) + ahead
    browser = site.browser()
    assert entered(site, liar, browser).status_code == 403
    assert not signed_in(browser)


@pytest.mark.parametrize("verified", [None, False, "true", 1, "yes"])
def test_an_address_that_nobody_checked_is_nobodys(site, liar, verified):
    liar.claims["email_verified"] = verified
    answer = entered(site, liar)
    assert answer.status_code == 403
    assert "has not checked your e-mail address" in answer.text
    assert site.rows("identity") == []


def test_a_sign_in_is_finished_once_and_by_the_browser_that_began_it(site, liar):
    mine, other = site.browser(), site.browser()
    brought = liar.authorised(begun(mine))
    assert other.get(f"/oidc/back?{brought}").status_code == 403
    kept = mine.client.get_cookie("topmost").value
    assert mine.get(f"/oidc/back?{brought}").status_code == 303
    assert mine.get(f"/oidc/back?{brought}").status_code == 403
    thief = site.browser()
    thief.client.set_cookie("topmost", kept)
    answer = thief.get(f"/oidc/back?{brought}")
    assert (answer.status_code, "This sign-in was used or is too old." in answer.text) == (403, True)
    assert not signed_in(thief)


@pytest.mark.parametrize("state", ["", "&state=", "&state=x", "&state=%C3%BC"])
def test_another_state_ends_the_sign_in(site, liar, state):
    browser = site.browser()
    code = liar.authorised(begun(browser)).partition("&")[0]
    assert browser.get(f"/oidc/back?{code}{state}").status_code == 403
    assert not signed_in(browser)


def test_what_the_provider_refuses_is_told(site, liar):
    browser = site.browser()
    state = liar.authorised(begun(browser)).partition("&")[2]
    answer = browser.get(f"/oidc/back?error=access_denied&{state}")
    assert (answer.status_code, "did not let you in" in answer.text) == (403, True)
    state = liar.authorised(begun(browser)).partition("&")[2]
    assert browser.get(f"/oidc/back?code=stolen&{state}").status_code == 403
    brought = liar.authorised(begun(browser))
    assert browser.get(f"/oidc/back?{brought}&iss=https://evil.example.org").status_code == 403


@pytest.mark.parametrize(
    "about", [{"issuer": "https://evil.example.org"}, {"token_endpoint": "http://evil.example.org/t"}]
)
def test_a_provider_that_says_it_is_another_is_not_used(site, liar, about):
    liar.about = about
    answer = site.browser().get("/oidc/begin")
    assert (answer.status_code, "does not answer" in answer.text) == (503, True)


def test_a_provider_that_is_away_is_told(site, know, liar):
    know("http://127.0.0.1:1")
    assert site.browser().get("/oidc/begin").status_code == 503


def test_the_user_info_counts_only_for_the_same_person(site, liar):
    liar.claims |= {"email": None, "email_verified": None}
    liar.more = {"email": "alice@example.org", "email_verified": True, "sub": "somebody else"}
    assert entered(site, liar).status_code == 403
    del liar.more["sub"]
    assert entered(site, liar).status_code == 303


def test_the_subject_stays_the_person_when_the_address_changes(site, liar, cast):
    assert entered(site, liar).status_code == 303
    liar.claims |= {"email": "bob@example.org", "name": "Bob"}
    browser = site.browser()
    entered(site, liar, browser)
    assert "Alice" in browser.get("/account").text
    liar.claims |= {"sub": "s-2", "email": "alice@example.org"}
    answer = entered(site, liar)
    assert (answer.status_code, "belongs to another account" in answer.text) == (403, True)


def role(cast, email):
    with cast.doors.reading() as conn:
        account = people.by_email(conn, email)
        return account and members.role_of(conn, cast.team, account.id)


@pytest.mark.parametrize(
    ("groups", "as_role"), [(["developers"], Role.MEMBER), (["developers", "leads", "gone"], Role.MANAGER)]
)
def test_a_group_gives_an_account_and_a_role_at_the_first_entry_only(site, liar, cast, groups, as_role):
    liar.claims |= {"sub": "n", "email": "nora@example.org", "name": "Nora", "groups": groups}
    assert entered(site, liar).status_code == 303
    assert role(cast, "nora@example.org") is as_role
    liar.claims["groups"] = ["leads"]
    assert entered(site, liar).status_code == 303
    assert role(cast, "nora@example.org") is as_role


@pytest.mark.parametrize("groups", [None, [], ["others"], "developers", ["gone"], [["developers"]]])
def test_without_a_group_there_is_no_account(site, liar, cast, groups):
    liar.claims |= {"sub": "n", "email": "nora@example.org", "groups": groups}
    answer = entered(site, liar)
    assert (answer.status_code, "There is no account for nora@example.org." in answer.text) == (403, True)
    assert role(cast, "nora@example.org") is None


def test_passwords_stay_open_until_a_manager_came_in(site, liar, cast, monkeypatch):
    monkeypatch.setitem(site.app.config, "PASSWORD_SIGN_IN", False)
    kept = site.app.extensions["passwords"].hash("a sentence of Bob")
    in_transaction(cast.doors, people.set_password, person=cast.bob, password_hash=kept)
    typed = {"email": "bob@example.org", "password": "a sentence of Bob"}
    assert entered(site, liar).status_code == 303  # Alice, a member
    assert site.browser().post("/sign-in", typed).status_code == 303
    liar.claims |= {"sub": "b", "email": "bob@example.org"}
    assert entered(site, liar).status_code == 303
    answer = site.browser().post("/sign-in", typed)
    assert (answer.status_code, "Passwords are switched off here." in answer.text) == (403, True)
    assert 'name="password"' not in site.browser().get("/sign-in").text


def test_without_a_provider_nothing_is_offered(site):
    assert "organisation" not in site.browser().get("/sign-in").text
    assert [site.browser().get(f"/oidc/{page}").status_code for page in ("begin", "back")] == [404, 404]


def test_check_says_what_is_wrong_and_what_is_right(site, liar, know, cast):
    def said():
        return site.app.test_cli_runner().invoke(args=("oidc", "check"))

    assert "OIDC_GROUPS names team 999, which is not in use." in said().stderr
    know(liar.issuer, OIDC_GROUPS="")
    assert "The provider answers, and knows the client. Passwords work too." in said().output
    liar.token_answer = 401, {"error": "invalid_client"}
    assert "It refuses the client: invalid_client" in said().stderr
    liar.about = {"id_token_signing_alg_values_supported": ["HS256"]}
    assert "It signs with HS256." in said().stderr
    liar.about = {"issuer": "https://evil.example.org"}
    assert "it calls itself 'https://evil.example.org'" in said().stderr
    know("http://127.0.0.1:1")
    assert said().exit_code == 1
