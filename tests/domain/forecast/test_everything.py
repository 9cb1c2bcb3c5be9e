"""Everything down to a place takes longer than that number of completions, unless only one item runs at a time."""

import random

import numpy as np
import pytest

from queue_app.domain.chart import axis_to
from queue_app.domain.forecast.curve import Curve
from queue_app.domain.forecast.fan import BANDS, LEAST_DAYS, fan
from queue_app.domain.forecast.forecast import rounded_reach
from queue_app.domain.forecast.places import all_finished
from queue_app.domain.forecast.team import TeamForecast
from tests.domain.forecast.forecasts import MON_FRI, made

ONE_A_DAY = Curve(np.arange(200), np.tril(np.ones((200, 200))))
"""A forecast in which exactly d items are finished by day d."""


@pytest.mark.parametrize("n", [0, 1, 7, 40])
def test_one_at_a_time_they_come_in_order(n: int) -> None:
    curve = all_finished(made().finished, n, 1)
    assert curve.odds[:, 0] == pytest.approx(made().finished.odds[:, n])


@pytest.mark.parametrize(("n", "usual"), [(1, 3), (2, 3), (3, 3), (8, 3), (8, 5)])
def test_several_at_a_time_it_is_as_when_it_is_played(n: int, usual: int) -> None:
    curve = all_finished(ONE_A_DAY, n, usual)
    played = sorted(_played(n, usual, random.Random(seed)) for seed in range(4_000))
    for odds in (0.25, 0.5, 0.85):
        day = int(curve.first_days(odds)[0])
        assert abs(day - played[int(odds * len(played))]) <= 1


def _played(n: int, usual: int, dice: random.Random) -> int:
    """The day on which the first n items are done, one item a day, any of those that run."""
    running, begun, left, day = list(range(usual)), usual, set(range(n)), 0
    while left:
        day += 1
        left.discard(running.pop(dice.randrange(usual)))
        running.append(begun)
        begun += 1
    return day


def test_it_is_never_earlier_than_the_completions_it_needs() -> None:
    told = TeamForecast(made(usual=3), MON_FRI, usual=3)
    assert told.everything(10).p85 >= told.forecast.completion(10).p85
    assert told.everything(10).p85 >= told.range(10).p85
    assert told.everything(10_000).p50 is None
    assert TeamForecast(made([1]), MON_FRI).everything(1) is None


def test_the_fan_says_what_the_forecast_says() -> None:
    told = made()
    drawn = fan(told, told.today)
    assert drawn.span.days == LEAST_DAYS
    for upper, lower in drawn.bands:
        assert all(high[1] >= even[1] >= low[1] for high, even, low in zip(upper, drawn.even, lower, strict=True))
    x, up = drawn.even[-1]
    assert x == pytest.approx(drawn.at(told.days[told.number(drawn.span.last) - 1].item()))
    assert int(up * drawn.axis.top / 100 + 1e-6) == told.how_many(drawn.span.last, 0.5)
    assert drawn.rows[-1][1] == tuple(told.how_many(drawn.span.last, odds) for odds in (0.5, 0.85, 0.95))
    assert len(BANDS) == len(drawn.bands)


def test_what_is_beyond_the_reach_of_the_forecast_leaves_the_fan_at_its_top() -> None:
    """Otherwise a band that cannot rise any more would run level, as if the team stopped."""
    for most in range(1, 6_000, 97):
        reach = rounded_reach(most)
        assert most <= reach <= max(100, 1.5 * most)
        assert axis_to(reach).top == reach
    told = made(reach=rounded_reach(180))
    drawn = fan(told, told.when(180, 0.85))
    assert drawn.bands[0][0][-1][1] == drawn.bands[1][0][-1][1] == 100
    assert [up for _, up in fan(told, told.last).even].count(100) == 1, "the line of even odds ends there"


def test_the_fan_ends_at_the_horizon() -> None:
    told = made()
    drawn = fan(told, told.last.replace(year=told.last.year + 5))
    assert drawn.span.last == told.last
    assert len(drawn.even) <= 61
    assert len(drawn.rows) <= 10
