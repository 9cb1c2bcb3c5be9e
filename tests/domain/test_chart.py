"""Axes end at round numbers, and their labels do not overlap."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_app.domain.chart import MARKS, apart, axis_to, shared_signs


@pytest.mark.parametrize(
    ("largest", "marks"),
    [
        (0, (1,)),
        (1, (1,)),
        (3, (1, 2, 3)),
        (6, (2, 4, 6)),
        (7, (2, 4, 6, 8)),
        (9.5, (5, 10)),
        (19, (5, 10, 15, 20)),
        (94, (50, 100)),
        (100_000, (50_000, 100_000)),
    ],
)
def test_an_axis_has_few_round_marks(largest, marks):
    assert axis_to(largest).marks == marks


@given(st.floats(0, 1e9))
def test_an_axis_holds_everything_and_is_at_least_half_used(largest):
    axis = axis_to(largest)
    assert len(axis.marks) <= MARKS
    assert largest <= axis.top == axis.marks[-1]
    assert axis.top <= max(1, 2.5 * largest)


def test_what_lies_beyond_the_top_stands_on_it():
    axis = axis_to(20)
    assert [axis.up(value) for value in (0, 10, 20, 500)] == [0, 50, 100, 100]
    assert axis.down(10) == 50


@given(st.lists(st.floats(0, 100), max_size=6).map(sorted))
def test_words_stand_apart_in_their_order_within_the_chart(levels):
    placed = apart(levels, 8)
    assert len(placed) == len(levels)
    assert all(after - before >= 7.99 for before, after in pairwise(placed))
    assert all(place <= 100 for place in placed)


def test_flags_that_stand_close_share_a_sign():
    assert shared_signs([]) == []
    assert shared_signs([10, 20, 90]) == [(10, 1, 1), (20, 2, 2), (90, 3, 3)]
    assert shared_signs([10, 10, 15, 19, 90]) == [(10, 1, 3), (19, 4, 4), (90, 5, 5)]


def test_words_that_have_room_stay_where_they_are():
    assert apart([10, 40, 90], 8) == [10, 40, 90]
    assert apart([10, 11, 12], 8) == [10, 18, 26]
    assert apart([98, 99], 8) == [92, 100]
