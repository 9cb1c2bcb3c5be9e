"""A history of finished items to try the cover rule on. A person with 3 items in 60 days is *active*, and so in the team."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from queue_app.domain.cover.evidence import KEPT_DAYS
from queue_app.domain.cover.facts import CoverFacts, FinishedDays, WorkedDays
from queue_app.domain.errors import N_, InputError

ACTIVE_ITEMS, ACTIVE_DAYS = 3, timedelta(days=60)
AROUND = timedelta(days=90)
FEWEST_BEFORE = 3
"""Areas with fewer items in the 90 days before are left out: they say nothing about the days after."""
Known = tuple[date, tuple[int, ...], tuple[int, ...]]
"""Day, areas, people."""


@dataclass(frozen=True, slots=True)
class Work:
    """A finished item."""

    day: date
    people: tuple[str, ...]
    areas: tuple[str, ...]


class WorkHistory:
    """The finished items by day, with people and areas as numbers."""

    def __init__(self, works: Sequence[Work]) -> None:
        usable = sorted((work for work in works if work.areas and work.people), key=lambda work: work.day)
        if not usable:
            raise InputError("file", N_("No finished row has both people and an area. Add both to the file."))
        areas = {name: n for n, name in enumerate(sorted({name for work in usable for name in work.areas}))}
        people = {name: n for n, name in enumerate(sorted({name for work in usable for name in work.people}))}
        self._areas = range(len(areas))
        self._days = [work.day for work in usable]
        self._works = [
            (work.day, tuple(areas[name] for name in work.areas), tuple(people[name] for name in work.people))
            for work in usable
        ]
        self.first, self.last = self._days[0], self._days[-1]
        self.of_person: dict[int, list[date]] = defaultdict(list)
        for day, _, on_it in self._works:
            for person in on_it:
                self.of_person[person].append(day)

    def between(self, after: date, until: date) -> list[Known]:
        """The items finished later than `after`, up to and including `until`."""
        return self._works[bisect_right(self._days, after) : bisect_right(self._days, until)]

    def facts(self, day: date) -> CoverFacts:
        """The facts on the day: the active people, and as much of the past as the product keeps."""
        lately = Counter(person for _, _, people in self.between(day - ACTIVE_DAYS, day) for person in people)
        past = self.between(day - timedelta(days=KEPT_DAYS), day)
        return CoverFacts(
            areas=self._areas,
            members=frozenset(person for person, items in lately.items() if items >= ACTIVE_ITEMS),
            done=[FinishedDays(area, (on,)) for on, areas, _ in past for area in areas],
            seen=[WorkedDays(area, person, (on,)) for on, areas, people in past for area in areas for person in people],
        )

    def before(self, area: int, day: date) -> int:
        """How many items of the area were finished in the 90 days up to and including the day."""
        return self._count(area, day - AROUND, day)

    def after(self, area: int, day: date, until: date) -> int:
        """How many items of the area were finished later than the day, up to and including `until`."""
        return self._count(area, day, until)

    def _count(self, area: int, after: date, until: date) -> int:
        return sum(area in areas for _, areas, _ in self.between(after, until))
