"""Simulated teams: people finish half of the work, agents the other half, and the limit of the agents changes twice.

`python -m tests.domain.forecast.with_agents` prints how many dates come true, compared with the same team without agents.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

import numpy as np

from queue_app.domain.forecast.backtest import Verdict, cuts, judge, quoter, walk
from queue_app.domain.forecast.forecast import ODDS, completions
from tests.domain.forecast.forecasts import EVERY_DAY, MONDAY

DAYS, SEEDS, CUT_EVERY = 500, 4, 10
BY_PEOPLE = 1.4
"""Items that people finish on a working day, on average. With the agents' slots below this is half of the work."""

SLOTS = ((0, 3), (200, 6), (350, 2))
"""(first day, how many items agents may have at once). The rate of the team goes up, then down."""

AN_AGENT, LOOKS = 0.4, 0.75
"""How likely an agent has its item ready within a day, also on Sundays; and a person looks at what is ready on a working day."""


@dataclass(frozen=True)
class Played:
    """The days of a history's completions, and how many of them are by agents."""

    finished: list[date]
    of_agents: int


def with_agents(seed: int) -> Played:
    """Agents take an item for each free slot. A ready item keeps its slot until a person looks at it."""
    dice = np.random.default_rng(seed)
    busy = ready = of_agents = 0
    finished: list[date] = []
    for day in range(DAYS):
        done = int(dice.binomial(busy, AN_AGENT))
        busy, ready, looked = busy - done, ready + done, 0
        if _works(day):
            looked = ready if dice.random() < LOOKS else 0
            finished += [MONDAY + timedelta(day)] * (looked + int(dice.poisson(BY_PEOPLE)))
        ready, of_agents = ready - looked, of_agents + looked
        busy = max(busy, _slots(day) - ready)
    return Played(finished, of_agents)


def without_agents(seed: int) -> Played:
    """Only people, who finish the same amount in each of the three periods."""
    dice = np.random.default_rng(seed)
    twin = with_agents(seed).finished
    finished: list[date] = []
    for (start, _), end in zip(SLOTS, [*(start for start, _ in SLOTS[1:]), DAYS], strict=True):
        first, last = MONDAY + timedelta(start), MONDAY + timedelta(end)
        working = [day for day in range(start, end) if _works(day)]
        rate = sum(first <= day < last for day in twin) / len(working)
        finished += [MONDAY + timedelta(day) for day in working for _ in range(int(dice.poisson(rate)))]
    return Played(finished, 0)


def verdict(finished: Sequence[date]) -> Verdict:
    """The verdict on the product's dates for this history."""
    at = cuts(finished, CUT_EVERY)
    comparison = judge(finished, at, list(walk(finished, at, [quoter(completions, EVERY_DAY)])))
    assert comparison is not None
    return comparison.verdicts[0]


def verdicts(play: object) -> list[Verdict]:
    """The verdicts for all seeds."""
    return [verdict(play(seed).finished) for seed in range(SEEDS)]  # type: ignore[operator]


def kept(of: Sequence[Verdict], odds: float) -> float:
    """The randomised coverage at these odds, over all histories."""
    return fmean(one.randomised(odds) for one in of)


def _works(day: int) -> bool:
    return day % 7 < 5


def _slots(day: int) -> int:
    return next(slots for start, slots in reversed(SLOTS) if day >= start)


def table() -> Iterator[str]:
    """The coverage at each of ODDS, without the gift of whole days (PIT)."""
    yield f"{'':<18}" + "".join(f"{odds:>8.0%}" for odds in ODDS)
    for name, play in (("half by agents", with_agents), ("people alone", without_agents)):
        of = verdicts(play)
        yield f"{name:<18}" + "".join(f"{kept(of, odds):>8.1%}" for odds in ODDS)


if __name__ == "__main__":
    for line in table():
        sys.stdout.write(line + "\n")
