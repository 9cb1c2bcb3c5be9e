"""Everything above an item counts by its weight; blocked and running ones have no date of their own."""

from datetime import date

import numpy as np
import pytest

from queue_app.domain.forecasting.places import (
    Open,
    Order,
    Shift,
    dates,
    habit,
    split_factor,
    usual,
    weight,
)
from tests.domain.forecasts import made

ORDER = Order.of(
    [Open(11, 1.5, waiting=False), Open(12, 1.0), Open(13, 1.5, blocked=True), Open(14, 1.5), Open(15, 1.0)]
)


def test_what_runs_and_what_stands_above_counts() -> None:
    assert ORDER.n().tolist() == [0, 3, 4, 6, 7]


def test_running_items_count_wherever_they_stand() -> None:
    assert Order.of([Open(1), Open(2, waiting=False), Open(3)]).n().tolist() == [2, 0, 3]


def test_blocked_items_count_for_those_below_and_have_no_date() -> None:
    forecast = made()
    found = dates(ORDER, forecast)
    assert ORDER.blocked_above().tolist() == [0, 0, 0, 1, 1]
    assert np.isnat(found[:, [0, 2]]).all()
    assert found[:, 3].tolist() == forecast.dates[:, 6].tolist()
    assert found[2, 1].item() == date(2026, 11, 6)


def test_an_item_beyond_the_reach_has_no_date() -> None:
    order = Order.of([Open(n) for n in range(1, 30)])
    found = dates(order, made(reach=20))
    assert np.isnat(found[:, 20:]).all()
    assert not np.isnat(found[0, :20]).any()


def test_an_empty_order_has_no_places() -> None:
    assert dates(Order.of([]), made()).shape == (4, 0)


def test_we_split_one_into_one_and_a_half() -> None:
    factor = split_factor([1, 2, 2])
    assert (factor, weight(piece=False, split_factor=factor), weight(piece=True, split_factor=factor)) == (1.5, 1.5, 1)
    assert split_factor([]) == 1


@pytest.mark.parametrize(
    ("by_day", "now", "expected"), [([], 0, 1), ([], 4, 4), ([0, 0, 0], 5, 1), ([2, 3, 3, 9], 5, 3)]
)
def test_how_many_usually_run(by_day: list[int], now: int, expected: int) -> None:
    assert usual(by_day, now) == expected


@pytest.mark.parametrize(
    ("shift", "net"),
    [
        (Shift(None, 2), 1),  # added at a place, reopened
        (Shift(9, 3), 1),  # lifted above it
        (Shift(None, 4), 0),  # added below
        (Shift(1, 8), -1),  # moved below
        (Shift(2, None), -1),  # dropped
        (Shift(1, 2), 0),  # stays above
        (Shift(3, 5), 0),  # the item itself goes down
        (Shift(3, 1), 0),  # the item itself goes up
        (Shift(7, 9), 0),
    ],
)
def test_the_habit_counts_what_is_put_above_a_place(shift: Shift, net: int) -> None:
    assert habit([shift], place=3, days=30) == net


def test_the_habit_is_a_month_s_and_unknown_without_days() -> None:
    assert habit([Shift(None, 1)] * 6, place=3, days=90) == 2
    assert habit([Shift(None, 1)], place=3, days=0) is None
