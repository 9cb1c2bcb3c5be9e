"""The search fold: words that look the same to a reader match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_app.domain.folding import compared, search_fold


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("istanbul", "\u0130stanbul"),
        ("istanbul", "I\u0307stanbul"),
        ("\u0131\u015f\u0131k", "I\u015eIK"),
        ("don't", "don\u2019t"),
        ("don\u2019t", "don't"),
        ("full", "\uff26\uff55\uff4c\uff4c"),
        ("cooperate", "co\u00adoperate"),
        ("cooperate", "co\u200boperate"),
        ("\u30d7\u30ed", "\uff8c\uff9f\uff9b"),
        ("e-mail", "e\u2011mail"),
        ("strasse", "STRA\u00dfE"),
        ("abc", "\u202eabc"),
    ],
)
def test_what_reads_the_same_is_the_same(typed: str, written: str) -> None:  # W1
    assert search_fold(typed) == search_fold(written)


@given(st.text(), st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1))
def test_a_plain_word_is_found_wherever_it_stands(around: str, word: str) -> None:
    assert search_fold(word) in f"{search_fold(around)} {search_fold(word)}"
    assert search_fold(word) == word.casefold()


@pytest.mark.parametrize("other", ["ALICE", "  Alice ", "Al\u200bice", "\uff21lice", "A\u00adlice", "alice\u202e"])
def test_names_that_look_alike_are_one(other: str) -> None:  # X12
    assert compared(other) == compared("Alice")
