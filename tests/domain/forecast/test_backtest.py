"""The walk-forward test uses only the past, and judges as a calculation by hand does."""

import random
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from queue_app.cli.forecast.first_form import first_form
from queue_app.cli.forecast.monte_carlo import thirty_days
from queue_app.domain.forecast.backtest import (
    CLEAN_UP,
    FALLING,
    NEXT,
    RISING,
    SILENT,
    STEADY,
    Odds,
    cuts,
    judge,
    quoter,
    regime,
    walk,
)
from queue_app.domain.forecast.forecast import HORIZON, ODDS, completions
from queue_app.domain.forecast.forecast import forecast as make_forecast
from tests.domain.forecast.forecasts import EVERY_DAY, MON_FRI, MONDAY, WEEK, days

DICE = random.Random(7)
LIVELY = days([DICE.choice([0, 0, 1, 1, 2, 5]) for _ in range(600)])


def test_cuts_leave_room_before_and_after() -> None:
    at = cuts(LIVELY)
    assert at[0] == LIVELY[0] + timedelta(days=90)
    assert 100 <= len(at) <= 150
    assert len(LIVELY) - bisect_left(LIVELY, at[-1]) >= 30
    assert np.diff(cuts(LIVELY, 7)).tolist() == [timedelta(days=7)] * (len(cuts(LIVELY, 7)) - 1)


@pytest.mark.parametrize("finished", [[], LIVELY[:30], days([40] * 10)])
def test_a_short_history_has_no_cuts(finished: list[date]) -> None:
    assert cuts(finished) == []


def test_only_the_past_is_seen() -> None:
    seen: list[tuple[date, date]] = []

    def looks(before: Sequence[date], today: date) -> Odds | None:
        seen.append((before[-1], today))
        return None

    at = cuts(LIVELY)
    quoted = list(walk(LIVELY, at, [looks]))
    assert all(last < today for last, today in seen)
    assert judge(LIVELY, at, quoted) is None


def certain(ahead: int) -> Odds:
    """A forecast that the n-th item is finished on day n + `ahead`, with certainty."""
    return (np.arange(HORIZON + 1)[:, None] >= np.array(NEXT) + ahead).astype(float)


def test_a_quoter_is_judged_as_by_hand() -> None:
    """One completion a day: the n-th is due on day n. 2 days too late at 85 % cost 0.3, 2 days too early 1.7."""
    daily = days([1] * 200)
    at = cuts(daily, 10)
    quoted = [(certain(2), certain(-2), None if place == 0 else certain(0)) for place in range(len(at))]
    wide, narrow, right = judge(daily, at, quoted).verdicts
    for judged in wide.judged:
        assert judged.coverage == (1, 1, 1, 1)
        assert judged.pinball == pytest.approx(np.mean([2 * (1 - odds) for odds in ODDS]))
    assert narrow.judged[2].coverage == narrow.judged[2].randomised == (0, 0, 0, 0)
    assert narrow.judged[2].pinball == pytest.approx(np.mean([2 * odds for odds in ODDS]))
    assert narrow.judged[2].calibration_error == pytest.approx(np.mean(ODDS))
    assert (right.silent, wide.silent) == (1, 0)
    assert right.loss_against(wide) == 0


def test_randomised_coverage_takes_the_part_of_the_day_that_came() -> None:
    """The day before it has odds of 60 %, the day itself 80 %: a date at 70 % is kept half, one at 85 % whole."""
    daily = days([1] * 200)
    at = cuts(daily, 10)
    table = 0.6 * certain(-1) + 0.2 * certain(0) + 0.2 * certain(5)
    (verdict,) = judge(daily, at, [(table,)] * len(at)).verdicts
    assert verdict.judged[2].coverage == (0, 1, 1, 1)
    assert verdict.judged[2].randomised == pytest.approx((0, 0.5, 1, 1))
    assert verdict.randomised(0.7) == pytest.approx(np.mean([judged.randomised[1] for judged in verdict.judged]))


