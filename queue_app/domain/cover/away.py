"""Away and leaving: which items nobody can work on while people are away, and where pairing beforehand helps most.

The answer names items and areas, never people, and has no counts about them. A waiting item is checked on its forecast
pull day; without one, the worst day of the period counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from queue_app.domain.cover.absences import Absence, all_away, away
from queue_app.domain.cover.away_days import AwayDay, Part, Period, Stretch, parts, stretches_all_away, strip_of_days
from queue_app.domain.cover.demand import Waiting, weights
from queue_app.domain.cover.states import Standing, Standings

MOST_PAIRED = 3


@dataclass(frozen=True, slots=True)
class RunningWork:
    """A running item (id) and the people on it (ids)."""

    item: int
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Queue:
    """The open items in their order, and the number of items finished in the last 14 days."""

    waiting: Sequence[Waiting]
    running: Sequence[RunningWork] = ()
    finished_lately: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """What the absences leave open: items (ids) in order that `nobody` could start, or `only_one` person; the running
    items whose people are all away, with those stretches; the areas (ids) to `pair` in before, at most three; the areas
    to `hand_over`, which at most one person can take afterwards; and the period day by day."""

    nobody: tuple[int, ...] = ()
    only_one: tuple[int, ...] = ()
    running: tuple[tuple[int, tuple[Stretch, ...]], ...] = ()
    pair: tuple[int, ...] = ()
    hand_over: tuple[int, ...] = ()
    days: tuple[AwayDay, ...] = ()


def chosen(people: Iterable[int], period: Period) -> tuple[Absence, ...]:
    """Hypothetical absences: all these people, for the whole period."""
    return tuple(Absence(person, period.first, period.last) for person in people)


def gap(standings: Standings, queue: Queue, absences: Sequence[Absence], period: Period) -> Gap:
    """The gaps that the absences leave in the period. Areas that are new ground are left out."""
    worst = _Worst(absences, parts(absences, period))
    left: dict[int, list[int]] = {0: [], 1: []}
    gains: dict[int, float] = defaultdict(float)
    for item, weight in zip(queue.waiting, weights(len(queue.waiting), queue.finished_lately), strict=True):
        if item.pull_day is not None and not period.has(item.pull_day):
            continue
        people_left = {area: worst.left(standings[area], item.pull_day) for area in _known(item.areas, standings)}
        if people_left and min(people_left.values()) in left:
            left[min(people_left.values())].append(item.item)
        for area, count in people_left.items():
            if count < min(2, standings[area].people):
                gains[area] += weight / (count + 1)
    running = worst.running(queue.running)
    still = set(left[0])
    pulls = [item.pull_day for item in queue.waiting if item.item in still and item.pull_day is not None]
    return Gap(
        nobody=tuple(left[0]),
        only_one=tuple(left[1]),
        running=running,
        pair=tuple(sorted(gains, key=lambda area: (-gains[area], area))[:MOST_PAIRED]),
        hand_over=tuple(area for area, standing in standings.items() if worst.hands_over(standing)),
        days=strip_of_days(period, absences, pulls, (stretch for _, stretches in running for stretch in stretches)),
    )


def stands_still(areas: Iterable[int], standings: Standings, absences: Sequence[Absence], day: date) -> bool:
    """Whether everyone who covers an area of the item is away on the day. The stand-up checks the next pulls with it."""
    return any(all_away(standings[area].able, absences, day) for area in _known(areas, standings))


def _known(areas: Iterable[int], standings: Standings) -> list[int]:
    return [area for area in areas if area in standings and standings[area].known]


@dataclass(frozen=True, slots=True)
class _Worst:
    """Finds the worst day of the period."""

    absences: Sequence[Absence]
    parts: tuple[Part, ...]

    def left(self, standing: Standing, day: date | None) -> int:
        """How many who cover the area are present on the day; without a day, on the worst one."""
        if day is not None:
            return len(standing.able - away(self.absences, day))
        return min((len(standing.able - part.gone) for part in self.parts), default=standing.people)

    def hands_over(self, standing: Standing) -> bool:
        """Whether somebody who covers the area is away while at most one other is present."""
        return standing.known and self.left(standing, None) < min(2, standing.people)

    def running(self, items: Iterable[RunningWork]) -> tuple[tuple[int, tuple[Stretch, ...]], ...]:
        """The running items whose people are all away at once, with those stretches."""
        when = ((work.item, stretches_all_away(work.people, self.parts)) for work in items)
        return tuple((item, stretches) for item, stretches in when if stretches)
