"""The account page: a new password ends every other session; people see only their own sessions and tokens."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from queue_app import __version__
from queue_app.domain.team.rights import Role
from queue_app.store.sign_in import people
from queue_app.usecases.sign_in import secrets, tokens
from queue_app.usecases.sign_in.links import reset_link, set_up_link
from queue_app.usecases.team.joining import invite
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.cast import Cast, make_cast
from tests.http.reading import Person
from tests.http.site import SEED, Site

OLD, NEW = "a sentence of Alice", "another sentence of Alice"


@pytest.fixture
def known(site, cast):
    """Alice has a password."""
    kept = site.app.extensions["passwords"].hash(OLD)
    in_transaction(cast.doors, people.set_password, person=cast.alice, password_hash=kept)


def signs_in(site, password):
    return site.browser().post("/sign-in", {"email": "alice@example.org", "password": password}).status_code == 303


def test_it_says_which_version_runs(alice):
    assert f"Topmost {__version__}" in alice.look("/account").words


def test_another_password_ends_every_session_but_this_one(site, cast, alice, known):
    elsewhere = site.browser(cast.alice)
    before = alice.browser.client.get_cookie("topmost").value
    page = alice.press(alice.look("/account"), "Change", old=OLD, password=NEW)
    assert "Password changed." in page.words
    assert elsewhere.get("/account").status_code == 401
    thief = site.browser()
    thief.client.set_cookie("topmost", before)
    assert thief.get("/account").status_code == 401
    assert signs_in(site, NEW)
    assert not signs_in(site, OLD)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a wrong one", NEW, "not your current password"),
        (OLD, "short", "at least 12"),
        (OLD, "alice@example.org", "easy to guess"),
        ("", NEW, "not your current password"),
    ],
)
def test_a_change_that_cannot_be_is_told_and_changes_nothing(site, alice, known, old, new, told):
    page = alice.press(alice.look("/account"), "Change", old=old, password=new)
    assert page.response.status_code == 422
    assert told in page.words
    assert {value for form in page.forms for name, value in form.fields if name in ("old", "password")} == {""}
    assert signs_in(site, OLD)


def test_guessing_the_present_password_has_to_wait_like_signing_in(alice, known):
    codes = [
        alice.browser.post("/account/password", {"old": f"guess {n}", "password": NEW}).status_code for n in range(7)
    ]
    assert codes == [422] * 5 + [429] * 2


def test_sessions_are_listed_and_ended_one_by_one(site, cast, alice):
    elsewhere = site.browser(cast.alice)
    page = alice.look("/account")
    assert "this browser" in page.words
    alice.press(page, "End session")
    assert elsewhere.get("/account").status_code == 401
    assert alice.look("/account").response.status_code == 200


def test_nobody_ends_the_session_of_somebody_else(site, cast, alice):
    bobs = site.browser(cast.bob)
    handle = next(row["id_hash"] for row in site.rows("session") if row["person_id"] == cast.bob)
    alice.browser.post("/account/sessions/end", {"session": handle})
    assert bobs.get("/account").status_code == 200


def test_a_form_that_is_sent_twice_makes_one_token(alice, cast, site, known):
    page = alice.look("/account")
    typed = {"name": "bot", "team": str(cast.team), "scope": "work", "days": "30", "old": OLD}
    shown = [alice.press(page, "Make a token", **typed).words for _ in range(2)]
    assert len({re.search(r"topmost_[\w-]{43}(?![\w-])", words)[0] for words in shown}) == 1
    assert len(site.rows("api_token")) == 1


def test_a_token_is_shown_once_and_revoked(alice, cast, known):
    page = alice.press(
        alice.look("/account"),
        "Make a token",
        name="bot",
        team=str(cast.team),
        scope="work",
        days="30",
        old=OLD,
    )
    token = re.search(r"topmost_[\w-]{43}", page.words)[0]
    assert tokens.authenticate(cast.doors, token)
    page = alice.look("/account")
    assert token not in page.words
    assert token[-4:] in page.words
    alice.press(page, "Revoke")
    assert tokens.authenticate(cast.doors, token) is None


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"scope": "manage"}, 403),
        ({"team": "2"}, 404),
        ({"days": "366"}, 422),
        ({"name": ""}, 422),
        ({"scope": "x"}, 422),
        ({"old": ""}, 422),  # X7
        ({"old": "a wrong one"}, 422),  # X7
        ({"old": "a wrong one", "days": "365"}, 422),  # X7
    ],
)
def test_a_token_that_cannot_be_is_not_made(site, alice, cast, known, wrong, status):
    team = str(cast.other_team) if "team" in wrong else str(cast.team)
    typed = {"name": "bot", "scope": "work", "days": "30", "old": OLD} | wrong | {"team": team}
    page = alice.press(alice.look("/account"), "Make a token", **typed)
    assert page.response.status_code == status
    assert site.rows("api_token") == []


def test_a_link_for_a_new_password_works_once_and_signs_in(site, cast, known):
    elsewhere = site.browser(cast.alice)
    link = f"/new-password/{in_transaction(cast.doors, reset_link, person=cast.alice, now=utc_now())}"
    somebody = Person(site.browser())
    page = somebody.press(somebody.look(link), "Save password", password="short")
    assert page.response.status_code == 422
    home = somebody.press(somebody.look(link), "Save password", password=NEW)
    assert "Tigers" in home.words
    assert elsewhere.get("/account").status_code == 401
    assert site.browser().get(link).status_code == 409
    assert signs_in(site, NEW)


def test_a_change_of_password_ends_the_links_for_a_new_one(site, cast, alice, known):
    link = f"/new-password/{in_transaction(cast.doors, reset_link, person=cast.alice, now=utc_now())}"
    alice.press(alice.look("/account"), "Change", old=OLD, password=NEW)
    assert site.browser().get(link).status_code == 409


@pytest.mark.parametrize("path", ["/join/{}", "/new-password/{}", "/set-up/{}"])
def test_a_link_that_never_was_is_a_404_and_so_is_one_for_something_else(site, cast, path):
    reset = in_transaction(cast.doors, reset_link, person=cast.alice, now=utc_now())
    for secret in ("x", "y" * 43, "%C3%BC", "a%00b", reset):
        if path != "/new-password/{}" or secret != reset:
            assert site.browser().get(path.format(secret)).status_code == 404


@pytest.mark.parametrize("page", ["/join", "/new-password", "/set-up"])
def test_the_secret_of_a_link_moves_from_the_address_into_a_cookie_of_its_page(app, doors, page):  # X9
    site = Site(app, make_cast(doors)) if page != "/set-up" else Site(app, Cast(doors, 0, 0, 0, 0, 0, 0))
    secret = {
        "/join": lambda: invitation(replace(site.cast, now=utc_now())),
        "/new-password": lambda: in_transaction(doors, reset_link, person=site.cast.alice, now=utc_now()),
        "/set-up": lambda: set_up_link(doors),
    }[page]()
    browser = site.browser()
    answer = browser.get(f"{page}/{secret}")
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if secret in one)
    assert {f"Path={page}", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    shown = browser.get(page)
    assert shown.status_code == 200
    assert secret not in shown.text
    assert site.browser().get(page).status_code == 404
    assert browser.post(f"{page}/{secret}").status_code == 405


def invitation(cast):
    secret = secrets.generate()
    cast.do(invite, link=secrets.hash_of(secret), role=Role.MEMBER)
    return secret


def test_a_link_for_a_new_password_lives_an_hour(site, cast):  # X9
    minutes = timedelta(minutes=1)
    links = [
        in_transaction(cast.doors, reset_link, person=cast.alice, now=utc_now() - ago * minutes) for ago in (61, 59)
    ]
    # The second one ended the first, which had expired by itself; so ask for the rows.
    assert [row["expires_at"] - row["created_at"] for row in site.rows("one_time_link")] == [60 * minutes] * 2
    assert site.browser().get(f"/new-password/{links[1]}").status_code == 303
    late = in_transaction(cast.doors, reset_link, person=cast.alice, now=utc_now() - 61 * minutes)
    assert site.browser().get(f"/new-password/{late}").status_code == 409


def test_the_same_form_of_two_people_makes_two_tokens(site, cast):  # X13
    kept = site.app.extensions["passwords"].hash(OLD)
    for one in (cast.alice, cast.bob):
        in_transaction(cast.doors, people.set_password, person=one, password_hash=kept)
    typed = {"key": "n" * 16, "name": "bot", "team": str(cast.team), "scope": "read", "days": "30", "old": OLD}
    pages = [site.browser(one).post("/account/tokens", typed).text for one in (cast.alice, cast.bob)]
    assert len({re.search(r"topmost_[\w-]{43}", page)[0] for page in pages}) == 2
    assert sorted(row["person_id"] for row in site.rows("api_token")) == sorted([cast.alice, cast.bob])


def token_of(cast, name):
    about = {"team": cast.team, "name": name, "scope": "work", "days": 30, "now": utc_now()}
    return in_transaction(cast.doors, tokens.make, person=cast.alice, **about)


@pytest.mark.parametrize("ends", [True, False])
def test_tokens_are_listed_when_the_password_changes_and_end_if_one_likes(alice, cast, known, ends):  # X7
    token = token_of(cast, "the nightly script")
    page = alice.look("/account")
    form = page.response.text.split('action="/account/password"')[1].split("</form>")[0]
    assert "the nightly script" in form
    assert 'name="tokens" value="1" checked' in form
    page = alice.press(page, "Change", old=OLD, password=NEW, tokens="1" if ends else [])
    assert ("your tokens are revoked" in page.words) is ends
    assert (tokens.authenticate(cast.doors, token) is None) is ends


def test_a_reset_ends_the_tokens(site, cast, known):  # X7
    token = token_of(cast, "bot")
    link = f"/new-password/{in_transaction(cast.doors, reset_link, person=cast.alice, now=utc_now())}"
    somebody = Person(site.browser())
    somebody.press(somebody.look(link), "Save password", password=NEW)
    assert tokens.authenticate(cast.doors, token) is None


@pytest.mark.parametrize(("days", "status"), [(9, 200), (11, 401)])
def test_a_session_ends_when_it_is_not_used(site, cast, monkeypatch, days, status):  # X7
    monkeypatch.setitem(site.app.config, "SESSION_IDLE_DAYS", 10)
    session = site.session(cast.alice, utc_now() - timedelta(days=days))
    other = Person(site.browser(cast.alice))
    assert ("a test" in other.look("/account").words.rsplit("this browser", 1)[1]) is (status == 200)
    browser = site.browser()
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = session
    assert browser.get("/account").status_code == status


def test_a_sign_in_from_a_new_browser_is_told_until_it_is_confirmed(site, known):  # X7
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0"}
    mine, other = Person(site.browser()), Person(site.browser())
    typed = {"email": "alice@example.org", "password": OLD}
    mine.browser.post("/sign-in", typed)
    other.browser.post("/sign-in", typed, headers=agent)
    assert "New sign-ins" not in other.look("/account").words  # It would tell itself.
    page = mine.look("/account")
    assert "Firefox on Linux" in page.words.split("New sign-ins")[1].split("Was it not you?")[0]
    handle = next(value for form in page.forms for name, value in form.fields if name == "browser")
    press = {"browser": handle}
    for browser, told in ((other.browser, True), (mine.browser, False)):
        with browser.client.session_transaction() as cookie:
            cookie["csrf_token"] = SEED
        browser.post("/account/browsers/confirm", press)
        assert ("New sign-ins" in mine.look("/account").words) is told
