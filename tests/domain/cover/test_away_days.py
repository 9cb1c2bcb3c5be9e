"""The days of an absence: only working days count, and days between two working days do not split an absence."""

from datetime import date, timedelta

import pytest

from queue_app.domain.cover.absences import Absence
from queue_app.domain.cover.away_days import (
    MOST_DRAWN,
    Part,
    Period,
    chosen_period,
    parts,
    stretches,
    strip_of_days,
)
from queue_app.domain.errors import InputError
from queue_app.domain.team.calendar import Calendar
from tests.domain.cover.cover_team import ALICE, BOB, TODAY

WORKS = Calendar().works_on
MONDAY, FRIDAY = TODAY, TODAY + timedelta(days=4)
SATURDAY, SUNDAY, NEXT = (FRIDAY + timedelta(days=n) for n in (1, 2, 3))
TWO_WEEKS = Period(MONDAY, MONDAY + timedelta(days=11), WORKS)
NONE: frozenset[int] = frozenset()
ALONE = frozenset({ALICE})


def all_away(people, found):
    return stretches(found, lambda part: people <= part.gone)


def test_a_period_is_divided_where_somebody_goes_or_comes() -> None:
    found = parts([Absence(ALICE, FRIDAY, FRIDAY), Absence(BOB, NEXT)], TWO_WEEKS)
    assert found == (
        Part(MONDAY, FRIDAY - timedelta(days=1), NONE),
        Part(FRIDAY, FRIDAY, ALONE),
        Part(NEXT, TWO_WEEKS.last, frozenset({BOB})),
    )


def test_a_weekend_between_two_absences_divides_no_stretch_and_is_none_by_itself() -> None:
    gone = [Absence(ALICE, MONDAY, FRIDAY), Absence(ALICE, NEXT, NEXT)]
    assert all_away(ALONE, parts(gone, TWO_WEEKS)) == ((MONDAY, NEXT),)
    assert all_away(ALONE, parts([Absence(ALICE, SATURDAY, SUNDAY)], TWO_WEEKS)) == ()
    assert all_away(ALONE, parts([Absence(ALICE, SATURDAY, NEXT)], TWO_WEEKS)) == ((NEXT, NEXT),)


def test_who_leaves_is_away_for_good() -> None:
    assert all_away(ALONE, parts([Absence(ALICE, SATURDAY)], Period(MONDAY, None, WORKS))) == ((NEXT, None),)


def test_the_strip_has_working_days_only_and_says_of_each_what_there_is() -> None:
    gone = [Absence(ALICE, FRIDAY, NEXT)]
    found = strip_of_days(TWO_WEEKS, gone, [NEXT], all_away(ALONE, parts([Absence(ALICE, FRIDAY, FRIDAY)], TWO_WEEKS)))
    assert len(found) == 10
    assert [day.on for day in found if day.away] == [day.on for day in found if day.nobody] == [FRIDAY, NEXT]


def test_a_strip_ends_somewhere_and_there_is_none_without_an_end() -> None:
    assert len(strip_of_days(Period(MONDAY, MONDAY + timedelta(days=700), WORKS), [], [], [])) == MOST_DRAWN
    assert strip_of_days(Period(MONDAY), [], [], []) == ()
    assert strip_of_days(Period(SATURDAY, SUNDAY, WORKS), [], [], []) == ()


@pytest.mark.parametrize("day", [date.min, date.max, TODAY + timedelta(days=732)])
def test_days_of_another_age_are_refused(day: date) -> None:
    for asked in ((day, None), (TODAY, day)):
        with pytest.raises(InputError):
            chosen_period(*asked, TODAY, leaving=False)
