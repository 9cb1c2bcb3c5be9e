"""Worked examples: weeks of 1, 0, 2, 1, 3 items from Monday to Friday, and the odds worked out slowly."""

from datetime import date, timedelta

import numpy as np
import pytest

from queue_app.domain.forecast.counts import exactly, spread
from queue_app.domain.forecast.curve import grid
from queue_app.domain.forecast.doubt import JUDGED_AT, Doubt, own_doubt, usual_doubt
from queue_app.domain.forecast.fit import Fit, fit
from queue_app.domain.forecast.forecast import ODDS, Forecast
from tests.domain.forecast import slowly
from tests.domain.forecast.forecasts import EVERY_DAY, MON_FRI, MONDAY, STEADY, WEEK, days, made

SHORT, LONG = WEEK * 8, WEEK * 52


def fitted(counts: tuple[int, ...]) -> Fit:
    today = MONDAY + timedelta(days=len(counts))
    return fit(MON_FRI.history(days(counts), today), MON_FRI.share)


@pytest.mark.parametrize(
    ("counts", "factors"),
    [
        (SHORT, [0.93651, 0.77778, 1.09524, 0.93651, 1.25397]),
        (LONG, [0.81429, 0.35, 1.27857, 0.81429, 1.74286]),
    ],
)
def test_the_weekdays_differ_as_they_did_shrunk_towards_the_mean(counts: tuple[int, ...], factors: list[float]) -> None:
    assert fitted(counts).weekdays[:5] == pytest.approx(factors, abs=1e-5)


@pytest.mark.parametrize(
    ("counts", "rates", "items", "dispersions", "logs"),
    [
        (
            SHORT,
            [1.608424, 1.483802, 1.463005],
            [16.89129, 33.05079, 38.81213],
            [1.157312, 2.531248, 4.289766],
            [0, 0, 0, 0],
        ),
        (
            LONG,
            [1.483519, 1.432208, 1.423516],
            [12.06779, 34.20527, 46.8952],
            [1.110776, 1.974916, 3.360339],
            [-1.633, -0.7704, -0.313, -0.0944],
        ),
    ],
)
def test_the_steady_team(
    counts: tuple[int, ...], rates: list[float], items: list[float], dispersions: list[float], logs: list[float]
) -> None:
    """At 1, 10 and 20 working days ahead."""
    learned, number = fitted(counts), np.array([1, 10, 20])
    today = MONDAY + timedelta(days=len(counts))
    worth = learned.expected(MON_FRI.dates(today, today + timedelta(days=40)))[number - 1]
    doubt = own_doubt(learned)
    rate, behind = learned.rates(number / MON_FRI.share)
    assert learned.dispersion == 1
    assert rate == pytest.approx(rates, abs=1e-6)
    assert behind == pytest.approx(items, abs=1e-5)
    assert doubt.logs == pytest.approx(logs, abs=5e-5)
    assert spread(learned, doubt, number, worth)[1] == pytest.approx(dispersions, abs=1e-6)


@pytest.mark.parametrize(
    ("counts", "n", "calendar_days"),
    [
        (SHORT, 1, [1, 1, 2, 3]),
        (SHORT, 3, [3, 3, 4, 8]),
        (SHORT, 10, [9, 11, 15, 19]),
        (SHORT, 30, [30, 37, 45, 60]),
        (LONG, 1, [1, 2, 3, 3]),
        (LONG, 3, [3, 4, 5, 5]),
        (LONG, 10, [10, 12, 15, 19]),
        (LONG, 30, [31, 37, 45, 58]),
    ],
)
def test_the_dates_of_the_steady_team(counts: tuple[int, ...], n: int, calendar_days: list[int]) -> None:
    forecast = made(counts)
    dates = [forecast.when(n, odds) for odds in ODDS]
    assert dates == [forecast.today + timedelta(days=number - 1) for number in calendar_days]


@pytest.mark.parametrize(("counts", "ten", "thirty"), [(SHORT, 0.80465, 0.44653), (LONG, 0.81620, 0.42007)])
def test_the_odds_of_the_steady_team(counts: tuple[int, ...], ten: float, thirty: float) -> None:
    forecast = made(counts)
    assert forecast.odds(10, forecast.today + timedelta(days=13)) == pytest.approx(ten, abs=1e-5)
    assert forecast.odds(30, forecast.today + timedelta(days=27)) == pytest.approx(thirty, abs=1e-5)


