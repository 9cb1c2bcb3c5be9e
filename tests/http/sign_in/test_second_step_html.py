"""The second step as people meet it: set up, asked after the password, lost, turned off. No door leads around it."""

import base64
import re

import pytest

from queue_app.domain.sign_in.totp import code_at, step_of
from queue_app.store.sign_in import people
from queue_app.usecases.sign_in.links import reset_link
from queue_app.usecases.sign_in.seal import Seal
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.http.phone import Phone
from tests.http.reading import Person

PASSWORD = "a sentence of Alice"
TYPED = {"email": "alice@example.org", "password": PASSWORD}


@pytest.fixture(autouse=True)
def known(site, cast):
    """Alice has a password."""
    kept = site.app.extensions["passwords"].hash(PASSWORD)
    in_transaction(cast.doors, people.set_password, person=cast.alice, password_hash=kept)


@pytest.fixture
def phone(site, cast):
    return Phone(cast.doors, Seal(site.app.config["SECRET_KEY"]), cast.alice)


def signed_in(browser):
    return browser.get("/account").status_code == 200


def half_in(site, next_path=""):
    """A browser in which the password was right."""
    browser = site.browser()
    answer = browser.post("/sign-in", TYPED | {"next": next_path})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/code")
    assert not signed_in(browser)
    return browser


def test_from_the_account_page_to_the_next_sign_in(site, alice, cast):
    other = site.browser(cast.alice)
    page = alice.press(alice.look("/account"), "Set it up", old=PASSWORD)
    key = re.search(r"<code>([A-Z2-7]{32})</code>", page.response.text)[1]
    assert '<path d="M' in page.response.text
    code = code_at(base64.b32decode(key), step_of(utc_now()))
    page = alice.press(page, "Turn it on", code=code)
    codes = re.findall(r"<code>([a-z2-7-]{19})</code>", page.response.text)
    assert len(codes) == 10
    assert not signed_in(other)
    page = alice.look("/account")
    assert "It is on. 10 recovery codes are left." in page.words
    assert key not in alice.browser.get("/account/second-step", follow_redirects=True).text
    assert half_in(site).post("/sign-in/code", {"code": codes[0]}).status_code == 303
    assert "9 recovery codes are left." in alice.look("/account").words


def test_the_code_is_asked_after_the_password_and_leads_on(site, phone, cast):
    phone.turned_on()
    browser = half_in(site, f"/teams/{cast.team}/flow")
    assert "Type the code" in browser.get("/sign-in/code").text
    assert browser.post("/sign-in/code", {"code": "000000"}).status_code == 422
    answer = browser.post("/sign-in/code", {"code": phone.code()})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/teams/{cast.team}/flow")
    assert signed_in(browser)


def test_a_code_that_was_used_is_refused(site, phone):
    code = phone.turned_on().code()
    assert half_in(site).post("/sign-in/code", {"code": code}).status_code == 303
    assert half_in(site).post("/sign-in/code", {"code": code}).status_code == 422


def test_without_the_password_there_is_no_code_to_type(site, phone):
    browser = site.browser()
    answer = browser.post("/sign-in/code", {"code": phone.turned_on().code()})
    assert (answer.status_code, answer.headers["Location"], signed_in(browser)) == (303, "/sign-in", False)


def test_a_wrong_password_learns_nothing_of_it(site, phone):
    answers = [site.browser().post("/sign-in", TYPED | {"password": "wrong"})]
    phone.turned_on()
    answers.append(site.browser().post("/sign-in", TYPED | {"password": "wrong"}))
    assert [answer.status_code for answer in answers] == [401, 401]


def test_guessing_codes_has_to_wait_in_every_browser(site, phone):
    phone.turned_on()
    codes = [half_in(site).post("/sign-in/code", {"code": "000000"}).status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]
    answer = half_in(site).post("/sign-in/code", {"code": phone.code()})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_link_for_a_new_password_does_not_lead_around_it(site, phone, cast):
    phone.turned_on()
    somebody = Person(site.browser())
    page = somebody.look(f"/new-password/{in_transaction(cast.doors, reset_link, person=cast.alice, now=utc_now())}")
    page = somebody.press(page, "Save password", password="another sentence of hers")
    assert "Your new password is saved. Sign in with it." in page.words
    assert not signed_in(somebody.browser)
    assert site.rows("session") == []


def test_turning_it_off_needs_the_password_and_a_code(site, phone, alice):
    phone.turned_on()
    for old, code in ((PASSWORD, "000000"), ("wrong", phone.code())):
        page = alice.press(alice.look("/account"), "Turn it off", old=old, code=code)
        assert page.response.status_code == 422
    page = alice.press(alice.look("/account"), "Turn it off", old=PASSWORD, code=phone.code())
    assert "The second step is off." in page.words
    assert site.browser().post("/sign-in", TYPED).headers["Location"] != "/sign-in/code"


def test_new_recovery_codes_need_the_password(site, phone, alice):
    phone.turned_on()
    assert alice.press(alice.look("/account"), "New recovery codes", old="wrong").response.status_code == 422
    page = alice.press(alice.look("/account"), "New recovery codes", old=PASSWORD)
    assert len(re.findall(r"<code>([a-z2-7-]{19})</code>", page.response.text)) == 10


def test_setting_it_up_again_needs_to_turn_it_off_first(site, phone, alice):
    page = alice.look("/account")
    phone.turned_on()
    page = alice.press(page, "Set it up", old=PASSWORD)
    assert (page.response.status_code, "is on already" in page.words) == (409, True)


def test_the_operator_helps_who_lost_the_phone(site, phone, cast):
    phone.turned_on()
    browser = site.browser(cast.alice)
    result = site.app.test_cli_runner().invoke(args=("person", "lost-phone", "alice@example.org"))
    assert "Alice signs in with the password alone now." in result.output
    assert not signed_in(browser)
    assert site.browser().post("/sign-in", TYPED).headers["Location"] != "/sign-in/code"
