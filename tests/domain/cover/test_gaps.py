"""What an area finished while somebody was away, by how many others could take its work, compared with its own windows."""

from datetime import date, timedelta

from queue_app.domain.cover.gaps import Gaps, gaps
from queue_app.domain.cover.history import Work, WorkHistory

START = date(2026, 1, 1)
ALWAYS = list(range(0, 365, 5))
DAYS = [n for n in ALWAYS if not 200 < n < 250]
"""Every fifth day, except seven weeks in July and August."""


def every(days: list[int], people: str, area: str) -> list[Work]:
    return [Work(START + timedelta(days=n), tuple(people.split()), (area,)) for n in days]


def found(*works: list[Work]) -> dict[str, Gaps]:
    return gaps(WorkHistory([work for some in works for work in some]))


def test_an_area_of_who_is_away_alone_is_compared_with_its_own_windows() -> None:
    """Away on days 201 to 249. Before: 151 to 199, after: 251 to 299."""
    gone = every(DAYS, "ann", "payments")
    assert found(gone, every(ALWAYS, "bob", "search")) == {"nobody": Gaps(1, 1, 0, 0)}


def test_the_days_that_the_absence_is_found_by_lie_in_no_window() -> None:
    """Ann is away on days 101 to 109. She alone does payments, on days 80, 85, 90, 100 and 110, and search otherwise."""
    hers = every([80, 85, 90, 100, 110], "ann", "payments")
    busy = every([*range(0, 80, 4), 95, *range(111, 200, 4)], "ann", "search")
    others = every(ALWAYS, "bob", "search")
    assert found(hers, busy, others)["nobody"] == Gaps(1, 1, 1, 1)
    also_before = every([92], "ann", "payments")
    assert found(hers, also_before, busy, others)["nobody"] == Gaps(1, 1, 0, 1)
    also_after = every([119], "ann", "payments")
    assert found(hers, also_after, busy, others)["nobody"] == Gaps(1, 1, 1, 0)


def test_others_who_can_take_it_go_on() -> None:
    gone = every(DAYS, "ann", "payments")
    assert found(gone, every(ALWAYS, "bob", "payments")) == {"one": Gaps(1, 0, 0, 0)}
    more = found(gone, every(ALWAYS, "bob", "payments"), every(ALWAYS, "cid", "payments"))
    assert more == {"more": Gaps(1, 0, 0, 0)}


def test_who_is_away_at_the_same_time_did_not_stay() -> None:
    both = [*every(DAYS, "ann", "payments"), *every(DAYS, "bob", "payments")]
    assert found(both, every(ALWAYS, "cid", "search")) == {"nobody": Gaps(2, 2, 0, 0)}


def test_who_pauses_for_less_than_a_week_or_more_than_two_months_was_not_away() -> None:
    weekly = every(list(range(0, 365, 7)), "ann", "payments")
    gone = every([n for n in ALWAYS if not 150 < n < 215], "ann", "payments")
    other = every(ALWAYS, "bob", "search")
    assert found(weekly, other) == found(gone, other) == {}
    back = every([n for n in ALWAYS if not 150 < n < 210], "ann", "payments")
    assert found(back, other) == {"nobody": Gaps(1, 1, 0, 0)}


def test_a_window_outside_the_history_is_no_case() -> None:
    late = every([n for n in ALWAYS if not 300 < n < 340], "ann", "payments")
    assert found(late, every(ALWAYS, "bob", "search")) == {}
