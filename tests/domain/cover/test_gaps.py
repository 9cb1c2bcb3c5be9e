"""What an area finished while somebody was away, by how many others could take its work."""

from datetime import date, timedelta
from math import exp

import pytest

from queue_app.domain.cover.gaps import Gaps, gaps
from queue_app.domain.cover.history import Work, WorkHistory

START = date(2026, 1, 1)
DAYS = [n for n in range(0, 365, 5) if not 200 < n < 250]
"""Every fifth day, but for seven weeks in July and August."""


def every(days: list[int], people: str, area: str) -> list[Work]:
    return [Work(START + timedelta(days=n), tuple(people.split()), (area,)) for n in days]


def test_an_area_of_who_is_away_alone_stands_still_and_chance_is_no_reason() -> None:
    found = gaps(WorkHistory([*every(DAYS, "ann", "payments"), *every(list(range(0, 365, 5)), "bob", "search")]))
    assert found == {"nobody": Gaps(1, 1, pytest.approx(exp(-18 * 49 / 90)))}


def test_others_who_can_take_it_go_on() -> None:
    on = list(range(0, 365, 5))
    one = gaps(WorkHistory([*every(DAYS, "ann", "payments"), *every(on, "bob", "payments")]))
    assert (one["one"].cases, one["one"].still) == (1, 0)
    more = gaps(
        WorkHistory([*every(DAYS, "ann", "payments"), *every(on, "bob", "payments"), *every(on, "cid", "payments")])
    )
    assert (set(more), more["more"].cases, more["more"].still) == ({"more"}, 1, 0)


def test_where_one_of_several_does_most_it_is_no_case() -> None:
    on = list(range(0, 365, 5))
    rest = [*every(on, "bob", "payments"), *every(on, "bob", "payments"), *every(on[::8], "cid", "payments")]
    assert "more" not in gaps(WorkHistory([*every([n for n in DAYS if n % 20 == 0], "ann", "payments"), *rest]))


def test_who_pauses_for_less_than_a_week_or_a_quarter_of_a_year_was_not_away() -> None:
    weekly = every(list(range(0, 365, 7)), "ann", "payments")
    gone = every([n for n in range(0, 365, 5) if not 150 < n < 250], "ann", "payments")
    other = every(list(range(0, 365, 5)), "bob", "search")
    assert gaps(WorkHistory([*weekly, *other])) == gaps(WorkHistory([*gone, *other])) == {}
