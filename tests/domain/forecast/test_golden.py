"""Worked examples: eight weeks of 1, 0, 2, 1, 3 items from Monday to Friday, and the odds worked out slowly."""

from datetime import date, timedelta

import numpy as np
import pytest

from queue_app.domain.forecast.counts import at_least, doubt
from queue_app.domain.forecast.curve import grid
from queue_app.domain.forecast.fit import HALF_LIVES, Fit, Rate, fit
from queue_app.domain.forecast.forecast import ODDS
from tests.domain.forecast import mixture
from tests.domain.forecast.forecasts import MON_FRI, MONDAY, STEADY, days, made

TODAY = MONDAY + timedelta(days=len(STEADY))
LEARNED = fit(MON_FRI.history(days(STEADY), TODAY), MON_FRI.share)
FUTURE = MON_FRI.dates(TODAY, TODAY + timedelta(days=1095))


def test_the_weekdays_differ_as_they_did_shrunk_towards_the_mean() -> None:
    assert LEARNED.weekdays[:5] == pytest.approx([0.93651, 0.77778, 1.09524, 0.93651, 1.25397], abs=1e-5)


def test_the_rates_of_the_memories() -> None:
    means = [rate.mean for rate in LEARNED.rates]
    items = [rate.items for rate in LEARNED.rates]
    assert HALF_LIVES[:3] == (15, 30, 60)
    assert means[:3] == pytest.approx([1.450623, 1.425245, 1.4126], abs=1e-6)
    assert items[:3] == pytest.approx([36.798689, 48.392986, 52.933855], abs=1e-5)
    assert {rate.dispersion for rate in LEARNED.rates} == {1.0}


@pytest.mark.parametrize("bulk", [500, 100_000])
def test_a_day_of_clearing_up_does_not_spoil_all_others(bulk: int) -> None:
    usual, cleared = (made(STEADY * 2 + (many, 0, 2, 1, 3, 0, 0) + STEADY) for many in (1, bulk))
    assert cleared.items == usual.items - 1 + bulk
    for n in (1, 10, 30):
        assert (
            abs((cleared.when(n, 0.85) - usual.when(n, 0.85)).days)
            <= 0.35 * (usual.when(n, 0.85) - usual.today).days + 4
        )


def odds_by_three_memories(n: int, number: int) -> float:
    """With three memories of equal weight, a doubt of 0.08 and a drift of 0.0005 a calendar day: as it was first written."""
    rates = [(rate.mean, rate.dispersion, rate.items) for rate in LEARNED.rates[:3]]
    worth = LEARNED.expected(FUTURE)[number - 1]
    return mixture.at_least(n, worth, rates, [1 / 3] * 3, 0.08 + 0.0005 / LEARNED.share * number)


def test_the_slow_way_gives_the_values_that_were_worked_out_elsewhere() -> None:
    assert odds_by_three_memories(10, 10) == pytest.approx(0.78081, abs=1e-5)
    assert odds_by_three_memories(30, 20) == pytest.approx(0.40383, abs=1e-5)


@pytest.mark.parametrize("n", [1, 3, 10, 30])
@pytest.mark.parametrize("number", [1, 2, 5, 13, 42, 60])
def test_the_quick_way_agrees_with_the_slow_one(n: int, number: int) -> None:
    rates = [(rate.mean, rate.dispersion, rate.items) for rate in LEARNED.rates]
    weights = LEARNED.memory_weights(np.array([number]))[0]
    slowly = mixture.at_least(
        n, LEARNED.expected(FUTURE)[number - 1], rates, weights, float(doubt(number / LEARNED.share))
    )
    assert made().finished.by(number)[n] == pytest.approx(slowly, abs=1e-9)


@pytest.mark.parametrize("dispersion", [1.0, 1.03, 2.5, 40.0])
@pytest.mark.parametrize("mean", [0.003, 0.7, 25.0, 900.0])
def test_they_agree_on_odd_histories_too(mean: float, dispersion: float) -> None:
    odd = Fit(np.ones(7), tuple(Rate(mean * k, dispersion, 0.5 + 5 * k) for k in (1, 2, 3, 4)), 1.0)
    number = np.array([1, 40])
    quickly = at_least(odd, number, number.astype(float), 900)
    weights = odd.memory_weights(number)
    rates = [(rate.mean, rate.dispersion, rate.items) for rate in odd.rates]
    for row, day in enumerate(number):
        for n in (1, 4, 60, 900):
            slowly = mixture.at_least(n, float(day), rates, weights[row], float(doubt(day)))
            assert quickly[row, n] == pytest.approx(slowly, abs=1e-7)


@pytest.mark.parametrize(
    ("n", "calendar_days", "by_three_memories"),
    [
        (1, [1, 1, 2, 3], [1, 1, 2, 3]),
        (3, [3, 3, 4, 8], [3, 3, 5, 8]),
        (10, [10, 12, 16, 19], [10, 12, 16, 19]),
        (30, [31, 38, 46, 59], [31, 37, 46, 58]),
    ],
)
def test_the_dates_of_the_steady_team(n: int, calendar_days: list[int], by_three_memories: list[int]) -> None:
    """They stay within a day of what three memories of equal weight gave."""
    forecast = made()
    dates = [forecast.when(n, odds) for odds in ODDS]
    assert dates == [TODAY + timedelta(days=number - 1) for number in calendar_days]
    assert max(abs(ours - first) for ours, first in zip(calendar_days, by_three_memories, strict=True)) <= 1


def test_the_odds_of_the_steady_team() -> None:
    forecast = made()
    assert forecast.odds(10, TODAY + timedelta(days=13)) == pytest.approx(0.78724, abs=1e-5)
    assert forecast.odds(30, TODAY + timedelta(days=27)) == pytest.approx(0.40090, abs=1e-5)


def test_what_it_rests_on_is_told() -> None:
    forecast = made()
    assert (forecast.items, forecast.since, forecast.quality.level) == (56, date(2026, 9, 7), "good")


def test_the_grid_is_every_day_at_first_and_ends_at_the_horizon() -> None:
    number = grid(782)
    assert number[:61].tolist() == list(range(61))
    assert number[-1] == 782
    assert np.all(np.diff(number) > 0)
    assert grid(1).tolist() == [0, 1]
