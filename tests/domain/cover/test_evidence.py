"""Finished work, declarations and skips decide who covers an area. Worked examples of the rule."""

import pytest

from queue_app.domain.cover.evidence import holders, standings
from queue_app.domain.cover.states import CoverState, only_one
from tests.domain.cover.cover_team import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    PAYMENTS,
    SEARCH,
    TODAY,
    ago,
    facts,
    finished,
    payments,
    said,
    skipped,
)

KNOWN = finished(DAVE, items=5)


def test_a_pair_is_two_people_with_full_credit_each() -> None:
    pair = payments(finished(ALICE, BOB, items=5, days=30))
    assert (pair.state, pair.able) == (CoverState.THIN, {ALICE, BOB})
    apart = payments(finished(ALICE, items=3, days=30), finished(BOB, items=3, days=30))
    assert apart.able == pair.able


def test_what_one_did_is_forgotten_by_half_in_180_days() -> None:
    assert payments(KNOWN, finished(ALICE, items=2, days=180)).able == {ALICE, DAVE}
    assert payments(KNOWN, finished(ALICE, items=2, days=181)).able == {DAVE}
    assert payments(KNOWN, finished(ALICE, items=1, days=0)).able == {ALICE, DAVE}
    assert payments(KNOWN, finished(ALICE, items=1, days=1)).able == {DAVE}


def test_after_720_days_and_before_its_day_nothing_counts() -> None:
    assert payments(KNOWN, finished(ALICE, items=16, days=720)).able == {ALICE, DAVE}
    assert payments(KNOWN, finished(ALICE, items=1000, days=721)).able == {DAVE}
    assert payments(KNOWN, finished(ALICE, items=1000, days=-1)).able == {DAVE}


@pytest.mark.parametrize("kind", ["can", "teach"])
def test_who_declares_it_covers_an_area_for_180_days_and_is_drawn_hollow(kind) -> None:
    declared = payments(said(ALICE, kind, days=180))
    assert (declared.state, declared.people, declared.hollow) == (CoverState.SINGLE, 1, 1)
    assert payments(said(ALICE, kind, days=181)).state is CoverState.UNKNOWN


def test_who_declares_and_was_seen_is_not_hollow() -> None:
    both = payments(finished(ALICE, items=5), said(ALICE), said(BOB))
    assert (both.people, both.hollow) == (2, 1)


def test_who_wants_to_learn_does_not_cover() -> None:
    wants = payments(KNOWN, said(ALICE, "learn"))
    assert (wants.able, wants.learners) == ({DAVE}, {ALICE})
    assert payments(said(ALICE, "learn")).state is CoverState.UNKNOWN


def test_who_skipped_it_lately_does_not_cover_until_they_are_seen_again() -> None:
    worked = finished(ALICE, items=9, days=20)
    assert payments(KNOWN, worked, skipped(ALICE, days=20)).able == {DAVE}
    assert payments(KNOWN, worked, skipped(ALICE, days=10)).able == {DAVE}
    assert payments(KNOWN, worked, skipped(ALICE, days=10), finished(ALICE, days=9)).able == {ALICE, DAVE}
    assert payments(KNOWN, worked, skipped(ALICE, days=21)).able == {ALICE, DAVE}


def test_a_skip_outweighs_a_declaration_and_is_forgotten_after_90_days() -> None:
    assert payments(KNOWN, said(ALICE), skipped(ALICE, days=89)).able == {DAVE}
    assert payments(KNOWN, said(ALICE), skipped(ALICE, days=90)).able == {ALICE, DAVE}


def test_a_skip_is_of_one_area_and_one_person() -> None:
    areas = standings(facts(KNOWN, said(ALICE), said(ALICE, area=SEARCH), skipped(ALICE, area=SEARCH)), TODAY)
    assert (areas[PAYMENTS].able, areas[SEARCH].able) == ({ALICE, DAVE}, set())
    assert areas[SEARCH].state is CoverState.UNKNOWN


def test_former_people_cover_nothing_and_their_work_is_work_of_the_area() -> None:
    left = payments(finished(ALICE, items=9), said(ALICE), team=(BOB, CAROL))
    assert (left.state, left.able) == (CoverState.NONE, set())
    mostly_dave = (finished(ALICE, BOB, CAROL, items=2), finished(DAVE, items=8))
    assert payments(*mostly_dave).state is CoverState.LEANING
    assert payments(*mostly_dave, team=(ALICE, BOB, CAROL)).state is CoverState.COVERED


@pytest.mark.parametrize(
    ("items", "days", "state"),
    [(4, 0, CoverState.UNKNOWN), (5, 0, CoverState.SINGLE), (5, 179, CoverState.SINGLE), (5, 180, CoverState.UNKNOWN)],
)
def test_fewer_than_five_items_in_180_days_are_not_known_yet(items, days, state) -> None:
    assert payments(finished(ALICE, items=items, days=days)).state is state


def test_it_is_known_after_as_many_items_as_are_missing() -> None:
    assert payments(finished(ALICE, items=2)).known_after == 3
    assert payments(finished(ALICE, BOB, items=4, days=3)).known_after == 1
    assert payments(finished(ALICE, items=5)).known_after is None
    assert payments(said(ALICE)).known_after is None
    assert payments().known_after == 5


