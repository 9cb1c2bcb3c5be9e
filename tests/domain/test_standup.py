"""The stand-up looks back to the meeting before, and says what to decide about a block."""

from datetime import UTC, date, datetime, timedelta

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.standup import BlockedFacts, Meetings, advice, is_long, swarms, usual_length
from queue_app.domain.team.calendar import Calendar
from queue_app.domain.team.team import Team

VIENNA = Meetings(Team(1, "Tigers", "Europe/Vienna"), Calendar("Europe/Vienna"), "1111100", 555)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Vienna, three quarters of an hour after the meeting.
DAYS = timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "back_to"),
    [
        (MONDAY, "2026-11-20T08:15"),
        (MONDAY - timedelta(hours=1), "2026-11-20T08:15"),
        (MONDAY + timedelta(hours=3), "2026-11-23T08:15"),
        (MONDAY + timedelta(days=5), "2026-11-27T08:15"),
        (datetime(2026, 3, 30, 7, 30, tzinfo=UTC), "2026-03-27T08:15"),  # Summer time began in between.
    ],
)
def test_the_one_before_is_looked_back_to_while_a_meeting_goes_on(now: datetime, back_to: str) -> None:
    assert VIENNA.before(now) == datetime.fromisoformat(back_to).replace(tzinfo=UTC)


def test_a_team_without_meetings_looks_back_a_month() -> None:
    never = Meetings(Team(1, "Tigers"), Calendar(), "0000000", 555)
    assert MONDAY - never.before(MONDAY) > 30 * DAYS


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 21), date(2025, 11, 22)])
def test_any_day_of_the_last_year_can_be_looked_back_to(day: date) -> None:
    assert VIENNA.chosen(day, MONDAY) == VIENNA.on(day)


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2025, 11, 21), date.min, date.max])
def test_a_day_to_come_and_one_long_ago_cannot(day: date) -> None:
    with pytest.raises(InputError):
        VIENNA.chosen(day, MONDAY)


def test_before_the_meeting_of_today_there_is_nothing_to_look_back_to() -> None:
    with pytest.raises(InputError):
        VIENNA.chosen(date(2026, 11, 23), MONDAY - timedelta(hours=2))


def block(days: float, edited: float | None = None, look_again: date | None = None, runs: bool = True) -> BlockedFacts:
    """A block that began some days ago and was edited some days ago."""
    return BlockedFacts(MONDAY - days * DAYS, MONDAY - (days if edited is None else edited) * DAYS, look_again, runs)


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        (block(3), None),
        (block(5), "decide"),
        (block(5, edited=1), None),
        (block(5, look_again=date(2026, 11, 23)), "look_again"),
        (block(5, look_again=date(2026, 11, 24)), None),
        (block(14, runs=False, edited=0), None),
        (block(15, runs=False, edited=0), "decide_waiting"),
    ],
)
def test_what_to_decide_about_a_block(facts: BlockedFacts, what: str | None) -> None:
    assert advice(facts, MONDAY, VIENNA) == what


def test_a_block_is_long_over_three_days_or_over_what_is_usual() -> None:
    assert not is_long(block(3), MONDAY, None)
    assert is_long(block(3.1), MONDAY, None)
    assert is_long(block(1.5), MONDAY, usual=1 * DAYS)
    assert usual_length([n * DAYS for n in range(1, 20)]) is None
    assert usual_length([n * DAYS for n in range(1, 21)]) == 17 * DAYS


@pytest.mark.parametrize(
    ("on", "what"), [([], False), ([0], False), ([1, 1], False), ([1, 2], True), ([2, 1, 1], False), ([0, 0, 1], True)]
)
def test_one_swarms_where_fewer_are_on_the_top_item_than_on_one_below(on: list[int], what: bool) -> None:
    assert swarms(on) is what


def test_days_off_are_no_meetings_and_no_working_days_of_waiting() -> None:
    off = frozenset(date(2026, 11, 20) - n * DAYS for n in range(7))
    quiet = Meetings(Team(1, "Tigers", "Europe/Vienna"), Calendar("Europe/Vienna", days_off=off), "1111100", 555)
    assert quiet.before(MONDAY) == VIENNA.on(date(2026, 11, 13))
    waits = block(15, runs=False)
    assert advice(waits, MONDAY, VIENNA) == "decide_waiting"
    assert advice(waits, MONDAY, quiet) == "decide"
