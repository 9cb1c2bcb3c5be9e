"""A password is long rather than odd, and none of those that are tried first."""

import unicodedata

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.sign_in.passwords import password, same_form
from queue_app.domain.team.people import email, folded


@pytest.mark.parametrize(
    "good",
    [
        "a sentence of mine",
        "zwölf Zeichen",
        "\u043f\u0430\u0440\u043e\u043b\u044c \u0434\u043b\u0438\u043d\u043d\u044b\u0439",
        "tiger lion bear",
        "x" * 10 + "yzabc",
        "5291 8834 7720 x y",
        "🦀🐟🐙🦑🦞🐡 swim in",
    ],
)
def test_a_long_one_is_taken_whatever_it_is_made_of(good):
    assert password("password", good) == unicodedata.normalize("NFC", good)


@pytest.mark.parametrize("short", ["", "eleven char", None, 12, ["a sentence of mine"]])
def test_a_short_one_is_refused(short):
    with pytest.raises(InputError, match="at least 12"):
        password("password", short)


def test_256_characters_fit_and_one_more_does_not():
    longest = "abcdefgh" * 32
    assert password("password", longest[:-1] + "x")
    with pytest.raises(InputError, match="At most 256"):
        password("password", longest + "x")


@pytest.mark.parametrize(
    "common",
    ["Password2026!", "qwertyuiop12", "aaaaaaaaaaaa", "abcabcabcabc", "dragon.dragon", "correct horse battery staple",
     "123456789012", "Welcome To Topmost", "iloveyou!!!!", "bob@example.org", "Bob the Manager"],
)  # fmt: skip
def test_what_is_tried_first_is_refused(common):
    with pytest.raises(InputError, match="tried first"):
        password("password", common, "bob@example.org", "Bob the Manager")


def test_two_keyboards_type_the_same_password():
    assert same_form("Zu\u0308rich and more") == same_form("Z\u00fcrich and more")


@pytest.mark.parametrize("address", ["a@b", "Ines@Tigers.example", "ines+queue@tigers.example", "zoë@münchen.example"])
def test_an_address_is_kept_as_it_was_typed(address):
    assert email("email", f" {address} ") == address


@pytest.mark.parametrize(
    "address", ["", "ines", "@tigers.example", "ines@", "a b@c", "a@b@c", "x" * 250 + "@b.example", None, 1]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(InputError):
        email("email", address)


def test_two_spellings_of_an_address_are_one():
    assert folded("STRASSE@Example.org") == folded("straße@example.ORG")
    assert folded("zoë@e.org") == folded("zoe\u0308@e.org")
