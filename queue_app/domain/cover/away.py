"""Away and leaving: which items nobody could start while people are away, and where pairing beforehand helps most.

The answer names items and areas, never people, and counts nothing about people. `bound` limits what it may reveal. A waiting item
is checked on its forecast pull day; without one, on the worst day of the period.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from queue_app.domain.cover.absences import Absence
from queue_app.domain.cover.away_days import AwayDay, Part, Period, Stretch, parts, stretches, strip_of_days
from queue_app.domain.cover.bound import MOST_AWAY, may_tell, nobody_there, told_away
from queue_app.domain.cover.demand import Waiting, weights
from queue_app.domain.cover.odds import Outlook, odds_without, outlook
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
class AreaLeft:
    """An area (id) that nobody, or only `one` person, could take, and how likely a pause is."""

    area: int
    one: bool
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class Gap:
    """The gaps that absences leave.

    `nobody`, `only_one`: the items (ids), in order, that nobody or only one person could start. `running`: the running items
    whose people are all away at once, with the stretches. `pair`: at most three areas (ids) in which to pair beforehand.
    `areas`: the areas left with at most one person, by the odds of a pause. `days`: the period day by day. `too_many`: the
    stretches on which so many people are away that nothing about areas may be revealed.
    """

    nobody: tuple[int, ...] = ()
    only_one: tuple[int, ...] = ()
    running: tuple[tuple[int, tuple[Stretch, ...]], ...] = ()
    pair: tuple[int, ...] = ()
    areas: tuple[AreaLeft, ...] = ()
    days: tuple[AwayDay, ...] = ()
    too_many: tuple[Stretch, ...] = ()


def chosen(people: Iterable[int], period: Period) -> tuple[Absence, ...]:
    """Hypothetical absences: all these people, for the whole period."""
    return tuple(Absence(person, period.first, period.last) for person in people)


def gap(standings: Standings, queue: Queue, absences: Sequence[Absence], period: Period) -> Gap:
    """The gaps that the absences leave in the period, without areas that are not known yet."""
    team = max((standing.team for standing in standings.values()), default=0)
    found = parts(absences, period)
    worst = _Worst(absences, tuple(part for part in found if may_tell(len(part.gone), team)))
    left: dict[int, list[int]] = {0: [], 1: []}
    gains: dict[int, float] = defaultdict(float)
    for item, weight in zip(queue.waiting, weights(len(queue.waiting), queue.finished_lately), strict=True):
        if item.pull_day is not None and not period.has(item.pull_day):
            continue
        people_left = {area: worst.left(standings[area], item.pull_day) for area in _told(item.areas, standings)}
        if people_left and min(people_left.values()) in left:
            left[min(people_left.values())].append(item.item)
        for area, count in people_left.items():
            if count < standings[area].people:
                gains[area] += weight / (count + 1)
    running = _running(queue.running, found)
    still = set(left[0])
    pulls = [item.pull_day for item in queue.waiting if item.item in still and item.pull_day is not None]
    return Gap(
        nobody=tuple(left[0]),
        only_one=tuple(left[1]),
        running=running,
        pair=tuple(sorted(gains, key=lambda area: (-gains[area], area))[:MOST_PAIRED]),
        areas=worst.areas(standings),
        days=strip_of_days(period, absences, pulls, (stretch for _, stretches in running for stretch in stretches)),
        too_many=stretches(found, lambda part: not may_tell(len(part.gone), team)),
    )


def nobody_could_start(areas: Iterable[int], standings: Standings, absences: Sequence[Absence], day: date) -> bool:
    """Whether everyone who covers an area of the item is away on the day. The stand-up checks the next pulls with this."""
    return any(
        nobody_there(standings[area].able, absences, day, standings[area].team) for area in _told(areas, standings)
    )


def _told(areas: Iterable[int], standings: Standings) -> list[int]:
    """The known areas that at most two can take."""
    known = (area for area in areas if area in standings and standings[area].known)
    return [area for area in known if standings[area].people <= MOST_AWAY]


def _running(items: Iterable[RunningWork], parts: Sequence[Part]) -> tuple[tuple[int, tuple[Stretch, ...]], ...]:
    """The running items whose people are all away at once, with the stretches. Who is on them is no secret."""
    when = ((work.item, _all_away(work.people, parts)) for work in items if work.people)
    return tuple((item, found) for item, found in when if found)


def _all_away(people: frozenset[int], parts: Sequence[Part]) -> tuple[Stretch, ...]:
    return stretches(parts, lambda part: people <= part.gone)


@dataclass(frozen=True, slots=True)
class _Worst:
    """Finds the worst day of the period. `parts`: the parts of the period that may be revealed."""

    absences: Sequence[Absence]
    parts: tuple[Part, ...]

    def left(self, standing: Standing, day: date | None) -> int:
        """How many of the people who cover the area are present on the day; without a day, on the worst one."""
        if day is not None:
            return len(standing.able - told_away(self.absences, day, standing.team))
        return min((len(standing.able - part.gone) for part in self.parts), default=standing.people)

    def areas(self, standings: Standings) -> tuple[AreaLeft, ...]:
        """The areas that somebody who is away covers, highest odds of a pause first, then by id."""
        found = sorted((-odds, area, one) for area, one, odds in self._odds(standings))
        return tuple(AreaLeft(area, one, outlook(-odds)) for odds, area, one in found)

    def _odds(self, standings: Standings) -> Iterator[tuple[int, bool, float]]:
        """(area, whether one person is left, odds of a pause) of each area that somebody who is away covers."""
        for area in _told(standings, standings):
            standing = standings[area]
            left = self.left(standing, None)
            if left < standing.people:
                at_worst = [part for part in self.parts if len(standing.able - part.gone) == left]
                yield area, left == 1, odds_without(standing, standing.people - left, _days(at_worst))


def _days(parts: Iterable[Part]) -> int | None:
    """The number of days in all parts; None if a part has no end."""
    ends = [(part.first, part.last) for part in parts]
    lengths = [(last - first).days + 1 for first, last in ends if last is not None]
    return sum(lengths) if len(lengths) == len(ends) else None
