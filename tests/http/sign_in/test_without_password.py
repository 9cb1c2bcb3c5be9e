"""People without a password confirm their identity with a new sign-in: for tokens and for the second step."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from queue_app.store.sign_in import people
from queue_app.store.tables import SESSION
from queue_app.usecases.sign_in.account import FRESH
from queue_app.usecases.sign_in.seal import Seal
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.http.phone import Phone

TOO_LONG_AGO = "You signed in too long ago. Sign out and sign in again."
TOKEN = {"name": "bot", "team": "1", "scope": "read", "days": "30"}


@pytest.fixture
def signed_in_ago(cast):
    """Date all sessions back by this time."""

    def put(ago):
        moved = update(SESSION).values(created_at=utc_now() - ago)
        in_transaction(cast.doors, lambda conn: conn.execute(moved))

    return put


def test_a_sign_in_of_a_moment_ago_makes_a_token_and_an_older_one_none(alice, signed_in_ago, site):
    page = alice.look("/account")
    assert "within 10 minutes of signing in" in page.words
    assert "Copy it now." in alice.press(page, "Make a token", **TOKEN).words
    signed_in_ago(FRESH + timedelta(seconds=1))
    page = alice.press(alice.look("/account"), "Make a token", **TOKEN)
    assert (page.response.status_code, TOO_LONG_AGO in page.words) == (409, True)
    assert len(site.rows("api_token")) == 1


def test_the_same_turns_the_second_step_on_and_off(alice, signed_in_ago, site, cast):
    signed_in_ago(FRESH + timedelta(seconds=1))
    assert TOO_LONG_AGO in alice.press(alice.look("/account"), "Set it up").words
    signed_in_ago(timedelta(0))
    assert "Scan the picture" in alice.press(alice.look("/account"), "Set it up").words
    phone = Phone(cast.doors, Seal(site.app.config["SECRET_KEY"]), cast.alice).turned_on()
    signed_in_ago(FRESH + timedelta(seconds=1))
    assert TOO_LONG_AGO in alice.press(alice.look("/account"), "Turn it off", code="000000").words
    signed_in_ago(timedelta(0))
    assert "The second step is off." in alice.press(alice.look("/account"), "Turn it off", code=phone.code()).words


def test_who_has_a_password_types_it_however_fresh_the_sign_in(alice, site, cast):
    kept = site.app.extensions["passwords"].hash("a sentence of Alice")
    in_transaction(cast.doors, people.set_password, person=cast.alice, password_hash=kept)
    page = alice.press(alice.look("/account"), "Make a token", old="", **TOKEN)
    assert (page.response.status_code, site.rows("api_token")) == (422, [])


def test_where_passwords_are_switched_off_none_is_asked_for(alice, site, cast, monkeypatch):
    kept = site.app.extensions["passwords"].hash("a sentence of Alice")
    in_transaction(cast.doors, people.set_password, person=cast.alice, password_hash=kept)
    monkeypatch.setattr("queue_app.web.account.passwords_open", lambda: False)
    assert "Copy it now." in alice.press(alice.look("/account"), "Make a token", **TOKEN).words
