"""What an area finished while a person who covers it was away, by how many others who could take its work stayed.

A person counts as away if they finished nothing in any area for 7 to 60 days between two items. Areas also pause for other
reasons, so each case is compared with two windows of equal length in the same area: before and after. The two days on which the
person finished something are in no window, because they define the absence.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from queue_app.domain.cover.evidence import standings
from queue_app.domain.cover.history import FEWEST_BEFORE, WorkHistory

SHORTEST, LONGEST = 7, 60
"""Days."""
_DAY = timedelta(days=1)

Left = Literal["nobody", "one", "more"]
"""How many of the people who could take its work stayed."""
_LEFT: tuple[Left, ...] = ("nobody", "one", "more")
Spells = Mapping[int, list[tuple[date, date]]]
"""{person: (first day, last day) of each absence}."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The number of cases, and in how many the area finished nothing: during the absence (`still`), before and after."""

    cases: int = 0
    still: int = 0
    before: int = 0
    after: int = 0

    def with_case(self, still: bool, before: bool, after: bool) -> "Gaps":
        """The counts with one more case."""
        return Gaps(self.cases + 1, self.still + still, self.before + before, self.after + after)


def gaps(history: WorkHistory) -> dict[Left, Gaps]:
    """The cases of all people. A case is an area that an absent person covers, with at least three items in the 90 days before.
    The windows before and after must lie in the history."""
    counts: dict[Left, Gaps] = defaultdict(Gaps)
    spells = _spells(history)
    for first, people in sorted(_by_first_day(history, spells).items()):
        for area, standing in standings(history.facts(first - _DAY), first - _DAY).items():
            of_area = [away for away in people if away[0] in standing.able]
            if of_area and history.before(area, first - _DAY) >= FEWEST_BEFORE:
                for person, last in of_area:
                    stayed = sum(not _away(spells, other, first, last) for other in standing.able - {person})
                    left = _LEFT[min(stayed, 2)]
                    counts[left] = counts[left].with_case(*_windows(history, area, first, last))
    return dict(counts)


def _by_first_day(history: WorkHistory, spells: Spells) -> Mapping[date, list[tuple[int, date]]]:
    """{first day: (person, last day) of each absence with both windows in the history}."""
    by_day: dict[date, list[tuple[int, date]]] = defaultdict(list)
    for person, away in spells.items():
        for first, last in away:
            beside = last - first + 2 * _DAY
            if history.first <= first - beside and last + beside <= history.last:
                by_day[first].append((person, last))
    return by_day


def _spells(history: WorkHistory) -> Spells:
    """The absences of each person."""
    return {
        person: [
            (day + _DAY, back - _DAY) for day, back in pairwise(days) if SHORTEST <= (back - day).days - 1 <= LONGEST
        ]
        for person, days in history.of_person.items()
    }


def _away(spells: Spells, person: int, first: date, last: date) -> bool:
    """Whether the person is away on all of these days."""
    return any(begins <= first and last <= ends for begins, ends in spells.get(person, ()))


def _windows(history: WorkHistory, area: int, first: date, last: date) -> tuple[bool, bool, bool]:
    """Whether the area finished nothing from `first` to `last`, in as many days before, and in as many after."""
    length = last - first + _DAY
    begins = (first, first - _DAY - length, last + 2 * _DAY)
    still, before, after = (history.after(area, day - _DAY, day - _DAY + length) == 0 for day in begins)
    return still, before, after
