"""Times in files: instants, local times where the clocks change, days, and the ways other tools write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from queue_app.domain.importing.times import NoTime, Time, read, settled

ROME = ZoneInfo("Europe/Rome")
NEW_YORK = ZoneInfo("America/New_York")


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-11-23T09:15:00Z", at(2026, 11, 23, 9, 15)),
        ("2026-11-23T09:15:00+02:00", at(2026, 11, 23, 7, 15)),
        ("2026-11-23T09:15:00.123456789-0500", at(2026, 11, 23, 14, 15, 0, 123456)),
        ("2026-11-23T09:15:00+05", at(2026, 11, 23, 4, 15)),
        ("2026-11-23 09:15:30", at(2026, 11, 23, 8, 15, 30)),
        ("2026-11-23 09:15", at(2026, 11, 23, 8, 15)),
        ("2026-07-01T09:15:00", at(2026, 7, 1, 7, 15)),
        ("23/Nov/26 9:15 AM", at(2026, 11, 23, 8, 15)),
        ("23/Nov/26 12:05 AM", at(2026, 11, 22, 23, 5)),
        ("23/Nov/2026 12:05 PM", at(2026, 11, 23, 11, 5)),
        ("23/Nov/2026 21:05", at(2026, 11, 23, 20, 5)),
    ],
)
def test_a_time_is_a_moment_in_its_own_zone_or_that_of_the_file(cell: str, moment: datetime) -> None:
    assert read(cell, ROME, None).moments == (moment,)


@pytest.mark.parametrize("cell", ["2026-11-23", "23/Nov/26", "23/Nov/2026"])
def test_a_day_stays_a_day(cell: str) -> None:
    found = read(cell, ROME, None)
    assert (found.moments, found.day) == ((), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("cell", "right"),
    [
        ("20.11.2026", date(2026, 11, 20)),
        ("20.11.26", date(2026, 11, 20)),
        ("20. Nov. 2026", date(2026, 11, 20)),
        ("20-Nov-2026", date(2026, 11, 20)),
        ("20.11.2026 09:15", at(2026, 11, 20, 8, 15)),
        ("20/Sept/26 9:15 AM", at(2026, 9, 20, 7, 15)),
        ("20/Okt/26 9:15 AM", at(2026, 10, 20, 7, 15)),
        ("20/mär/26", date(2026, 3, 20)),
        ("\u0662\u0660\u0662\u0666-\u0661\u0661-\u0662\u0660", date(2026, 11, 20)),
        ("\uff12\uff10/Nov/\uff12\uff16", date(2026, 11, 20)),
    ],
)
def test_dates_of_other_countries_need_no_answer(cell: str, right: date) -> None:  # D10
    for slashes in (None, "month_first"):
        found = read(cell, ROME, slashes)
        assert (*found.moments, found.day) == ((right, None) if isinstance(right, datetime) else (right,))


def test_an_unknown_month_is_named_and_not_asked_about() -> None:  # D10
    for slashes in (None, "day_first"):
        with pytest.raises(NoTime, match="month is not known"):
            read("20/Foo/26 9:15 AM", ROME, slashes)


def test_numbers_with_slashes_are_read_as_somebody_said() -> None:
    assert read("4/3/2026", ROME, "day_first").day == date(2026, 3, 4)
    assert read("4/3/2026", ROME, "month_first").day == date(2026, 4, 3)
    assert read("6/21/2025 16:14", ROME, "month_first").moments == (at(2025, 6, 21, 14, 14),)
    with pytest.raises(NoTime, match="two meanings"):
        read("4/3/2026", ROME, None)


@pytest.mark.parametrize(
    "cell",
    [
        "soon",
        "2026",
        "2026-13-01",
        "2026-02-30",
        "2026-11-23T25:00:00Z",
        "2026-11-23T09:15:61Z",
        "2026-11-23T09:15:00+99:00",
        "2026-11-23T",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+14:00",
        "1969-12-31",
        "9223372036854775808",
        "23/Nov/26 13:15 AM",
        "23/Nov/26 0:15 PM",
        "31/Feb/26",
        "23/Xyz/26",
        "=NOW()",
    ],
)
def test_everything_else_is_no_time(cell: str) -> None:
    with pytest.raises(NoTime):
        read(cell, ROME, None)


def test_a_time_that_the_clocks_showed_twice_is_the_first_of_the_two() -> None:
    twice = read("2026-10-25T02:30:00", ROME, None)
    assert settled(twice, None, ROME) == (Time(at(2026, 10, 25, 0, 30), date(2026, 10, 25)), None)


def test_the_second_one_where_the_finish_would_lie_before_the_start() -> None:
    start, finish = read("2026-10-25T02:50:00", ROME, None), read("2026-10-25T02:10:00", ROME, None)
    started, finished = settled(start, finish, ROME)
    assert (started.at, finished.at) == (at(2026, 10, 25, 0, 50), at(2026, 10, 25, 1, 10))


def test_a_time_that_the_clocks_left_out_counts_from_before_the_change() -> None:
    never = read("2026-03-29T02:30:00", ROME, None)
    assert settled(never, None, ROME)[0].at == at(2026, 3, 29, 1, 30)
    assert settled(never, read("2026-03-29T03:10:00", ROME, None), ROME)[0].at == at(2026, 3, 29, 0, 30)


def test_the_day_is_the_team_s_wherever_the_file_comes_from() -> None:
    late = read("2026-11-23T23:30:00", ROME, None)
    assert settled(late, None, NEW_YORK)[0].on == date(2026, 11, 23)
    assert settled(late, None, ZoneInfo("Asia/Tokyo"))[0].on == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("start", "finish", "fits"),
    [
        ("2026-11-23T09:00:00Z", "2026-11-23T09:00:00Z", True),
        ("2026-11-23T09:00:00Z", "2026-11-23T08:59:59Z", False),
        ("2026-11-23", "2026-11-23", True),
        ("2026-11-23", "2026-11-22", False),
        ("2026-11-23T18:00:00Z", "2026-11-23", True),
        ("2026-11-23", "2026-11-23T00:00:00Z", True),
        ("2026-11-23T23:30:00Z", "2026-11-23", False),  # the 24th in Rome
    ],
)
def test_a_finish_before_the_start_is_noticed(start: str, finish: str, fits: bool) -> None:
    assert (settled(read(start, ROME, None), read(finish, ROME, None), ROME) is not None) is fits
