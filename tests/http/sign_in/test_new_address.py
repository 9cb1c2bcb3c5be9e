"""People change their own address with their password. If mail is configured, a link to the new address confirms it."""

import pytest

from queue_app.service.mail import link_secret
from queue_app.store.sign_in import people
from queue_app.usecases.sign_in.links import reset_link
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.http.mail.test_letters import box, delivered, link_in  # noqa: F401

PASSWORD = "a sentence of Alice"
NEW = "alice@example.com"


@pytest.fixture
def known(site, cast):
    kept = site.app.extensions["passwords"].hash(PASSWORD)
    in_transaction(cast.doors, people.set_password, person=cast.alice, password_hash=kept)


def change(person, email=NEW, old=PASSWORD):
    return person.press(person.look("/account"), "Change", email=email, old=old)


def address(site, cast):
    return next(row["email"] for row in site.rows("person") if row["id"] == cast.alice)


def test_without_letters_it_changes_at_once(site, cast, alice, known):
    secret = in_transaction(cast.doors, reset_link, person=cast.alice, now=utc_now())
    assert f"Your address is now {NEW}." in change(alice).words
    assert address(site, cast) == NEW
    assert site.browser().get(f"/new-password/{secret}").status_code == 409
    signed_in = site.browser().post("/sign-in", {"email": NEW, "password": PASSWORD})
    assert signed_in.status_code == 303


@pytest.mark.parametrize(
    ("email", "old", "told"),
    [
        (NEW, "a wrong one", "not your current password"),
        ("no address", PASSWORD, "not an e-mail address"),
        ("BOB@example.org", PASSWORD, "You cannot use this address."),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(site, cast, alice, known, email, old, told):
    page = change(alice, email, old)
    assert page.response.status_code == 422
    assert told in page.words
    assert address(site, cast) == "alice@example.org"


def test_nobody_becomes_an_operator_by_typing(site, cast, alice, known, monkeypatch):
    monkeypatch.setitem(site.app.config, "TOPMOST_OPERATORS", ["root@example.org"])
    assert "You cannot use this address." in change(alice, "Root@example.org").words


def test_who_tries_addresses_has_to_wait(alice, known):
    codes = [change(alice, "bob@example.org").response.status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]


def test_with_letters_the_link_to_the_new_address_changes_it(site, cast, alice, box):  # noqa: F811
    assert f"on its way to {NEW}" in change(alice).words
    assert address(site, cast) == "alice@example.org"
    (letter,) = delivered(site, box)
    assert letter["To"] == NEW
    link = link_in(letter.get_content())
    assert site.browser(cast.bob).get(link).status_code == 404
    page = alice.look(link)
    assert NEW in page.words
    assert f"Your address is now {NEW}." in alice.press(page, "Use it").words
    assert address(site, cast) == NEW
    assert delivered(site, box)[-1]["To"] == "alice@example.org"
    assert "This link no longer works." in alice.press(page, "Use it").words


def test_another_password_ends_the_link(site, cast, alice, known, box):  # noqa: F811
    """The request for the link was made with the old password."""
    change(alice)
    page = alice.look(link_in(delivered(site, box)[0].get_content()))
    kept = site.app.extensions["passwords"].hash("another sentence of Alice")
    in_transaction(cast.doors, people.set_password, person=cast.alice, password_hash=kept)
    assert "This link no longer works." in alice.press(page, "Use it").words
    assert address(site, cast) == "alice@example.org"


def test_a_link_that_is_forged_or_old_opens_nothing(site, cast, alice, box, monkeypatch):  # noqa: F811
    change(alice)
    (letter,) = delivered(site, box)
    link = link_in(letter.get_content())
    words, _, seal = link.rpartition(".")
    assert alice.browser.get(f"{words}.{'A' if seal[0] != 'A' else 'B'}{seal[1:]}").status_code == 404
    monkeypatch.setattr(link_secret, "LASTS_SECONDS", -1)
    assert alice.browser.get(link).status_code == 404
    assert alice.browser.post(link).status_code == 404
    assert address(site, cast) == "alice@example.org"


def test_who_has_no_password_is_offered_none_and_has_just_signed_in(site, cast, alice):
    page = alice.look("/account")
    assert not any(name == "password" for form in page.forms for name, _ in form.fields)
    answer = alice.browser.post("/account/email", {"email": NEW})
    assert (answer.status_code, address(site, cast)) == (303, NEW)
