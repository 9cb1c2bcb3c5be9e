"""What the next items need orders the areas, strictly."""

import pytest

from queue_app.domain.cover.absences import Absence, all_away, away
from queue_app.domain.cover.demand import Waiting, demands, need_one, rank_areas
from queue_app.domain.cover.states import CoverState
from tests.domain.cover.cover_team import ALICE, BOB, CAROL, PAYMENTS, REPORTS, SEARCH, TODAY, ago, covered_by

NAMES = {PAYMENTS: "Payments", SEARCH: "Search", REPORTS: "Reports"}


def waiting(*areas, days=()):
    """Waiting items, each with these areas; `days` are their forecast pull days, in days from today."""
    coming = [*(ago(-day) for day in days), *([None] * len(areas))]
    return [Waiting(n, areas_, day) for n, (areas_, day) in enumerate(zip(areas, coming, strict=False), start=1)]


def names_of(rows):
    return [row.name for row in rows]


def test_an_item_halves_in_weight_every_h_places_and_h_is_at_least_four() -> None:
    queue = waiting((PAYMENTS,), (), (), (), (PAYMENTS, SEARCH))
    assert demands(queue, finished_lately=0) == {PAYMENTS: 1.5, SEARCH: 0.5}
    assert demands(queue, finished_lately=8)[SEARCH] == pytest.approx(2**-0.5)


def test_risk_is_demand_by_people_and_nobody_counts_as_one() -> None:
    team = {PAYMENTS: covered_by(), SEARCH: covered_by(ALICE), REPORTS: covered_by(ALICE, BOB)}
    rows = rank_areas(team, NAMES, waiting((PAYMENTS, SEARCH, REPORTS)), 4).areas
    assert {row.name: (row.demand, row.risk) for row in rows} == {
        "Payments": (1, 1),
        "Search": (1, 1),
        "Reports": (1, 0.5),
    }


def test_the_list_stands_by_risk_then_first_position_then_name() -> None:
    alone = {area: covered_by(ALICE) for area in NAMES}
    assert names_of(rank_areas(alone, NAMES, waiting((SEARCH,), (PAYMENTS,)), 4).areas) == [
        "Search",
        "Payments",
        "Reports",
    ]
    assert names_of(rank_areas(alone, NAMES, [], 4).areas) == ["Payments", "Reports", "Search"]
    helped = alone | {SEARCH: covered_by(ALICE, BOB)}
    assert names_of(rank_areas(helped, NAMES, waiting((SEARCH,), (PAYMENTS,)), 4).areas)[0] == "Payments"


def test_who_covers_it_is_away_on_the_day_of_the_pull_stands_first_the_earliest_day_before() -> None:
    team = {PAYMENTS: covered_by(ALICE), SEARCH: covered_by(BOB), REPORTS: covered_by(CAROL)}
    queue = waiting((REPORTS,), (SEARCH,), (PAYMENTS,), (PAYMENTS,), days=(0, 3, 2, 5))
    gone = [Absence(ALICE, ago(-2), ago(-2)), Absence(BOB, ago(-3), ago(-9))]
    rows = rank_areas(team, NAMES, queue, 4, gone).areas
    assert [(row.name, row.away_on) for row in rows] == [
        ("Payments", ago(-2)),
        ("Search", ago(-3)),
        ("Reports", None),
    ]


def test_one_of_two_who_is_away_leaves_the_other_and_where_nobody_covers_nobody_is_away() -> None:
    team = {PAYMENTS: covered_by(ALICE, BOB), SEARCH: covered_by()}
    queue = waiting((PAYMENTS, SEARCH), days=(1,))
    rows = rank_areas(team, NAMES, queue, 4, [Absence(ALICE, TODAY, None)]).areas
    assert {row.away_on for row in rows} == {None}


def test_without_a_forecast_no_absence_changes_the_list() -> None:
    rows = rank_areas({PAYMENTS: covered_by(ALICE)}, NAMES, waiting((PAYMENTS,)), 4, [Absence(ALICE, TODAY)]).areas
    assert rows[0].away_on is None


def test_a_row_counts_the_next_ten_items_and_says_the_first_place() -> None:
    queue = waiting((), *[(PAYMENTS,)] * 10)
    (row,) = rank_areas({PAYMENTS: covered_by(ALICE)}, NAMES, queue, 4).areas
    assert (row.next_items, row.first, row.people, row.state) == (9, 2, 1, CoverState.SINGLE)


def test_new_ground_stands_apart() -> None:
    found = rank_areas({PAYMENTS: covered_by(known=False), SEARCH: covered_by(ALICE)}, NAMES, waiting((PAYMENTS,)), 4)
    assert (names_of(found.areas), names_of(found.new_ground)) == (["Search"], ["Payments"])


def test_of_the_next_ten_some_need_one_certain_person() -> None:
    team = {PAYMENTS: covered_by(ALICE), SEARCH: covered_by(ALICE, BOB), REPORTS: covered_by()}
    queue = waiting((PAYMENTS,), (SEARCH,), (SEARCH, PAYMENTS), (REPORTS, PAYMENTS), (), *[()] * 5, (PAYMENTS,))
    assert need_one(queue, team) == 2


def test_an_absence_has_both_its_days_and_without_a_last_one_no_end() -> None:
    gone = [Absence(ALICE, ago(3), ago(1)), Absence(BOB, ago(1))]
    assert [away(gone, ago(days)) for days in (4, 3, 1, 0, -999)] == [set(), {ALICE}, {ALICE, BOB}, {BOB}, {BOB}]
    assert all_away({ALICE, BOB}, gone, ago(1))
    assert not all_away({ALICE, BOB}, gone, TODAY)
    assert not all_away(set(), gone, ago(1))
