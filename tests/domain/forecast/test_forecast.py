"""One value answers when, how many, how likely and the dates of every place, and its answers never contradict each other."""

import tracemalloc
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queue_app.domain.forecast.forecast import ODDS, Forecast, forecast, rounded_reach
from queue_app.domain.forecast.quality import Quality
from queue_app.domain.team.calendar import Calendar
from tests.domain.forecast.forecasts import EVERY_DAY, MON_FRI, MONDAY, STEADY, days, made

A_DAY = st.integers(0, 6) | st.just(0) | st.sampled_from([0, 40])
COUNTS = st.lists(A_DAY, min_size=1, max_size=80) | st.lists(A_DAY, min_size=80, max_size=240)
"""Below and above eighty days, from which on a team's own past forecasts count."""
CALENDARS = st.sampled_from([MON_FRI, EVERY_DAY, Calendar(days_off=frozenset({date(2026, 12, 25)}))])
FEW = settings(max_examples=40, deadline=None)


@FEW
@given(COUNTS, CALENDARS, st.integers(0, 60), st.integers(1, 6))
def test_dates_never_decrease_with_n_or_with_the_odds(
    counts: list[int], calendar: Calendar, quiet: int, usual: int
) -> None:
    forecast = made(counts, calendar, quiet=quiet, usual=usual, reach=30)
    later = np.where(np.isnat(forecast.dates), np.datetime64("9999-12-31"), forecast.dates)[:, 1:]
    assert np.all(np.diff(later, axis=0) >= np.timedelta64(0))
    assert np.all(np.diff(later, axis=1) >= np.timedelta64(0))
    for curve in (forecast.finished, forecast.waiting):
        assert np.all(np.diff(curve.odds, axis=0) >= -1e-12)
        assert np.all(np.diff(curve.odds, axis=1) <= 1e-12)


@FEW
@given(COUNTS, CALENDARS, st.integers(1, 30), st.sampled_from(ODDS) | st.floats(0.01, 0.99))
def test_when_and_how_many_are_inverse(counts: list[int], calendar: Calendar, n: int, odds: float) -> None:
    forecast = made(counts, calendar, reach=30)
    day = forecast.when(n, odds)
    if day is None:
        assert forecast.how_many(forecast.last, odds) < n
        return
    assert forecast.odds(n, day) >= odds
    assert forecast.how_many(day, odds) >= n
    before = day - timedelta(days=1)
    assert forecast.odds(n, before) < odds
    assert forecast.how_many(before, odds) < n


