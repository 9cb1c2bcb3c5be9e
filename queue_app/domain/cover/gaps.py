"""What an area finished while a person who covers it was away, by the number of others who could take its work.

A person is away who finished nothing, anywhere, for 7 to 91 days between two items. An area may also pause by chance: at the pace
of the 90 days before, n items, it finishes nothing for d days with probability e^(-n d / 90), as a Poisson process does.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import exp
from typing import Literal

from queue_app.domain.cover.evidence import standings
from queue_app.domain.cover.history import AROUND, FEWEST_BEFORE, WorkHistory
from queue_app.domain.cover.states import Standing

SHORTEST, LONGEST = 7, 91
"""Days."""

Left = Literal["nobody", "one", "more"]
"""Who could still take it: nobody; one person; two or more, with no one doing most of it."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The number of cases, those without any finished item (`still`), and how many of those to expect by chance."""

    cases: int = 0
    still: int = 0
    by_chance: float = 0.0

    def with_case(self, still: bool, chance: float) -> "Gaps":
        """The counts with one more case."""
        return Gaps(self.cases + 1, self.still + still, self.by_chance + chance)


def gaps(history: WorkHistory) -> dict[Left, Gaps]:
    """The cases of all people. A case is an area of a person who is away, with at least three items in the 90 days before."""
    counts: dict[Left, Gaps] = defaultdict(Gaps)
    for day, people in sorted(_away(history).items()):
        facts = history.facts(day)
        for area, standing in standings(facts, day).items():
            for person, back in people.items():
                left = _left(standing, person)
                before = history.before(area, day) if left else 0
                if left and before >= FEWEST_BEFORE:
                    still = history.after(area, day, back - timedelta(days=1)) == 0
                    counts[left] = counts[left].with_case(still, exp(-before * _days(day, back) / AROUND.days))
    return dict(counts)


def _away(history: WorkHistory) -> Mapping[date, Mapping[int, date]]:
    """{last day with an item: {person: the next day with an item}}."""
    spells: dict[date, dict[int, date]] = defaultdict(dict)
    for person, days in history.of_person.items():
        for day, back in pairwise(days):
            if SHORTEST <= _days(day, back) <= LONGEST:
                spells[day][person] = back
    return spells


def _days(day: date, back: date) -> int:
    """The number of days between the two."""
    return (back - day).days - 1


def _left(standing: Standing, person: int) -> Left | None:
    """Who is left without the person; None where the person does not cover it, or one of several does most of it."""
    if person not in standing.able:
        return None
    others = len(standing.able) - 1
    if others < 2:
        return "one" if others else "nobody"
    return None if standing.leaning else "more"
