"""Counting by day: throughput, the levels of the cumulative flow, and whether the queue grows or empties."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_app.domain.flow.counts import Balance, Days, Flows, balance, count_parts, levels, thin_out, usual
from queue_app.domain.flow.span import Bin, Span

MONDAY = date(2026, 11, 2)
WEEKS = Span(MONDAY, MONDAY + timedelta(days=20))
LATER = MONDAY + timedelta(days=99)


def on(*days: int) -> Counter[date]:
    return Counter(MONDAY + timedelta(days=n) for n in days)


def works(day: date) -> bool:
    return day.weekday() < 5


def test_finished_items_are_counted_by_week():
    parts = count_parts(on(-1, 0, 6, 7, 7, 20, 21), WEEKS.bins(LATER, "week"))
    assert [part.count for part in parts] == [2, 2, 1]


def test_the_median_knows_only_whole_weeks():
    parts = count_parts(on(0, 1, 2, 7, 14, 15, 16, 17), WEEKS.bins(MONDAY + timedelta(days=16), "week"))
    assert [part.bin.whole for part in parts] == [True, True, False]
    assert usual(parts, works) is None
    parts = count_parts(on(0, 1, 2, 7, 14, 15, 21), Span(MONDAY, MONDAY + timedelta(days=21)).bins(LATER, "week"))
    assert usual(parts, works) == 2


def test_no_median_is_made_of_one_or_two_parts():  # P10
    parts = count_parts(on(0, 0, 0, 1), Span(MONDAY, MONDAY + timedelta(days=3)).bins(LATER))
    assert [usual(parts[:n], works) for n in (1, 2, 3)] == [None, None, 1]


def test_the_median_of_single_days_is_that_of_working_days():
    parts = count_parts(on(0, 1, 2, 3, 3, 4), Span(MONDAY, MONDAY + timedelta(days=6)).bins(LATER))
    assert usual(parts, works) == 1
    assert usual(parts, lambda day: True) == 1
    assert usual(parts[5:], works) is None


def test_the_levels_say_what_waits_runs_and_was_finished_each_evening():
    days = Days(came=on(-3, 0, 0, 1), begun=on(-2, 1, 2), finished=on(-1, 2), dropped=on(3))
    span = Span(MONDAY, MONDAY + timedelta(days=3))
    found = [(level.waiting, level.running, level.finished) for level in levels(days, span)]
    assert found == [(0, 0, 0), (2, 0, 0), (2, 1, 0), (1, 1, 1), (0, 1, 1)]


@given(st.lists(st.tuples(st.integers(-30, 30), st.integers(0, 20), st.integers(0, 20)), max_size=40))
def test_levels_are_never_negative_and_end_with_what_is_open(lives):
    came = on(*(first for first, _, _ in lives))
    begun = on(*(first + waits for first, waits, _ in lives))
    finished = on(*(first + waits + runs for first, waits, runs in lives))
    found = levels(Days(came, begun, finished), Span(MONDAY, MONDAY + timedelta(days=90)))
    assert all(min(level.waiting, level.running, level.finished) >= 0 for level in found)
    assert (found[-1].waiting, found[-1].running) == (0, 0)
    assert len(found) == 92


def test_few_levels_are_drawn_and_the_last_one_is_among_them():
    found = levels(Days(), Span(MONDAY, MONDAY + timedelta(days=999)))
    drawn = thin_out(found, 120)
    assert len(drawn) <= 121
    assert drawn[-1] == found[-1]
    assert thin_out(found[:50], 120) == found[:50]


def test_what_came_is_set_against_what_went():
    days = Days(came=on(-5, -4, 0, 1, 8, 9, 15), finished=on(-1, 2, 10), dropped=on(16))
    found = balance(days, WEEKS.bins(LATER, "week"), LATER)
    assert [(part.added, part.finished, part.dropped) for part in found.parts] == [(2, 1, 0), (2, 1, 0), (1, 0, 1)]
    assert (found.added, found.finished, found.dropped, found.grown, found.open) == (5, 2, 1, 2, 3)
    assert (found.trend, found.days) == ("grows", 21)


@pytest.mark.parametrize(
    ("added", "finished", "dropped", "trend", "a_week"),
    [
        (10, 5, 0, "grows", (2.5, 1.25)),
        (5, 10, 0, "empties", (1.25, 2.5)),
        (5, 8, 2, "empties", (1.25, 2.5)),
        (10, 9, 0, "steady", (2.5, 2.25)),
        (100, 95, 0, "steady", (25, 23.75)),
        (100, 94, 0, "grows", (25, 23.5)),
        (0, 0, 0, "steady", (0, 0)),
    ],
)
def test_a_sentence_says_whether_the_queue_grows_or_empties_and_what_came_and_went(
    added, finished, dropped, trend, a_week
):
    found = Balance((Flows(Bin(MONDAY, MONDAY), added, finished, dropped),), 20, 28, added, finished + dropped)
    assert (found.trend, found.a_week) == (trend, a_week)


def test_an_average_a_week_leaves_today_out_and_needs_seven_days():  # P10
    days = Days(came=on(0, 1, *[6] * 50, *[7] * 99), finished=on(3, 7))
    for first_days, a_week in ((1, None), (7, None), (8, (52, 1))):
        today = MONDAY + timedelta(days=first_days - 1)
        assert balance(days, Span(MONDAY, today).bins(today, "week"), today).a_week == a_week


def test_the_first_day_is_that_of_the_first_item():
    assert Days().began is None
    assert Days(came=on(3, -2)).began == MONDAY - timedelta(days=2)
