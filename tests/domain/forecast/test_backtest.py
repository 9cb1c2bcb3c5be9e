"""The walk-forward test sees only the past, and judges as one would by hand."""

import random
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from queue_app.cli.monte_carlo import thirty_days
from queue_app.domain.forecast.backtest import NEXT, Days, cuts, judge, of_calendar, walk
from queue_app.domain.forecast.forecast import HORIZON, ODDS
from tests.domain.forecast.forecasts import EVERY_DAY, MONDAY, days

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

    def looks(before: Sequence[date], today: date) -> Days | None:
        seen.append((before[-1], today))
        return None

    at = cuts(LIVELY)
    quoted = list(walk(LIVELY, at, [looks]))
    assert all(last < today for last, today in seen)
    assert judge(LIVELY, at, quoted) is None


def test_a_quoter_is_judged_as_by_hand() -> None:
    """One completion a day: the n-th is due on day n. 2 days too late at 85 % cost 0.3, 2 days too early 1.7."""
    daily = days([1] * 200)
    at = cuts(daily, 10)
    due = np.array(NEXT)[:, None] + np.zeros((1, 4))
    late, early = due + 2, due - 2
    said = [(late, early, None if place == 0 else due) for place in range(len(at))]
    wide, narrow, right = judge(daily, at, said)
    for judged in wide.judged:
        assert judged.coverage == (1, 1, 1, 1)
        assert judged.pinball == pytest.approx(np.mean([2 * (1 - odds) for odds in ODDS]))
    assert [judged.coverage for judged in narrow.judged] == [(0, 0, 0, 0)] * 4
    assert narrow.judged[0].pinball == pytest.approx(np.mean([2 * odds for odds in ODDS]))
    assert narrow.calibration_error == pytest.approx(np.mean(ODDS))
    assert narrow.kept(0.85) == 0
    assert (right.silent, wide.silent) == (1, 0)
    assert right.loss_against(wide) == 0
    assert narrow.loss_against(wide) == pytest.approx(narrow.judged[0].pinball / wide.judged[0].pinball)


def test_ours_keeps_what_it_says_where_luck_alone_rules() -> None:
    at = cuts(LIVELY, 5)
    ours, rival = judge(LIVELY, at, list(walk(LIVELY, at, [of_calendar(EVERY_DAY), thirty_days])))
    assert 0.8 <= ours.kept(0.85) <= 0.99
    assert rival.kept(0.85) < ours.kept(0.85)


def test_no_dates_are_no_days() -> None:
    assert of_calendar(EVERY_DAY)([MONDAY], MONDAY + timedelta(days=3)) is None
    assert thirty_days([MONDAY], MONDAY + timedelta(days=31)) is None
    assert thirty_days([MONDAY] * 2, MONDAY + timedelta(days=30))[3, 3] <= HORIZON + 1


def drawn(before: Sequence[date], today: date, trials: int) -> np.ndarray:
    """The rival as it is usually written: days drawn until enough is finished, the percentiles of many trials."""
    since = today - timedelta(days=30)
    a_day = np.bincount([(day - since).days for day in before if day >= since], minlength=30)
    finished = np.cumsum(np.random.default_rng(1).choice(a_day, (trials, 250)), axis=1)
    took = [np.sort(np.argmax(finished >= n, axis=1) + 1) for n in NEXT]
    return np.array([[ordered[int(np.ceil(odds * trials)) - 1] for odds in ODDS] for ordered in took])


def test_the_rival_is_what_ten_thousand_trials_come_to() -> None:
    today = LIVELY[400] + timedelta(days=1)
    before = LIVELY[: bisect_left(LIVELY, today)]
    assert np.abs(thirty_days(before, today) - drawn(before, today, 10_000)).max() <= 1
