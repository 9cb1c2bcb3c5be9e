"""The areas are strictly ordered by what the next items need."""

import pytest

from queue_app.domain.cover.absences import Absence, away
from queue_app.domain.cover.bound import nobody_there
from queue_app.domain.cover.demand import Headline, Waiting, demands, headline, need_one, rank_areas
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


def test_the_list_stands_by_people_then_demand_then_first_position_then_name() -> None:
    team = {PAYMENTS: covered_by(ALICE, BOB), SEARCH: covered_by(ALICE), REPORTS: covered_by()}
    assert names_of(rank_areas(team, NAMES, waiting((PAYMENTS,), (PAYMENTS,), (SEARCH,)), 4)) == [
        "Reports",
        "Search",
        "Payments",
    ]
    alone = {area: covered_by(ALICE) for area in NAMES}
    assert names_of(rank_areas(alone, NAMES, waiting((SEARCH,), (PAYMENTS,)), 4)) == ["Search", "Payments", "Reports"]
    assert names_of(rank_areas(alone, NAMES, [], 4)) == ["Payments", "Reports", "Search"]


def test_it_says_on_which_day_everybody_who_covers_it_is_away() -> None:
    team = {PAYMENTS: covered_by(ALICE), SEARCH: covered_by(BOB), REPORTS: covered_by(CAROL, known=False)}
    queue = waiting((REPORTS,), (SEARCH,), (PAYMENTS,), (PAYMENTS,), days=(0, 3, 2, 5))
    gone = [Absence(ALICE, ago(-2), ago(-2)), Absence(BOB, ago(-3), ago(-9)), Absence(CAROL, TODAY, TODAY)]
    assert {row.name: row.away_on for row in rank_areas(team, NAMES, queue, 4, gone)} == {
        "Payments": ago(-2),
        "Search": ago(-3),
        "Reports": None,
    }


def test_one_of_two_who_is_away_leaves_the_other_and_where_nobody_covers_nobody_is_away() -> None:
    team = {PAYMENTS: covered_by(ALICE, BOB), SEARCH: covered_by()}
    queue = waiting((PAYMENTS, SEARCH), days=(1,))
    rows = rank_areas(team, NAMES, queue, 4, [Absence(ALICE, TODAY, None)])
    assert {row.away_on for row in rows} == {None}


def test_without_a_forecast_no_absence_changes_the_list() -> None:
    rows = rank_areas({PAYMENTS: covered_by(ALICE)}, NAMES, waiting((PAYMENTS,)), 4, [Absence(ALICE, TODAY)])
    assert rows[0].away_on is None


def test_a_row_says_the_places_of_its_items() -> None:
    queue = waiting((), *[(PAYMENTS,)] * 10)
    (row,) = rank_areas({PAYMENTS: covered_by(ALICE)}, NAMES, queue, 4)
    assert (row.places, row.people, row.state) == (tuple(range(2, 12)), 1, CoverState.SINGLE)


def test_what_is_not_known_yet_comes_last() -> None:
    found = rank_areas({PAYMENTS: covered_by(known=False), SEARCH: covered_by(ALICE)}, NAMES, waiting((PAYMENTS,)), 4)
    assert names_of(found) == ["Search", "Payments"]


def test_of_the_next_ten_some_need_one_certain_person() -> None:
    team = {PAYMENTS: covered_by(ALICE), SEARCH: covered_by(ALICE, BOB), REPORTS: covered_by()}
    queue = waiting((PAYMENTS,), (SEARCH,), (SEARCH, PAYMENTS), (REPORTS, PAYMENTS), (), *[()] * 5, (PAYMENTS,))
    assert need_one(queue, team) == 2


def test_an_absence_has_both_its_days_and_without_a_last_one_no_end() -> None:
    gone = [Absence(ALICE, ago(3), ago(1)), Absence(BOB, ago(1))]
    assert [away(gone, ago(days)) for days in (4, 3, 1, 0, -999)] == [set(), {ALICE}, {ALICE, BOB}, {BOB}, {BOB}]
    assert nobody_there({ALICE, BOB}, gone, ago(1), team=5)
    assert not nobody_there({ALICE, BOB}, gone, ago(1), team=4)
    assert not nobody_there({ALICE, BOB}, gone, TODAY, team=5)
    assert not nobody_there(set(), gone, ago(1), team=5)


def test_the_headline_is_the_worst_of_the_next_ten() -> None:
    team = {PAYMENTS: covered_by(ALICE), SEARCH: covered_by(ALICE, BOB, CAROL), REPORTS: covered_by(known=False)}
    assert headline(waiting((SEARCH,), (PAYMENTS,), (PAYMENTS, SEARCH)), team) == Headline(3, CoverState.SINGLE, 2, 2)
    assert headline(waiting((SEARCH,), (REPORTS,)), team) == Headline(2, CoverState.COVERED, 1, 1)
    assert headline(waiting((), (REPORTS,)), team) == Headline(2, CoverState.UNKNOWN, 1, 2)
    assert headline(waiting(*[(SEARCH,)] * 10, (PAYMENTS,)), team) == Headline(10, CoverState.COVERED, 10, 1)
    assert headline(waiting((), ()), team) == Headline(2)
    assert headline([], team) == Headline(0)
