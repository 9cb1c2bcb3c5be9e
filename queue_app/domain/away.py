"""Away and leaving: which items stand still while people are away, and where pairing before then changes most.

The answer names items and areas, never people, and counts nothing about them. The day of a waiting item is that of its forecast
pull; without one its worst day of the period counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from queue_app.domain.absence import Absence, all_away, away
from queue_app.domain.cover import Standing, Standings
from queue_app.domain.demand import Waiting, weights
from queue_app.domain.said import N_, InputError

MOST_PAIRED = 3
FOUR_WEEKS = timedelta(days=27)
"""After the first day."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are looked at, both included; without a last day somebody leaves."""

    first: date
    last: date | None = None

    def has(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= (self.last or date.max)

    def meets(self, first: date, last: date | None) -> bool:
        """Whether any of the days from `first` to `last` is one of them."""
        return first <= (self.last or date.max) and (last or date.max) >= self.first


def looked_at(first: date | None, last: date | None, today: date, *, leaving: bool) -> Period:
    """What is asked for: from today and for four weeks where it is not said. Who is chosen without a last day is `leaving`.

    Raises InputError.
    """
    begin = first or today
    if last is not None and last < begin:
        raise InputError("last", N_("The last day is before the first one. Choose a later one."))
    return Period(begin, last or (None if leaving else begin + FOUR_WEEKS))


@dataclass(frozen=True, slots=True)
class Running:
    """A running item (id) and who is on it (ids)."""

    item: int
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Queue:
    """The open items in their order, and how many were finished in the last 14 days."""

    waiting: Sequence[Waiting]
    running: Sequence[Running] = ()
    finished_lately: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """What the absences leave open: items (ids) in order that `nobody` could start, that `one` person could; the running
    ones whose people are all away, with the first such day; the areas (ids) to `pair` in before, at most three; and the areas
    to `hand_over`: after the absences one person or nobody can take them."""

    nobody: tuple[int, ...] = ()
    one: tuple[int, ...] = ()
    running: tuple[tuple[int, date], ...] = ()
    pair: tuple[int, ...] = ()
    hand_over: tuple[int, ...] = ()


def chosen(people: Iterable[int], period: Period) -> tuple[Absence, ...]:
    """The absences that a member only thinks of: all these people, for the whole period."""
    return tuple(Absence(person, period.first, period.last) for person in people)


def gap(standings: Standings, queue: Queue, absences: Sequence[Absence], period: Period) -> Gap:
    """What stands still in the period. Areas that are new ground are nobody's gap."""
    worst = _Worst(absences, period)
    left: dict[int, list[int]] = {0: [], 1: []}
    gains: dict[int, float] = defaultdict(float)
    for item, weight in zip(queue.waiting, weights(len(queue.waiting), queue.finished_lately), strict=True):
        if item.pull_day is not None and not period.has(item.pull_day):
            continue
        there = {area: worst.left(standings[area], item.pull_day) for area in _known(item.areas, standings)}
        if there and min(there.values()) in left:
            left[min(there.values())].append(item.item)
        for area, people in there.items():
            if people < min(2, standings[area].people):
                gains[area] += weight / (people + 1)
    return Gap(
        nobody=tuple(left[0]),
        one=tuple(left[1]),
        running=worst.running(queue.running),
        pair=tuple(sorted(gains, key=lambda area: (-gains[area], area))[:MOST_PAIRED]),
        hand_over=tuple(area for area, standing in standings.items() if worst.hands_over(standing)),
    )


def stands_still(areas: Iterable[int], standings: Standings, absences: Sequence[Absence], day: date) -> bool:
    """Whether everyone who covers an area of the item is away on the day; the stand-up asks it of the next pulls."""
    return any(all_away(standings[area].able, absences, day) for area in _known(areas, standings))


def _known(areas: Iterable[int], standings: Standings) -> list[int]:
    return [area for area in areas if area in standings and standings[area].known]


@dataclass(slots=True)
class _Worst:
    """Who is away on the days of the period on which somebody's absence begins: no other day is worse than all of these."""

    absences: Sequence[Absence]
    period: Period
    _away: dict[date, frozenset[int]] = field(init=False)

    def __post_init__(self) -> None:
        begins = {absence.first for absence in self.absences if self.period.has(absence.first)}
        self._away = {day: away(self.absences, day) for day in sorted({self.period.first, *begins})}

    def left(self, standing: Standing, day: date | None) -> int:
        """How many who cover the area are there on the day, or on the worst one."""
        if day is not None:
            return len(standing.able - away(self.absences, day))
        return min(len(standing.able - gone) for gone in self._away.values())

    def hands_over(self, standing: Standing) -> bool:
        """Whether somebody who covers it is away, and at most one other is there then."""
        return standing.known and self.left(standing, None) < min(2, standing.people)

    def running(self, items: Iterable[Running]) -> tuple[tuple[int, date], ...]:
        """The running items whose people are all away at once, with the first such day."""
        firsts = ((one.item, self._alone(one.people)) for one in items)
        return tuple((item, day) for item, day in firsts if day is not None)

    def _alone(self, people: frozenset[int]) -> date | None:
        return next((day for day, gone in self._away.items() if people and people <= gone), None)