WILD = tuple(int(n) for n in np.random.default_rng(5).negative_binomial(0.4, 0.2, 300))


def slow_odds(learned: Fit, logs: list[float], n: int, number: int, worth: float) -> float:
    counts, factors = learned.counts.tolist(), learned.factors.tolist()
    ahead = number / learned.share
    rate, items = slowly.rate_and_items(counts, factors, learned.share, ahead)
    doubt = slowly.usual_doubt(ahead) * np.exp(np.interp(np.log(ahead), np.log(JUDGED_AT), logs))
    dispersion = learned.dispersion + (learned.dispersion / items + doubt) * rate * worth
    return 1 - sum(slowly.exactly(k, rate * worth, dispersion) for k in range(n))


@pytest.mark.parametrize("counts", [SHORT, LONG, WILD])
def test_the_quick_way_agrees_with_the_slow_one(counts: tuple[int, ...]) -> None:
    forecast: Forecast = made(counts)
    learned = fitted(counts)
    history = learned.counts.tolist(), learned.factors.tolist(), learned.share, learned.dispersion
    logs = [slowly.own_doubt(*history, ahead) if len(counts) >= 80 else 0.0 for ahead in JUDGED_AT]
    assert own_doubt(learned).logs == pytest.approx(logs, abs=1e-9)
    worth = learned.expected(forecast.days)
    for number in (1, 2, 5, 13, 42, 60):
        for n in (1, 3, 10, 30, 90):
            odds = slow_odds(learned, logs, n, number, worth[number - 1])
            assert forecast.finished.by(number)[n] == pytest.approx(odds, abs=1e-9)


@pytest.mark.parametrize("dispersion", [1.0, 1.03, 2.5, 40.0])
@pytest.mark.parametrize("mean", [0.003, 0.7, 25.0, 900.0, 6_000.0])
def test_they_agree_on_odd_numbers_too(mean: float, dispersion: float) -> None:
    quickly = exactly(np.array([mean]), np.array([dispersion]), 901)[0]
    for n in (0, 1, 4, 60, 900):
        assert quickly[n] == pytest.approx(slowly.exactly(n, mean, dispersion), abs=1e-12, rel=1e-9)


def test_a_team_under_eighty_days_old_has_the_usual_doubt() -> None:
    ahead = np.array([1.0, 3, 10, 30, 90, 700])
    assert own_doubt(fitted(WEEK * 11)) == Doubt()
    assert Doubt()(ahead) == pytest.approx(usual_doubt(ahead))
    assert own_doubt(fitted(WEEK * 12)) != Doubt()


def test_between_and_outside_the_judged_distances_the_doubt_is_read_from_them() -> None:
    doubt = Doubt((-1.0, 0.0, 1.0, 2.0))
    ahead = np.array([0.5, 3, 30**0.5, 10, 90, 1000])
    ratio = np.log(doubt(ahead) / usual_doubt(ahead))
    assert ratio == pytest.approx([-1, -1, -0.5, 0, 2, 2], abs=1e-9)


@pytest.mark.parametrize("bulk", [500, 100_000])
def test_a_day_of_clearing_up_does_not_spoil_all_others(bulk: int) -> None:
    usual, cleared = (made(STEADY * 2 + (many, 0, 2, 1, 3, 0, 0) + STEADY) for many in (1, bulk))
    assert cleared.items == usual.items - 1 + bulk
    for n in (1, 10, 30):
        assert (
            abs((cleared.when(n, 0.85) - usual.when(n, 0.85)).days)
            <= 0.35 * (usual.when(n, 0.85) - usual.today).days + 4
        )


def test_the_days_before_the_memory_do_not_count() -> None:
    old, recent = (30,) * 730, tuple(WILD[n % 300] for n in range(730))
    one, two = made(old + recent, EVERY_DAY), made((1,) * 730 + recent, EVERY_DAY)
    assert np.array_equal(one.finished.odds, two.finished.odds)


def test_the_numbers_behind_it_are_given() -> None:
    forecast = made()
    assert (forecast.items, forecast.since, forecast.quality.level) == (56, date(2026, 9, 7), "good")


def test_the_grid_is_every_day_at_first_and_ends_at_the_horizon() -> None:
    number = grid(782)
    assert number[:61].tolist() == list(range(61))
    assert number[-1] == 782
    assert np.all(np.diff(number) > 0)
    assert grid(1).tolist() == [0, 1]
