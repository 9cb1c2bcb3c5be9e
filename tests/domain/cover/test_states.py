"""Cover in words: of an item, of a team of any size, and when an area has healed."""

import pytest

from queue_app.domain.cover.states import COVER_LABELS, CoverState, cover_style, healed, item_cover, states, weakest
from tests.domain.cover.cover_team import ALICE, BOB, CAROL, DAVE, PAYMENTS, REPORTS, SEARCH, covered_by

TEAM_OF_FOUR = {
    PAYMENTS: covered_by(ALICE),
    SEARCH: covered_by(ALICE, BOB, CAROL, DAVE),
    REPORTS: covered_by(known=False),
}
BAD, GOOD = {PAYMENTS: CoverState.SINGLE}, {PAYMENTS: CoverState.THIN}


@pytest.mark.parametrize(("team", "how"), [(1, "hidden"), (2, "words"), (3, "words"), (4, "dots"), (12, "dots")])
def test_the_size_of_the_team_says_how_cover_is_shown(team, how) -> None:
    assert cover_style(team) == how


def test_each_state_has_its_words() -> None:
    assert [COVER_LABELS[state] for state in CoverState] == [
        "not known yet",
        "nobody",
        "one person",
        "two people",
        "mostly one person",
        "three or more",
    ]


@pytest.mark.parametrize(
    ("areas", "area", "state"),
    [
        ([SEARCH], SEARCH, CoverState.COVERED),
        ([SEARCH, PAYMENTS], PAYMENTS, CoverState.SINGLE),
        ([REPORTS, SEARCH], SEARCH, CoverState.COVERED),
        ([REPORTS], None, CoverState.UNKNOWN),
        ([], None, None),
        ([99], None, None),
    ],
)
def test_an_item_is_covered_as_the_weakest_of_its_known_areas(areas, area, state) -> None:
    assert (weakest(areas, TEAM_OF_FOUR), item_cover(areas, TEAM_OF_FOUR)) == (area, state)


def test_what_is_kept_of_a_day_has_no_people() -> None:
    assert states(TEAM_OF_FOUR) == {PAYMENTS: "single", SEARCH: "covered", REPORTS: "unknown"}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([BAD, GOOD, GOOD], True),
        ([GOOD, BAD, GOOD, GOOD], True),
        ([BAD, GOOD, GOOD, GOOD], False),  # It was already announced yesterday.
        ([BAD, GOOD], False),
        ([BAD, GOOD, BAD, GOOD], False),
        ([GOOD, GOOD, GOOD], False),
        ([{PAYMENTS: CoverState.UNKNOWN}, GOOD, GOOD], False),
        ([{PAYMENTS: CoverState.NONE}, GOOD, {PAYMENTS: CoverState.LEANING}], True),
        ([{}, GOOD, GOOD], False),
        ([BAD, GOOD, {}], False),
        ([], False),
    ],
)
def test_that_an_area_healed_is_said_once_when_it_held_two_days(days, said) -> None:
    assert healed(days) == ((PAYMENTS,) if said else ())
