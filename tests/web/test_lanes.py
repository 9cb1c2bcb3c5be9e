"""The answers of the forecast on one time axis."""

from datetime import timedelta

from queue_app.domain.forecast.forecast import Range
from queue_app.web.html.charts.lanes import Bar, lanes
from tests.web.values import TODAY


def after(*days: int | None) -> Range:
    return Range(*(None if n is None else TODAY + timedelta(days=n) for n in days))


def test_a_later_answer_ends_farther_on_the_same_axis() -> None:
    first, second = after(9, 19, 29, 39), after(19, 39, 59, 91)
    axis = lanes(TODAY, [first, second])
    assert axis.span.days == 100
    assert axis.bar(first) == Bar(10, 30, 30, 40)
    assert axis.bar(second) == Bar(20, 60, 60, 92)


def test_a_bar_without_a_safe_date_goes_to_the_last_date_there_is_and_the_axis_farther() -> None:
    endless = after(9, 73, None, None)
    axis = lanes(TODAY, [endless])
    assert axis.span.days == 100
    assert axis.bar(endless) == Bar(10, 74)
    assert axis.bar(after(9, None, None, None)) == Bar(10, 10)


def test_near_dates_have_four_weeks_and_no_dates_no_bar() -> None:
    assert lanes(TODAY, [after(0, 1, 2, 3)]).span.days == 28
    assert lanes(TODAY, [after(None, None, None, None)]).bar(after(None, None, None, None)) is None