def test_the_regimes_are_what_anybody_saw_before_the_cut() -> None:
    half_a_year, month = [1] * 180, range(28)
    lately = {
        STEADY: [1 for _ in month],
        FALLING: [int(day % 2) for day in month],
        RISING: [2 for _ in month],
        CLEAN_UP: [30 * (day == 20) + 1 for day in month],
        SILENT: [30 * (day == 10) for day in month],
    }
    for name, counts in lately.items():
        finished = days([*half_a_year, *counts, 1])
        assert regime(finished, MONDAY + timedelta(days=208)) == name
    assert regime(days([1, 0, 1] * 40), MONDAY + timedelta(days=90)) == STEADY


def test_each_regime_has_its_own_verdict() -> None:
    at = cuts(LIVELY, 5)
    comparison = judge(LIVELY, at, list(walk(LIVELY, at, [thirty_days])))
    weighted = sum(cuts * verdict.kept(0.85) for _, cuts, (verdict,) in comparison.by_regime)
    assert sum(cuts for _, cuts, _ in comparison.by_regime) == len(at)
    assert weighted / len(at) == pytest.approx(comparison.verdicts[0].kept(0.85))


def test_ours_keeps_what_it_says_where_luck_alone_rules() -> None:
    at = cuts(LIVELY, 5)
    quoters = [quoter(completions, EVERY_DAY), thirty_days]
    ours, rival = judge(LIVELY, at, list(walk(LIVELY, at, quoters))).verdicts
    assert 0.8 <= ours.kept(0.85) <= 0.99
    assert rival.kept(0.85) < ours.kept(0.85)
    assert ours.calibration_error < 0.05


def test_the_quoted_days_are_those_of_the_pages() -> None:
    calendar = MON_FRI
    today = LIVELY[400] + timedelta(days=1)
    before = LIVELY[: bisect_left(LIVELY, today)]
    table = quoter(completions, calendar)(before, today)
    forecast = make_forecast(calendar.history(before, today), calendar, today)
    for column, n in enumerate(NEXT):
        for odds in ODDS:
            ahead = int((table[:, column] >= odds).argmax())
            assert today + timedelta(days=ahead - 1) == forecast.when(n, odds)


def test_the_first_form_is_kept_to_compare_with() -> None:
    """The dates of the steady team as the first form gave them, in calendar days."""
    table = quoter(first_form, MON_FRI)(days(WEEK * 8), MONDAY + timedelta(days=56))
    ahead = [[int((table[:, column] >= odds).argmax()) for odds in ODDS] for column in range(4)]
    assert ahead == [[1, 1, 2, 3], [3, 3, 4, 8], [10, 12, 16, 19], [31, 38, 46, 59]]
    assert table[[14, 28], [2, 3]] == pytest.approx([0.78724, 0.40090], abs=1e-5)


def test_no_dates_are_no_days() -> None:
    assert quoter(completions, EVERY_DAY)([MONDAY], MONDAY + timedelta(days=3)) is None
    assert thirty_days([MONDAY], MONDAY + timedelta(days=31)) is None
    assert thirty_days([MONDAY] * 2, MONDAY + timedelta(days=30))[HORIZON, 3] < 1


def drawn(before: Sequence[date], today: date, trials: int) -> np.ndarray:
    """The usual Monte Carlo forecast: draw days until enough items are finished, and take the percentiles of many trials."""
    since = today - timedelta(days=30)
    a_day = np.bincount([(day - since).days for day in before if day >= since], minlength=30)
    finished = np.cumsum(np.random.default_rng(1).choice(a_day, (trials, 250)), axis=1)
    took = [np.sort(np.argmax(finished >= n, axis=1) + 1) for n in NEXT]
    return np.array([[ordered[int(np.ceil(odds * trials)) - 1] for odds in ODDS] for ordered in took])


def test_the_rival_is_what_ten_thousand_trials_come_to() -> None:
    today = LIVELY[400] + timedelta(days=1)
    before = LIVELY[: bisect_left(LIVELY, today)]
    exact = (thirty_days(before, today)[..., None] >= np.array(ODDS)).argmax(axis=0)
    assert np.abs(exact - drawn(before, today, 10_000)).max() <= 1