def test_work_of_unknown_people_makes_nothing_known_and_alarms_nobody() -> None:
    imported = payments(finished(items=50))
    assert (imported.state, imported.known_after, imported.by_strangers) == (CoverState.UNKNOWN, 5, True)
    assert payments(finished(items=50), finished(ALICE, items=4)).state is CoverState.UNKNOWN
    assert not payments(finished(items=50), finished(ALICE, items=4)).by_strangers
    assert payments(finished(items=50), finished(ALICE, items=5)).state is CoverState.SINGLE
    assert not payments().by_strangers


def test_an_area_whose_people_left_has_nobody() -> None:
    assert payments(finished(ALICE, items=5), team=(BOB, CAROL)).state is CoverState.NONE


def test_paces_are_of_the_area_without_those_who_did_most() -> None:
    """e_90 of a day's item is 1; the mass of 90 days is 1 / (1 - 2^(-1/90)), cut after 720 days: 129.9."""
    assert payments(finished(ALICE, items=6), finished(BOB, items=2), finished(CAROL, BOB)).paces == pytest.approx(
        [9 / 129.84, 4 / 129.84, 1 / 129.84], rel=0.01
    )
    assert (
        payments(finished(ALICE, items=6), finished(BOB, items=2)).paces
        == payments(finished(BOB, items=6), finished(ALICE, items=2)).paces
    )
    assert payments(finished(items=5), finished(ALICE, days=90)).paces[0] == pytest.approx(0.5 / 129.84, rel=0.01)


def test_with_three_people_it_leans_when_one_did_60_percent_of_the_recent_work() -> None:
    others = finished(BOB, CAROL, items=4)
    assert payments(others, finished(ALICE, items=6)).state is CoverState.LEANING
    assert payments(others, finished(ALICE, items=4)).state is CoverState.COVERED
    old = finished(ALICE, items=6, days=90)
    assert payments(others, old).state is CoverState.COVERED


def test_a_team_that_does_everything_together_leans_on_nobody() -> None:
    assert payments(finished(ALICE, BOB, CAROL, items=5)).state is CoverState.COVERED
    assert payments(finished(ALICE, BOB, items=5), finished(CAROL)).state is CoverState.COVERED


def test_two_people_are_two_however_much_one_of_them_did() -> None:
    assert payments(finished(ALICE, items=50), finished(BOB)).state is CoverState.THIN


def test_a_team_of_one_sees_no_cover() -> None:
    assert standings(facts(finished(ALICE, items=9), team=(ALICE,)), TODAY) == {}


def test_only_of_a_single_area_there_is_a_name() -> None:
    assert only_one(payments(finished(ALICE, items=5))) == ALICE
    assert only_one(payments(finished(ALICE, BOB, items=5))) is None
    assert only_one(payments(finished(items=3))) is None
    assert only_one(payments(finished(ALICE, items=2))) is None


def test_one_paired_item_heals_where_somebody_knows_a_little_and_two_where_nobody_does() -> None:
    alone = finished(ALICE, items=5)
    assert payments(alone).heals_after == 2
    assert payments(alone, finished(BOB, days=300)).heals_after == 1
    assert payments(alone, finished(BOB, items=9), skipped(BOB)).heals_after == 1


def test_what_is_said_to_heal_it_does_and_holds_for_a_month() -> None:
    alone = finished(ALICE, items=5, days=30)
    paired = finished(ALICE, BOB, items=2, days=30)
    assert payments(alone, paired).state is CoverState.THIN


def test_an_area_that_leans_evens_out_with_work_of_others() -> None:
    leans = (finished(ALICE, BOB, CAROL, items=1), finished(ALICE, items=5))
    needs = payments(*leans).heals_after
    assert needs == 5
    assert payments(*leans, finished(BOB, items=needs - 1)).state is CoverState.LEANING
    assert payments(*leans, finished(BOB, items=needs)).state is CoverState.COVERED


def test_nothing_is_to_heal_where_it_is_covered_new_or_everybody_covers_it() -> None:
    assert payments(finished(ALICE, BOB, CAROL), finished(DAVE, BOB, items=2)).heals_after is None
    assert payments(finished(ALICE, items=2)).heals_after is None
    assert payments(finished(ALICE, BOB, items=3), team=(ALICE, BOB)).heals_after is None


def test_who_holds_an_area_is_found_for_the_trial() -> None:
    work = facts(finished(ALICE, items=3), finished(BOB, items=2), finished(BOB, area=SEARCH), finished(area=SEARCH))
    assert holders(work, TODAY) == {PAYMENTS: ALICE}


def test_rows_of_other_areas_count_for_nothing() -> None:
    assert set(standings(facts(finished(ALICE, area=99), said(ALICE, area=99), skipped(ALICE, area=99)), TODAY)) == {
        10,
        11,
        12,
    }


def test_a_day_is_asked_for_as_it_was() -> None:
    work = facts(finished(ALICE, items=3, days=400), finished(BOB, items=3))
    assert standings(work, ago(400))[PAYMENTS].able == {ALICE}
    assert standings(work, TODAY)[PAYMENTS].able == {BOB}
