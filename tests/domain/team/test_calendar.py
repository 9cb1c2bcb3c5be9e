"""Which day a forecast is made on, which days count, and where a completion on a day off goes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_app.domain.team.calendar import Calendar
from queue_app.domain.team.team import Team

VIENNA = Calendar("Europe/Vienna")
ZONE = ZoneInfo("Europe/Vienna")
FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
CHRISTMAS = frozenset(date(2026, 12, day) for day in (24, 25, 28, 29, 30, 31)) | {date(2027, 1, 1)}


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-20T17:59:59", FRIDAY),
        ("2026-11-20T18:00:00", SATURDAY),
        ("2026-11-20T23:59:59", SATURDAY),
        ("2026-11-21T00:00:00", SATURDAY),
        ("2026-12-31T18:00:00", date(2027, 1, 1)),
    ],
)
def test_after_the_end_of_day_today_is_past(at: str, day: date) -> None:
    assert VIENNA.forecast_day(datetime.fromisoformat(at).replace(tzinfo=ZONE)) == day


def test_the_end_of_day_is_by_the_team_s_own_clocks() -> None:
    summer, winter = datetime(2026, 7, 1, 16, 30, tzinfo=UTC), datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
    assert VIENNA.forecast_day(summer) == date(2026, 7, 2)
    assert VIENNA.forecast_day(winter) == date(2026, 12, 1)


def test_another_zone_has_another_day_at_the_same_moment() -> None:
    at = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    assert [Calendar(zone).forecast_day(at).day for zone in ("America/New_York", "UTC", "Asia/Tokyo")] == [20, 20, 21]


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("end_of_day", [0, 119, 120, 150, 180, 1439])
def test_the_forecast_day_never_goes_back_where_clocks_are_changed(day: date, end_of_day: int) -> None:
    calendar = Calendar("Europe/Vienna", end_of_day=end_of_day)
    start = datetime.combine(day, datetime.min.time(), UTC) - timedelta(hours=3)
    days = [calendar.forecast_day(start + timedelta(minutes=10 * n)) for n in range(6 * 30)]
    assert days == sorted(days)
    assert len(set(days)) >= 2


@pytest.mark.parametrize(
    ("zone", "day", "end"),
    [
        ("America/Santiago", date(2026, 4, 4), "2026-04-05T03:59:59"),
        ("Africa/Cairo", date(2026, 10, 29), "2026-10-29T21:59:59"),
        ("Asia/Beirut", date(2026, 10, 24), "2026-10-24T21:59:59"),
        ("Europe/Vienna", date(2026, 10, 25), "2026-10-25T22:59:59"),
        ("America/Santiago", date(2026, 9, 5), "2026-09-06T03:59:59"),  # The next day begins at 1:00.
    ],
)
def test_a_day_ends_with_the_second_of_two_last_hours(zone: str, day: date, end: str) -> None:  # D8
    team = Team(1, "Tigers", zone)
    last = datetime.fromisoformat(end).replace(tzinfo=UTC)
    assert team.end_of(day) == last
    assert (team.day(last), team.day(last + timedelta(seconds=1))) == (day, day + timedelta(days=1))
    late = Calendar(zone, end_of_day=23 * 60 + 30)
    assert late.forecast_day(last - timedelta(minutes=40)) == day
    assert late.forecast_day(last - timedelta(minutes=20)) == day + timedelta(days=1)


def test_from_friday_evening_to_monday_the_first_working_day_is_monday() -> None:
    assert {VIENNA.date_of(SATURDAY + timedelta(days=n), 1) for n in range(3)} == {MONDAY}
    assert VIENNA.date_of(FRIDAY, 1) == FRIDAY


def test_days_off_are_in_no_future() -> None:
    calendar = Calendar(days_off=CHRISTMAS)
    assert [calendar.date_of(date(2026, 12, 23), d) for d in (1, 2, 3)] == [
        date(2026, 12, 23),
        date(2027, 1, 4),
        date(2027, 1, 5),
    ]
    assert not calendar.works_on(date(2026, 12, 24))
    assert calendar.first_working_day(date(2026, 12, 24)) == date(2027, 1, 4)


def test_a_completion_on_a_day_off_counts_on_the_next_working_day() -> None:
    history = VIENNA.history([FRIDAY, SATURDAY, SATURDAY, MONDAY], date(2026, 11, 25))
    assert history.days.tolist() == [FRIDAY, MONDAY, date(2026, 11, 24)]
    assert history.counts.tolist() == [1, 3, 0]


def test_today_is_no_history_yet() -> None:
    assert VIENNA.history([FRIDAY, MONDAY], MONDAY).counts.tolist() == [1]
    assert VIENNA.history([FRIDAY, SATURDAY], MONDAY).counts.tolist() == [1]
    assert VIENNA.history([MONDAY], MONDAY).counts.tolist() == []


def test_what_lies_before_a_day_can_be_forgotten() -> None:
    assert VIENNA.history([FRIDAY, MONDAY], date(2026, 11, 24), since=SATURDAY).counts.tolist() == [1]


def test_a_team_that_never_works_works_every_day() -> None:
    never = Calendar(working_days="0000000", days_off=frozenset([MONDAY]))
    assert never.share == 1
    assert never.date_of(SATURDAY, 3) == date(2026, 11, 24)


WEEKS = st.text(alphabet="01", min_size=7, max_size=7)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@given(WEEKS, st.frozensets(DAYS, max_size=40), DAYS, st.integers(1, 800))
def test_numbers_and_dates_are_inverse(week: str, days_off: frozenset[date], today: date, number: int) -> None:
    calendar = Calendar(working_days=week, days_off=days_off)
    day = calendar.date_of(today, number)
    assert calendar.works_on(day)
    assert calendar.number_of(today, day) == number
    assert calendar.dates(today, day)[number - 1].item() == day


@given(WEEKS, st.frozensets(DAYS, max_size=10), st.lists(DAYS, max_size=30), DAYS)
def test_no_completion_is_lost(week: str, days_off: frozenset[date], finished: list[date], today: date) -> None:
    calendar = Calendar(working_days=week, days_off=days_off)
    counted = int(calendar.history(finished, today).counts.sum())
    assert counted == sum(calendar.first_working_day(day) < today for day in finished)


@given(WEEKS, st.frozensets(DAYS, max_size=40), DAYS, st.integers(-3, 60))
def test_working_days_lie_between_days(week: str, days_off: frozenset[date], first: date, span: int) -> None:
    calendar = Calendar(working_days=week, days_off=days_off)
    days = [first + timedelta(days=n) for n in range(1, span + 1)]
    assert calendar.working_days_between(first, first + timedelta(days=span)) == sum(map(calendar.works_on, days))
    following = calendar.next_working_day(first)
    assert calendar.working_days_between(first, following) == 1
    assert calendar.works_on(following)
