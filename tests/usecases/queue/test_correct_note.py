"""A note is corrected by its author, for ten minutes; the history says so, and an undo brings the words back."""

from datetime import timedelta

import pytest

from queue_app.domain.errors import NotFound
from queue_app.domain.refusals import NotYourNote, TooLateToCorrect, TouchedSince
from queue_app.screens.item.item import item_screen
from queue_app.usecases.queue.correct_note import correct_note
from queue_app.usecases.queue.edit import edit
from queue_app.usecases.queue.plan import note
from queue_app.usecases.queue.undo import undo
from tests.cast import Cast
from tests.screens.reading import look


@pytest.fixture
def written(cast: Cast) -> int:
    """The id of Alice's note on item 1."""
    cast.add("Search", "Refunds")
    return int(cast.do(note, by=cast.alice, item=1, words="Ask the bnak.").result["note"])


def words(cast: Cast, who: int) -> list[tuple[str, bool, bool]]:
    """(words, corrected, whether the viewer may correct it) of each note."""
    notes = look(cast, item_screen, who, 1).notes
    return [(one.words, one.corrected, one.until is not None) for one in notes]


def test_the_author_corrects_it_and_everybody_sees_that(cast: Cast, written: int) -> None:
    cast.do(correct_note, by=cast.alice, item=1, note=written, words="Ask the bank.")
    assert words(cast, cast.alice) == [("Ask the bank.", True, True)]
    assert words(cast, cast.bob) == [("Ask the bank.", True, False)]
    line = look(cast, item_screen, cast.bob, 1).history[0]
    assert (line.kind, line.by) == ("note_corrected", "Alice")


def test_an_undo_brings_the_words_back_unless_the_item_changed_since(cast: Cast, written: int) -> None:
    for better in ("Ask the bank.", "Ask the bank at 11."):
        cast.do(correct_note, by=cast.alice, item=1, note=written, words=better)
    cast.do(undo, by=cast.alice)
    assert words(cast, cast.bob) == [("Ask the bank.", True, False)]
    cast.do(undo, by=cast.alice)
    assert words(cast, cast.bob) == [("Ask the bnak.", False, False)]
    cast.do(correct_note, by=cast.alice, item=1, note=written, words="Ask.")
    cast.do(edit, by=cast.bob, item=1, title="Search rooms")
    with pytest.raises(TouchedSince):
        cast.do(undo, by=cast.alice)


def test_the_same_words_change_nothing(cast: Cast, written: int) -> None:
    cast.do(correct_note, by=cast.alice, item=1, note=written, words="Ask the bnak.")
    assert words(cast, cast.bob) == [("Ask the bnak.", False, False)]


def test_after_ten_minutes_it_stays_and_nobody_else_corrects_it(cast: Cast, written: int) -> None:
    with pytest.raises(NotYourNote):
        cast.do(correct_note, by=cast.bob, item=1, note=written, words="No.")
    with pytest.raises(NotFound):
        cast.do(correct_note, by=cast.alice, item=2, note=written, words="No.")
    cast.now += timedelta(minutes=11)
    with pytest.raises(TooLateToCorrect):
        cast.do(correct_note, by=cast.alice, item=1, note=written, words="No.")
    assert words(cast, cast.alice) == [("Ask the bnak.", False, False)]
