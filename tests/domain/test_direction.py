"""The text direction of people's words does not affect our sentence around them."""

import pytest

from queue_app.domain.direction import isolated
from queue_app.domain.refusals import NotNext

HEBREW = "\u05e9\u05dc\u05d5\u05dd (v2)"


@pytest.mark.parametrize("words", ["", "Search", "Größe", "\u65e5\u672c\u8a9e", "don\u2019t"])
def test_other_words_stay_as_they_are(words: str) -> None:
    assert isolated(words) == words


def test_right_to_left_words_are_an_isolate() -> None:  # W2
    assert isolated(HEBREW) == f"\u2068{HEBREW}\u2069"


@pytest.mark.parametrize("control", ["\u202e", "\u202d", "\u2067", "\u2069"])
def test_no_control_of_the_words_reaches_the_sentence(control: str) -> None:  # W2
    assert isolated(f"{control}evil{control}") == "evil"
    assert isolated(f"{control}{HEBREW}") == f"\u2068{HEBREW}\u2069"


def test_a_refusal_keeps_its_direction() -> None:  # W2
    assert str(NotNext(title="\u202eevil")).startswith("“evil” is not")
    assert str(NotNext(title=HEBREW)).startswith(f"“\u2068{HEBREW}\u2069” is not")
