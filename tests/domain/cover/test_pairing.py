"""At the pull: take somebody along, ask somebody, or swarm. At most two are named, and chance orders them."""

from dataclasses import replace
from random import Random

import pytest

from queue_app.domain.cover.pairing import AvailablePeople, Pairing, suggest_pairing
from tests.domain.cover.cover_team import ALICE, BOB, CAROL, DAVE, PAYMENTS, REPORTS, SEARCH, TEAM, covered_by

HERE = AvailablePeople(frozenset(TEAM))


def pulled(standing, by=ALICE, there=HERE, seed=1):
    return suggest_pairing([PAYMENTS], by, {PAYMENTS: standing}, there, Random(seed))


def test_who_covers_it_with_at_most_one_other_takes_somebody_along_who_does_not() -> None:
    said = pulled(covered_by(ALICE, BOB))
    assert (said.way, said.area, set(said.people)) == ("take_along", PAYMENTS, {CAROL, DAVE})
    assert pulled(covered_by(ALICE, BOB, CAROL)) is None


def test_those_who_want_to_learn_come_first() -> None:
    eager = replace(covered_by(ALICE), learners=frozenset({DAVE}))
    firsts = {pulled(eager, seed=seed).people for seed in range(40)}
    assert firsts == {(DAVE, BOB), (DAVE, CAROL)}


def test_who_does_not_cover_it_asks_at_most_two_who_do_in_an_order_of_chance() -> None:
    asked = [pulled(covered_by(BOB, CAROL, DAVE), seed=seed) for seed in range(40)]
    assert {said.way for said in asked} == {"ask"}
    assert len({said.people for said in asked}) == 6
    assert pulled(covered_by(BOB, CAROL, DAVE), seed=7) == pulled(covered_by(DAVE, CAROL, BOB), seed=7)


def test_declared_ones_come_first() -> None:
    standing = replace(covered_by(BOB, CAROL, DAVE), declared=frozenset({CAROL, ALICE}))
    assert {pulled(standing, seed=seed).people[0] for seed in range(20)} == {CAROL}


def test_who_is_away_or_needed_elsewhere_is_not_asked() -> None:
    there = AvailablePeople(members=frozenset({ALICE, BOB, CAROL}), needed=frozenset({BOB}))
    assert pulled(covered_by(BOB, CAROL, DAVE), there=there).people == (CAROL,)
    assert pulled(covered_by(BOB), there=there) == Pairing("ask", PAYMENTS)


def test_who_is_needed_elsewhere_may_be_taken_along_and_who_is_away_may_not() -> None:
    there = AvailablePeople(members=frozenset({ALICE, BOB}), needed=frozenset({BOB}))
    assert pulled(covered_by(ALICE), there=there).people == (BOB,)


def test_what_is_new_to_all_of_us_is_for_a_swarm_and_names_nobody() -> None:
    assert pulled(covered_by()) == Pairing("swarm", PAYMENTS)
    assert pulled(covered_by(known=False)) == Pairing("unknown", PAYMENTS)
    assert pulled(covered_by(ALICE, known=False)) == Pairing("unknown", PAYMENTS)


def test_nobody_is_named_where_all_of_the_team_cover_it_or_nobody_else_is_there() -> None:
    assert pulled(covered_by(ALICE, BOB, team=2), there=AvailablePeople(frozenset({ALICE, BOB}))) is None
    assert pulled(covered_by(ALICE), there=AvailablePeople(frozenset({ALICE}))) is None


@pytest.mark.parametrize(
    ("areas", "way", "area"),
    [
        ([SEARCH, REPORTS], "swarm", REPORTS),
        ([PAYMENTS, SEARCH], "ask", SEARCH),
        ([PAYMENTS], "take_along", PAYMENTS),
        ([4, SEARCH], "ask", 4),
        ([5], None, None),
        ([99], None, None),
        ([], None, None),
    ],
)
def test_of_several_areas_it_is_about_the_one_that_needs_company_most(areas, way, area) -> None:
    team = {
        PAYMENTS: covered_by(ALICE),
        SEARCH: covered_by(BOB, CAROL, DAVE),
        REPORTS: covered_by(),
        4: covered_by(BOB),
        5: covered_by(*TEAM),
    }
    said = suggest_pairing(areas, ALICE, team, HERE, Random(1))
    assert (said and said.way, said and said.area) == (way, area)


def test_a_team_of_one_is_proposed_nothing() -> None:
    assert suggest_pairing([PAYMENTS], ALICE, {}, AvailablePeople(frozenset({ALICE})), Random(1)) is None
