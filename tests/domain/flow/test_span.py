"""The days of the flow page and how they are divided."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_app.domain.errors import InputError
from queue_app.domain.flow.span import MOST_TICKS, Bin, Span, custom_span, offered_span

TODAY = date(2026, 11, 25)  # a Wednesday
LONG_AGO = date(2014, 7, 9)


@pytest.mark.parametrize(
    ("choice", "first", "step"),
    [
        ("30d", date(2026, 10, 27), "day"),
        ("26w", date(2026, 6, 1), "week"),
        ("2y", date(2024, 12, 1), "month"),
        ("all", LONG_AGO, "year"),
    ],
)
def test_an_offered_span_ends_today_and_begins_with_a_whole_part(choice, first, step):
    span = offered_span(choice, LONG_AGO, TODAY)
    assert (span.first, span.last, span.step) == (first, TODAY, step)
    assert span.bins(TODAY)[0].whole == (choice != "all")


def test_nothing_is_looked_at_from_before_the_first_item():
    assert offered_span("26w", date(2026, 11, 2), TODAY) == Span(date(2026, 11, 2), TODAY)
    assert offered_span("all", None, TODAY).days == 30


def test_a_span_of_two_days_ends_today_at_the_latest():
    asked = Span(date(2026, 11, 1), date(2027, 1, 1))
    assert custom_span(asked, LONG_AGO, TODAY) == Span(date(2026, 11, 1), TODAY)
    assert custom_span(Span(date(2000, 1, 1), TODAY), LONG_AGO, TODAY).first == LONG_AGO
    before = Span(date(2000, 1, 1), date(2000, 2, 1))
    assert custom_span(before, LONG_AGO, TODAY) == before
    with pytest.raises(InputError):
        custom_span(Span(date(2026, 11, 26), date(2026, 11, 27)), LONG_AGO, TODAY)


def test_weeks_begin_on_monday_and_the_present_one_is_not_whole():
    bins = offered_span("26w", LONG_AGO, TODAY).bins(TODAY)
    assert len(bins) == 26
    assert {one.first.weekday() for one in bins} == {0}
    assert [one.whole for one in bins[-2:]] == [True, False]
    assert bins[-1] == Bin(date(2026, 11, 23), TODAY, whole=False)


def test_the_day_of_today_is_not_over():
    bins = offered_span("30d", LONG_AGO, TODAY).bins(TODAY)
    assert (len(bins), bins[-1].whole, bins[-2].whole) == (30, False, True)


def test_months_and_years_are_as_long_as_they_are():
    bins = Span(date(2024, 1, 15), date(2024, 3, 31)).bins(TODAY, "month")
    assert [(one.first.day, one.last.day, one.whole) for one in bins] == [(15, 31, False), (1, 29, True), (1, 31, True)]
    years = Span(date(2024, 1, 1), date(2025, 6, 30)).bins(TODAY, "year")
    assert [one.whole for one in years] == [True, False]


@given(st.dates(date(1970, 1, 1), date(2199, 1, 1)), st.integers(1, 20_000))
def test_the_parts_of_a_span_cover_each_of_its_days_once(first, days):
    span = Span(first, first + timedelta(days=days - 1))
    bins = span.bins(TODAY)
    assert sum((one.last - one.first).days + 1 for one in bins) == days
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(bins))
    assert sum(span.width(one) for one in bins) == pytest.approx(100)
    assert len(bins) <= 130
    ticks = span.ticks()
    assert len(ticks) <= MOST_TICKS
    assert all(span.first <= tick.on <= span.last for tick in ticks)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("30d", [(2, 11), (9, 11), (16, 11), (23, 11)]),
        ("26w", [(1, 6), (1, 7), (1, 8), (1, 9), (1, 10), (1, 11)]),
        ("2y", [(1, 1), (1, 7), (1, 1), (1, 7)]),
    ],
)
def test_a_few_round_days_stand_under_a_chart(choice, words):
    ticks = offered_span(choice, LONG_AGO, TODAY).ticks()
    assert [(tick.on.day, tick.on.month) for tick in ticks] == words
    assert [tick.as_ for tick in offered_span("2y", LONG_AGO, TODAY).ticks()] == ["year", "month", "year", "month"]
