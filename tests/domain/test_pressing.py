"""The stand-up talks about the most pressing item first, and about each item once."""

import itertools

import pytest

from queue_app.domain.pressing import STATES, Pressing, in_order

IN_ORDER = (
    Pressing(("blocked",), 4, waits=True, long_block=True),
    Pressing(("blocked", "old"), 1, days=90),
    Pressing(("blocked", "top"), 2),
    Pressing(("blocked",), 1, waits=True),
    Pressing(("blocked",), 7, waits=True),
    Pressing(("ready",), 5),
    Pressing(("old",), 6, days=19),
    Pressing(("old", "nobody"), 3, days=12),
    Pressing(("old", "top"), 4, days=12),
    Pressing(("nobody",), 2, days=40),
    Pressing(("nobody",), 8),
    Pressing(("top",), 1, days=80),
)


@pytest.mark.parametrize(("first", "second"), list(itertools.pairwise(IN_ORDER)), ids=range(len(IN_ORDER) - 1))
def test_the_more_pressing_one_comes_first(first: Pressing, second: Pressing) -> None:
    assert first.key < second.key


def test_the_states_of_an_item_are_told_most_pressing_first() -> None:
    assert in_order(["top", "nobody", "blocked"]) == ("blocked", "nobody", "top")
    assert in_order(STATES[::-1]) == STATES
