"""Every item above counts with its weight. Blocked and running items have no date of their own."""

from datetime import date

import numpy as np

from queue_app.domain.forecast.places import ForecastOrder, Open, dates
from tests.domain.forecast.forecasts import made

ORDER = ForecastOrder.of(
    [Open(11, 1.5, waiting=False), Open(12, 1.0), Open(13, 1.5, blocked=True), Open(14, 1.5), Open(15, 1.0)]
)


def test_what_runs_and_what_stands_above_counts() -> None:
    assert ORDER.n().tolist() == [0, 3, 4, 6, 7]


def test_running_items_count_wherever_they_stand() -> None:
    assert ForecastOrder.of([Open(1), Open(2, waiting=False), Open(3)]).n().tolist() == [2, 0, 3]


def test_blocked_items_count_for_those_below_and_have_no_date() -> None:
    forecast = made()
    found = dates(ORDER, forecast)
    assert ORDER.blocked_above().tolist() == [0, 0, 0, 1, 1]
    assert np.isnat(found[:, [0, 2]]).all()
    assert found[:, 3].tolist() == forecast.dates[:, 6].tolist()
    assert found[2, 1].item() == date(2026, 11, 5)


def test_an_item_beyond_the_reach_has_no_date() -> None:
    order = ForecastOrder.of([Open(n) for n in range(1, 30)])
    found = dates(order, made(reach=20))
    assert np.isnat(found[:, 20:]).all()
    assert not np.isnat(found[0, :20]).any()


def test_an_empty_order_has_no_places() -> None:
    assert dates(ForecastOrder.of([]), made()).shape == (4, 0)
