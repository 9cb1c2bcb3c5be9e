"""Dates are as reliable as without agents, even if agents do half of the work and their rate changes."""

from statistics import fmean

from queue_app.domain.forecast.forecast import ODDS
from tests.domain.forecast.with_agents import DAYS, SEEDS, SLOTS, kept, verdicts, with_agents, without_agents


def test_half_of_the_work_is_of_agents_and_its_rate_changes() -> None:
    played = [with_agents(seed) for seed in range(SEEDS)]
    assert 0.45 < fmean(one.of_agents / len(one.finished) for one in played) < 0.55
    rates = []
    for start, end in zip([day for day, _ in SLOTS], [*(day for day, _ in SLOTS[1:]), DAYS], strict=True):
        there = [sum(start <= (day - one.finished[0]).days < end for day in one.finished) for one in played]
        rates.append(fmean(there) / (end - start))
    assert rates[1] > rates[0] * 1.3
    assert rates[2] < rates[1] / 1.3


def test_dates_are_kept_as_often_as_they_say() -> None:
    with_them, without = verdicts(with_agents), verdicts(without_agents)
    for odds in ODDS:
        assert abs(kept(with_them, odds) - odds) < 0.06, odds
    error = [fmean(abs(kept(of, odds) - odds) for odds in ODDS) for of in (with_them, without)]
    assert error[0] <= error[1] + 0.02
