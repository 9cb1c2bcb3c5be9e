"""A password is long and hard to guess."""

import unicodedata

import pytest

from queue_app.domain.errors import InputError
from queue_app.usecases.sign_in.password_rule import new_password, normalised, words_about


@pytest.mark.parametrize(
    "good",
    [
        "a sentence of mine",
        "zwölf Zeichen",
        "\u043f\u0430\u0440\u043e\u043b\u044c \u0434\u043b\u0438\u043d\u043d\u044b\u0439",
        "tiger lion bear",
        "5291 8834 7720 x y",
        "🦀🐟🐙🦑🦞🐡 swim in",
    ],
)
def test_a_long_one_is_taken_whatever_it_is_made_of(good):
    assert new_password("password", good) == unicodedata.normalize("NFC", good)


@pytest.mark.parametrize("short", ["", "eleven char", None, 12, ["a sentence of mine"]])
def test_a_short_one_is_refused(short):
    with pytest.raises(InputError, match="at least 12"):
        new_password("password", short)


def test_256_characters_fit_and_one_more_does_not():
    longest = "a sentence of mine, " + "abcdefgh" * 29 + "wxyz"
    assert new_password("password", longest) == longest
    with pytest.raises(InputError, match="at most 256"):
        new_password("password", longest + "x")


@pytest.mark.parametrize(
    "common",
    ["Password2026!", "qwertyuiop12", "aaaaaaaaaaaa", "abcabcabcabc", "dragon.dragon",
     "123456789012", "Topmost Topmost", "iloveyou!!!!", "bob@example.org", "Bob the Manager", "xxxxxxxxxxyzabc",
     "P@ssword12345", "passw0rd2026!", "p@ssw0rd-p@ssw0rd", "123456789qwe", "Alpha2026Alpha1"],  # W6, X8
)  # fmt: skip
def test_what_is_easy_to_guess_is_refused(common):
    with pytest.raises(InputError, match="easy to guess"):
        new_password("password", common, ["bob@example.org", "Bob the Manager", "Alpha"])


def test_the_longest_is_judged_by_its_start():
    with pytest.raises(InputError, match="easy to guess"):
        new_password("password", "ab" * 128)


def test_the_words_about_somebody_are_name_address_and_teams(cast):
    with cast.doors.reading() as conn:
        assert words_about(conn, cast.alice) == ["Alice", "alice@example.org", "Tigers"]


def test_two_keyboards_type_the_same_password():
    assert normalised("Zu\u0308rich and more") == normalised("Z\u00fcrich and more")
