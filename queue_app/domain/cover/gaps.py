"""What an area finished while somebody was away who covers it, by how many others could take its work.

Away is who finished nothing, anywhere, for 7 to 91 days between two items. Nothing may also be finished by chance: at the pace of
the 90 days before, n items, an area is still for d days with the probability e^(-n d / 90), as of a Poisson process.
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
"""Who could still take it: nobody; one person; two or more, none of whom does most of it."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """So many cases, in how many of them nothing was finished, and how many that would be by chance."""

    cases: int = 0
    still: int = 0
    by_chance: float = 0.0

    def with_case(self, still: bool, chance: float) -> "Gaps":
        """With one more."""
        return Gaps(self.cases + 1, self.still + still, self.by_chance + chance)


def gaps(history: WorkHistory) -> dict[Left, Gaps]:
    """The cases of all people. One is an area, with at least three items in the 90 days before, of somebody who is away."""
    found: dict[Left, Gaps] = defaultdict(Gaps)
    for day, people in sorted(_away(history).items()):
        facts = history.facts(day)
        for area, standing in standings(facts, day).items():
            for person, back in people.items():
                left = _left(standing, person)
                before = history.before(area, day) if left else 0
                if left and before >= FEWEST_BEFORE:
                    still = history.after(area, day, back - timedelta(days=1)) == 0
                    found[left] = found[left].with_case(still, exp(-before * _days(day, back) / AROUND.days))
    return dict(found)


def _away(history: WorkHistory) -> Mapping[date, Mapping[int, date]]:
    """{last day with an item: {person: the next such day}}."""
    found: dict[date, dict[int, date]] = defaultdict(dict)
    for person, days in history.of_person.items():
        for day, back in pairwise(days):
            if SHORTEST <= _days(day, back) <= LONGEST:
                found[day][person] = back
    return found


def _days(day: date, back: date) -> int:
    """How many lie between."""
    return (back - day).days - 1


def _left(standing: Standing, person: int) -> Left | None:
    """Who is left without the person; None where it is not about that one, or where one of several does most of it."""
    if person not in standing.able:
        return None
    others = len(standing.able) - 1
    if others < 2:
        return "one" if others else "nobody"
    return None if standing.leaning else "more"
