"""The names of months are those of the CLDR. The test notices a new release of the CLDR."""

import pytest
from babel import Locale

from queue_app.domain.importing.dates.calendar_words import MONTHS, month_languages, month_of


@pytest.mark.parametrize(
    "language", ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "cs", "sv", "tr", "el", "uk", "hu"]
)
def test_every_name_of_the_cldr_is_known(language):
    months = Locale.parse(language).months
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                word = name.casefold().strip(".")
                assert month_of(word, frozenset({language})) == number, word


def test_a_word_of_two_languages_means_what_the_others_say():
    assert month_of("lis", month_languages(["lis", "gru"])) == 11
    assert month_of("lis", month_languages(["lis", "stu"])) == 10


def test_a_beginning_is_enough_where_only_one_month_has_it():
    assert month_of("septem", frozenset()) == 9
    assert "jui" not in MONTHS
