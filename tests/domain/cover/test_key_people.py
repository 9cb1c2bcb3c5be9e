"""The smallest number of people without whom half of the next items have nobody. It never names them."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_app.domain.cover.key_people import fewest
from tests.domain.cover.cover_team import ALICE, BOB, CAROL, DAVE, PAYMENTS, REPORTS, SEARCH, covered_by


@pytest.mark.parametrize(
    ("team", "wanted", "said"),
    [
        ({PAYMENTS: covered_by(ALICE)}, {PAYMENTS: 1}, 1),
        ({PAYMENTS: covered_by(ALICE, BOB)}, {PAYMENTS: 1}, 2),
        ({PAYMENTS: covered_by(ALICE), SEARCH: covered_by(BOB)}, {PAYMENTS: 1, SEARCH: 1}, 1),
        ({PAYMENTS: covered_by(ALICE), SEARCH: covered_by(BOB, CAROL)}, {PAYMENTS: 1, SEARCH: 1.1}, 2),
        # Two people who alone cover two areas count more than one person who alone covers one.
        (
            {1: covered_by(ALICE, BOB), 2: covered_by(BOB, ALICE), 3: covered_by(CAROL), 4: covered_by(DAVE)},
            {1: 1, 2: 1, 3: 0.9, 4: 0.1},
            2,
        ),
        ({PAYMENTS: covered_by(), SEARCH: covered_by(ALICE)}, {PAYMENTS: 1, SEARCH: 1}, 0),
    ],
)
def test_so_many_of_us(team, wanted, said) -> None:
    assert fewest(team, wanted) == said


def test_what_is_not_known_yet_is_left_out_and_without_items_nothing_is_said() -> None:
    team = {PAYMENTS: covered_by(ALICE), SEARCH: covered_by(known=False)}
    assert fewest(team, {PAYMENTS: 1, SEARCH: 50}) == 1
    assert fewest(team, {SEARCH: 50}) is None
    assert fewest(team, {REPORTS: 1}) is None
    assert fewest({}, {PAYMENTS: 1}) is None


def test_sums_that_are_half_but_for_a_hair_are_half() -> None:
    team = {n: covered_by(ALICE if n < 3 else BOB) for n in range(6)}
    assert fewest(team, dict(enumerate([0.1, 0.2, 0.3, 0.3, 0.2, 0.1]))) == 1
    paired = {n: covered_by(ALICE) if n < 3 else covered_by(BOB, CAROL) for n in range(6)}
    assert fewest(paired, dict(enumerate([0.3, 0.2, 0.1, 0.1, 0.2, 0.3]))) == 1


def test_more_groups_of_people_than_can_be_tried_say_nothing() -> None:
    crowd = {n: covered_by(*(n + k for k in range(12))) for n in range(19)}
    assert fewest(crowd, dict.fromkeys(crowd, 1.0)) is None


AREAS = st.lists(st.tuples(st.frozensets(st.integers(0, 6)), st.sampled_from([0.25, 0.5, 1.0, 2.0])), max_size=6)


@given(AREAS)
def test_no_smaller_group_would_do_and_one_of_that_size_does(areas) -> None:
    team = {n: covered_by(*people) for n, (people, _) in enumerate(areas)}
    wanted = {n: demand for n, (_, demand) in enumerate(areas)}

    def half_is_lost(gone) -> bool:
        return 2 * sum(d for people, d in areas if people <= set(gone)) >= sum(wanted.values())

    sizes = (size for size in range(8) if any(map(half_is_lost, combinations(range(7), size))))
    assert fewest(team, wanted) == (next(sizes) if areas else None)
