"""Half of the team away: which days, how many, and until when."""

from datetime import date, timedelta

import pytest

from queue_app.domain.cover.absences import Absence
from queue_app.domain.cover.away_days import FewLeft, few_left

TODAY = date(2026, 12, 1)
SIX = range(1, 7)


def on(n: int) -> date:
    return TODAY + timedelta(days=n)


def away(*people: int, first: int, last: int | None) -> list[Absence]:
    return [Absence(person, on(first), on(last) if last is not None else None) for person in people]


@pytest.mark.parametrize(
    ("absences", "found"),
    [
        ([], None),
        (away(1, 2, first=5, last=9), None),
        (away(1, 2, 3, first=5, last=9), FewLeft(3, 6, on(5), on(9))),
        (away(1, 2, 3, first=-5, last=2), FewLeft(3, 6, on(0), on(2))),
        (away(1, 2, 3, first=5, last=9) + away(4, first=9, last=12), FewLeft(4, 6, on(5), on(9))),
        (away(1, 2, 3, first=5, last=9) + away(4, 5, 6, first=10, last=12), FewLeft(3, 6, on(5), on(12))),
        (away(1, 2, 3, first=5, last=6) + away(1, 2, 3, first=8, last=8), FewLeft(3, 6, on(5), on(6))),
        (away(1, 2, first=5, last=None) + away(3, first=7, last=None), FewLeft(3, 6, on(7), None)),
        (away(1, 2, 99, first=5, last=9), None),
        (away(1, 2, 3, first=31, last=40), None),
    ],
)
def test_the_next_days_on_which_half_are_away(absences: list[Absence], found: FewLeft | None) -> None:
    assert few_left(SIX, absences, TODAY, on(30)) == found


def test_one_person_is_not_many_however_small_the_team() -> None:
    assert few_left((1, 2), away(1, first=2, last=3), TODAY, on(30)) is None
    assert few_left((1, 2), away(1, 2, first=2, last=3), TODAY, on(30)) == FewLeft(2, 2, on(2), on(3))
