"""Days as charts say them."""

from datetime import date

import pytest

from queue_app.domain.flow.span import Bin, Span, Tick
from queue_app.web.html.charts.words import part, short_day, stretch, tick

TODAY = date(2026, 11, 25)
YEAR = Span(date(2025, 11, 1), TODAY)
MONTHS = Span(date(2024, 11, 1), TODAY)
DECADES = Span(date(2004, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("bin_", "span", "words"),
    [
        (Bin(TODAY, TODAY), YEAR, "25 Nov"),
        (Bin(date(2026, 11, 16), date(2026, 11, 22)), YEAR, "week of 16 Nov"),
        (Bin(date(2025, 11, 3), date(2025, 11, 9)), YEAR, "week of 3 Nov 2025"),
        (Bin(date(2026, 11, 23), TODAY, whole=False), YEAR, "23 Nov to 25 Nov"),
        (Bin(date(2025, 12, 29), date(2026, 1, 2), whole=False), YEAR, "29 Dec 2025 to 2 Jan 2026"),
        (Bin(date(2026, 10, 1), date(2026, 10, 31)), MONTHS, "October 2026"),
        (Bin(date(2025, 1, 1), date(2025, 12, 31)), DECADES, "2025"),
    ],
)
def test_a_part_of_a_span(bin_, span, words):
    assert part(bin_, span, TODAY) == words


def test_a_day_has_its_year_where_it_is_another():
    assert (short_day(TODAY, TODAY), short_day(date(2025, 2, 3), TODAY)) == ("25 Nov", "3 Feb 2025")
    assert stretch(Span(TODAY, TODAY), TODAY) == "25 Nov"
    assert stretch(YEAR, TODAY) == "1 Nov 2025 to 25 Nov 2026"


def test_what_stands_under_a_chart_is_short():
    ticks = [Tick(TODAY, "day"), Tick(TODAY, "month"), Tick(TODAY, "year")]
    assert [tick(one) for one in ticks] == ["25 Nov", "Nov", "2026"]
