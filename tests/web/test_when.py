"""Ranges in words, and side by side on one axis."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from queue_app.domain.forecast.forecast import Range
from queue_app.web.html.charts.staircase import staircase
from queue_app.web.html.dates import between, week_of
from queue_app.web.html.when import likely_words, span_words, when_words
from tests.web.values import FORECAST, TODAY

TO, THIN = "\N{EN DASH}", "\N{THIN SPACE}"


def told(p50, p85, place=1):
    return when_words(Range(p50, None, p85, None), FORECAST.forecast, place)


def test_near_places_are_told_in_days():
    assert told(date(2026, 12, 4), date(2026, 12, 14)) == (f"4{TO}14 Dec", "")
    assert told(date(2026, 11, 26), date(2026, 12, 1), place=10) == (f"26 Nov{THIN}{TO}{THIN}1 Dec", "")


def test_one_day_is_told_once():
    assert told(date(2026, 12, 4), date(2026, 12, 4)) == ("4 Dec", "")


def test_far_places_are_told_in_weeks():
    assert told(date(2026, 12, 16), date(2027, 1, 12), place=11) == (f"weeks of 14 Dec{THIN}{TO}{THIN}11 Jan", "")
    assert told(date(2026, 12, 14), date(2026, 12, 20), place=11) == ("week of 14 Dec", "")


def test_beyond_the_horizon_it_is_later_than():
    assert told(None, None) == ("later than 22 Nov 2029", "")
    assert told(date(2029, 6, 1), None) == ("week of 28 May 2029", "or later; no safe date")


def test_beyond_a_year_no_date_is_safe():
    assert told(date(2027, 9, 1), date(2027, 11, 23)) == (f"1 Sept{THIN}{TO}{THIN}23 Nov 2027", "")
    assert told(date(2027, 9, 1), date(2027, 11, 24)) == ("week of 30 Aug", "or later; no safe date")


def test_an_item_that_few_took_as_long_as_is_rough():
    week = Range(TODAY, None, TODAY + timedelta(days=7), None, rough=True)
    assert (
        likely_words(week, TODAY) == f"likely finished 23{TO}30 Nov (50 to 85\u00a0%); rough: few items took this long"
    )
    assert likely_words(replace(week, rough=False), TODAY) == f"likely finished 23{TO}30 Nov (50 to 85\u00a0%)"


def test_the_year_is_said_where_the_day_is_far_off():
    assert between(date(2026, 12, 21), date(2027, 1, 5), TODAY) == f"21 Dec{THIN}{TO}{THIN}5 Jan"
    assert between(date(2027, 12, 21), date(2028, 1, 5), TODAY) == f"21 Dec 2027{THIN}{TO}{THIN}5 Jan 2028"
    assert week_of(date(2027, 1, 1), TODAY) == "week of 28 Dec"


@pytest.mark.parametrize(("days", "words"), [(3, "3 days"), (21, "3 weeks"), (185, "26 weeks"), (800, "2 years")])
def test_how_long_a_history_is(days, words):
    assert span_words(days) == words


def at(first, last):
    return Range(TODAY + timedelta(days=first), None, TODAY + timedelta(days=last), None)


def test_rows_without_dates_draw_nothing():
    assert staircase(TODAY, [None, Range(None, None, None, None)]) is None


def test_bars_stand_on_one_axis():
    stairs = staircase(TODAY, [at(0, 10), at(10, 48), None])
    assert stairs.days == 50
    assert [stairs.bar(at(0, 10)), stairs.bar(at(10, 48)), stairs.bar(None)] == [(0, 20), (20, 76), None]


def test_the_axis_ends_with_the_thirtieth_row_and_later_ones_run_off_it():
    stairs = staircase(TODAY, [at(n, 2 * n) for n in range(1, 101)])
    assert stairs.days == 62
    assert stairs.bar(at(40, 80))[1] > 100 - stairs.bar(at(40, 80))[0]
    assert stairs.bar(at(70, 140)) is None


@pytest.mark.parametrize("last", [3, 30, 60, 90, 200, 400, 1000])
def test_the_axis_has_a_few_marks_that_do_not_touch(last):
    marks = staircase(TODAY, [at(1, last)]).marks
    places = [place for place, _ in marks]
    assert 1 <= len(marks) <= 4
    assert places[0] >= 20
    assert places[-1] <= 93
    assert all(right - left >= 25 for left, right in pairwise(places))


def test_marks_that_name_their_year_stand_further_apart():
    places = [place for place, _ in staircase(TODAY, [at(1, 800)]).marks]
    assert len(places) == 2
    assert places[1] - places[0] > 30
