"""Away and leaving: which items stand still while people are away, and where pairing before then changes most.

The answer names items and areas, never people, and counts nothing about them. The day of a waiting item is that of its forecast
pull; without one its worst day of the period counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from queue_app.domain.cover.absences import Absence, all_away, away
from queue_app.domain.cover.away_days import AwayDay, Part, Period, Stretch, alone, parts, strip
from queue_app.domain.cover.demand import Waiting, weights
from queue_app.domain.cover.states import Standing, Standings

MOST_PAIRED = 3


@dataclass(frozen=True, slots=True)
class RunningWork:
    """A running item (id) and who is on it (ids)."""

    item: int
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Queue:
    """The open items in their order, and how many were finished in the last 14 days."""

    waiting: Sequence[Waiting]
    running: Sequence[RunningWork] = ()
    finished_lately: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """What the absences leave open: items (ids) in order that `nobody` could start, that `one` person could; the running
    ones whose people are all away, with the stretches of such days; the areas (ids) to `pair` in before, at most three; the areas
    to `hand_over`: after the absences one person or nobody can take them; and the period day by day."""

    nobody: tuple[int, ...] = ()
    one: tuple[int, ...] = ()
    running: tuple[tuple[int, tuple[Stretch, ...]], ...] = ()
    pair: tuple[int, ...] = ()
    hand_over: tuple[int, ...] = ()
    days: tuple[AwayDay, ...] = ()


def chosen(people: Iterable[int], period: Period) -> tuple[Absence, ...]:
    """The absences that a member only thinks of: all these people, for the whole period."""
    return tuple(Absence(person, period.first, period.last) for person in people)


def gap(standings: Standings, queue: Queue, absences: Sequence[Absence], period: Period) -> Gap:
    """What stands still in the period. Areas that are new ground are nobody's gap."""
    worst = _Worst(absences, parts(absences, period))
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
    running = worst.running(queue.running)
    still = set(left[0])
    pulls = [item.pull_day for item in queue.waiting if item.item in still and item.pull_day is not None]
    return Gap(
        nobody=tuple(left[0]),
        one=tuple(left[1]),
        running=running,
        pair=tuple(sorted(gains, key=lambda area: (-gains[area], area))[:MOST_PAIRED]),
        hand_over=tuple(area for area, standing in standings.items() if worst.hands_over(standing)),
        days=strip(period, absences, pulls, (one for _, stretches in running for one in stretches)),
    )


def stands_still(areas: Iterable[int], standings: Standings, absences: Sequence[Absence], day: date) -> bool:
    """Whether everyone who covers an area of the item is away on the day; the stand-up asks it of the next pulls."""
    return any(all_away(standings[area].able, absences, day) for area in _known(areas, standings))


def _known(areas: Iterable[int], standings: Standings) -> list[int]:
    return [area for area in areas if area in standings and standings[area].known]


@dataclass(frozen=True, slots=True)
class _Worst:
    """Who is away in the parts of the period."""

    absences: Sequence[Absence]
    parts: tuple[Part, ...]

    def left(self, standing: Standing, day: date | None) -> int:
        """How many who cover the area are there on the day, or on the worst one."""
        if day is not None:
            return len(standing.able - away(self.absences, day))
        return min((len(standing.able - part.gone) for part in self.parts), default=standing.people)

    def hands_over(self, standing: Standing) -> bool:
        """Whether somebody who covers it is away, and at most one other is there then."""
        return standing.known and self.left(standing, None) < min(2, standing.people)

    def running(self, items: Iterable[RunningWork]) -> tuple[tuple[int, tuple[Stretch, ...]], ...]:
        """The running items whose people are all away at once, with when."""
        when = ((one.item, alone(one.people, self.parts)) for one in items)
        return tuple((item, stretches) for item, stretches in when if stretches)
