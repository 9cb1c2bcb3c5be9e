"""A move delays the items below it: how many slip, by how much, and which leave this week."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queue_app.domain.forecast.cost import cost, week_end
from queue_app.domain.forecast.places import ForecastOrder, Open
from tests.domain.forecast.forecasts import made

FORECAST = made()
SLOW = made([1, 0, 0, 0, 1, 0, 0] * 8)


def order(*ids: int) -> ForecastOrder:
    return ForecastOrder.of(Open(id_) for id_ in ids)


def test_an_item_that_is_lifted_pushes_the_others_down() -> None:
    found = cost(order(1, 2, 3, 4, 5), order(5, 1, 2, 3, 4), SLOW)
    assert found.ids.tolist() == [5, 1, 2, 3, 4]
    assert (found.slips, found.gains) == (4, 1)
    assert found.slip == 4.5
    assert found.gain == pytest.approx(4 * 4.5, abs=2)
    assert found.after[1, 1].item() == SLOW.place(2).p85
    assert found.before[0, 1].item() == SLOW.place(1).p50


def test_who_leaves_and_who_enters_this_week() -> None:
    assert FORECAST.today.weekday() == 0
    assert week_end(FORECAST) == date(2026, 11, 8)
    this_week = [n for n in range(1, 9) if FORECAST.place(n).p85 <= week_end(FORECAST)]
    last = this_week[-1]
    ids = list(range(1, 9))
    found = cost(order(*ids), order(8, *ids[:-1]), FORECAST)
    assert (found.leaves, found.enters) == ((last,), (8,))


def test_an_item_that_is_split_pushes_what_stands_below_it() -> None:
    before = ForecastOrder.of([Open(1, 1.5), Open(2), Open(3)])
    after = ForecastOrder.of([Open(1), Open(9), Open(8), Open(2), Open(3)])
    found = cost(before, after, SLOW)
    assert found.ids.tolist() == [1, 2, 3]
    assert (found.days > 0).tolist() == [False, True, True]


def test_dropping_brings_what_stood_below_nearer() -> None:
    found = cost(order(1, 2, 3), order(2, 3), SLOW)
    assert (found.slips, found.gains, found.slip) == (0, 2, 0)


def test_running_and_blocked_items_have_no_cost_of_their_own() -> None:
    before = ForecastOrder.of([Open(1, waiting=False), Open(2), Open(3, blocked=True), Open(4)])
    after = ForecastOrder.of([Open(1, waiting=False), Open(4), Open(2), Open(3, blocked=True)])
    assert cost(before, after, SLOW).ids.tolist() == [4, 2]


def test_what_is_not_worth_half_a_day_is_not_told() -> None:
    quick = made([20] * 60)
    assert cost(order(1, 2, 3), order(3, 1, 2), quick).ids.tolist() == []
    assert cost(order(), order(1), quick).slips == 0


def test_past_the_horizon_an_item_slips_by_nobody_knows_how_much() -> None:
    slow = made([1, 1, 1, 1, 1] + [0] * 100, reach=60)
    edge = int(np.isfinite(slow.reached[2]).sum()) - 1
    ids = list(range(1, edge + 3))
    found = cost(order(*ids), order(ids[-1], *ids[:-1]), slow)
    assert np.isinf(found.days[found.ids == edge]).all()
    assert np.isnat(found.after[1, found.ids == edge]).all()
    assert edge + 1 not in found.ids.tolist()


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(1, 30)))
def test_moving_back_costs_the_opposite(ids: list[int]) -> None:
    there, back = order(*range(1, 30)), order(*ids)
    forth, again = cost(there, back, SLOW), cost(back, there, SLOW)
    gone = dict(zip(forth.ids.tolist(), forth.days.tolist(), strict=True))
    assert dict(zip(again.ids.tolist(), (-again.days).tolist(), strict=True)) == pytest.approx(gone)
    assert sorted(forth.leaves) == sorted(again.enters)