def test_a_far_reach_is_worked_out_some_days_at_a_time() -> None:  # R3
    tracemalloc.start()
    try:
        far = made([140] * 120, usual=90, reach=6_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.5 * (far.finished.odds.nbytes + far.waiting.odds.nbytes)
    near = made([140] * 120, usual=90, reach=300)
    assert np.array_equal(far.finished.odds[:, :301], near.finished.odds)
    assert np.allclose(far.waiting.odds[:, :301], near.waiting.odds, rtol=0, atol=1e-6)


@pytest.mark.parametrize("usual", [1, 2, 19, 20, 21, 90])
def test_more_may_run_at_a_time_than_the_forecast_reaches(usual: int) -> None:
    few = made(STEADY, usual=usual, reach=20)
    assert np.all(few.waiting.odds[1:, : min(usual, 20) + 1] == few.waiting.odds[1:, :1])
    assert np.all(np.diff(few.waiting.odds, axis=1) <= 1e-12)


@FEW
@given(st.lists(st.integers(0, 5), min_size=5, max_size=60), st.integers(1, 4))
def test_from_friday_evening_to_monday_morning_the_same_dates_are_quoted(counts: list[int], usual: int) -> None:
    work = [count if n % 7 < 5 else 0 for n, count in enumerate(counts)]
    finished = days(work)
    saturday = MONDAY + timedelta(days=-(-len(work) // 7) * 7 - 2)
    quoted = [
        forecast(MON_FRI.history(finished, day), MON_FRI, day, usual=usual, reach=20).dates.tolist()
        for day in (saturday, saturday + timedelta(days=1), saturday + timedelta(days=2))
    ]
    assert quoted[0] == quoted[1] == quoted[2]


@FEW
@given(COUNTS, CALENDARS, st.sampled_from([1, 3, 10, 30]))
def test_one_more_completion_yesterday_never_makes_a_date_later(counts: list[int], calendar: Calendar, n: int) -> None:
    fewer, more = (made([*counts, last], calendar) for last in (1, 2))
    if fewer.quality.level != "none":
        assert all(one <= other for one, other in zip(later(more, n), later(fewer, n), strict=True))


def later(forecast: Forecast, n: int) -> list[date]:
    return [forecast.when(n, odds) or date.max for odds in ODDS]


def test_a_reload_changes_no_date() -> None:
    first, second = made(usual=3), made(usual=3)
    assert np.array_equal(first.dates, second.dates)
    assert np.array_equal(first.waiting.odds, second.waiting.odds)


def test_days_off_push_dates_over_the_turn_of_the_year() -> None:
    holidays = frozenset(date(2026, 12, 19) + timedelta(days=n) for n in range(16))
    work = STEADY * 2
    there, away = (made(work[:100], Calendar(days_off=off)) for off in (frozenset(), holidays))
    assert there.when(10, 0.5) == date(2026, 12, 25)
    assert away.when(10, 0.5) == date(2027, 1, 8)


def test_with_one_at_a_time_the_item_at_place_n_is_the_n_th_completion() -> None:
    forecast = made()
    assert all(forecast.place(n) == forecast.completion(n) for n in range(1, 100))


def test_running_items_finish_in_any_order() -> None:
    """The n-th of L at a time is begun after n - L completions, and each one after that is it with 1 / L."""
    usual, one, four = 4, made(reach=300), made(usual=4)
    for n in (1, 3, 4, 9, 60):
        begun = max(0, n - usual)
        for number in (1, 7, 40):
            odds = one.finished.by(number)
            slowly = sum((1 - 1 / usual) ** j / usual * odds[begun + 1 + j] for j in range(200))
            assert four.waiting.by(number)[n] == pytest.approx(slowly, abs=1e-6)


def test_what_is_put_above_makes_dates_later_and_nothing_leaves_them() -> None:
    forecast = made()
    days = forecast.calendar_days()
    assert days[:8].tolist() == [0, 1, 2, 3, 4, 5, 8, 9]
    assert forecast.put_above(10, 0 * days) == forecast.place(10)
    assert forecast.put_above(10, 8 / 30 * days).p85 > forecast.place(10).p85
    assert forecast.put_above(10, -8 / 30 * days).p85 < forecast.place(10).p85
    assert forecast.put_above(10, 10 * days).p85 is None


def test_beyond_three_years_there_is_no_date() -> None:
    slow = made([1, 1, 1, 1, 1] + [0] * 20, reach=200)
    assert slow.when(200, 0.95) is None
    assert slow.last == slow.today + timedelta(days=1095)
    assert slow.how_many(date(9999, 1, 1), 0.5) == slow.how_many(slow.last, 0.5)


@pytest.mark.parametrize("n", [-1, 101])
def test_beyond_its_reach_nothing_is_answered(n: int) -> None:
    forecast = made(reach=100)
    for ask in (forecast.place, forecast.completion, lambda n: forecast.odds(n, forecast.today)):
        with pytest.raises(IndexError):
            ask(n)


def test_the_reach_leaves_room_for_what_is_added() -> None:
    assert [rounded_reach(most) for most in (0, 100, 101, 1000)] == [100, 100, 150, 1_000]


def test_longer_queues_do_not_change_nearer_dates() -> None:
    assert np.array_equal(made(usual=3, reach=50).dates, made(usual=3, reach=400).dates[:, :51])


@pytest.mark.parametrize(
    ("counts", "quiet", "quality"),
    [
        ([0], 0, Quality("none", "few", 0, 0)),
        ([1, 1], 0, Quality("none", "few", 2, 0)),
        ([1, 9, 1], 0, Quality("rough", "few", 3, 0)),
        ([1, 1, 1, 1], 5, Quality("rough", "few", 4, 5)),
        ([1, 1, 1, 1, 1], 29, Quality("good", "", 5, 29)),
        ([1, 1, 1, 1, 1], 30, Quality("rough", "quiet", 5, 30)),
        ([1, 1, 1, 1, 1], 179, Quality("rough", "quiet", 5, 179)),
        ([1, 1, 1, 1, 1], 180, Quality("none", "silent", 5, 180)),
    ],
)
def test_short_and_silent_histories_give_rough_dates_or_none(counts: list[int], quiet: int, quality: Quality) -> None:
    forecast = made(counts, EVERY_DAY, quiet=quiet)
    assert forecast.quality == quality
    assert (forecast.when(1, 0.5) is None) == (quality.level == "none")
    assert (forecast.how_many(forecast.last, 0.5) == 0) == (quality.level == "none")
    assert bool(quality.sentence.format(**quality.facts)) == (quality.level != "good")
