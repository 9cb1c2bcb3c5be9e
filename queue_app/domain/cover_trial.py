"""The rule of cover tried on a history: month by month, how was the work of the next 30 days covered; and what happened to an
area when the person left, or stayed, who did most of its work.

People are *active*, and so the team, with 3 items in 60 days. No name leaves the trial.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from queue_app.domain.cover import State, of_item
from queue_app.domain.cover_facts import Done, Facts, Seen
from queue_app.domain.evidence import KEPT_DAYS, holders, standings
from queue_app.domain.said import N_, InputError

ACTIVE_ITEMS, ACTIVE_DAYS = 3, timedelta(days=60)
NEXT = timedelta(days=30)
AROUND = timedelta(days=90)
FEWEST_BEFORE = 3
"""An area that was less busy in the 90 days before says nothing about those after."""


@dataclass(frozen=True, slots=True)
class Work:
    """A finished item."""

    day: date
    people: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """How the items of the 30 days after `day` were covered on it. A team of one sees no cover: then `items` is empty."""

    day: date
    team: int
    items: Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Areas of which one person did 60 % or more: items finished in the 90 days before and after; in how many none after."""

    cases: int = 0
    before: int = 0
    after: int = 0
    stopped: int = 0

    def with_cases(self, cases: Iterable[tuple[int, int]]) -> "Aftermath":
        """With more cases, (before, after) each."""
        new = list(cases)
        return Aftermath(
            self.cases + len(new),
            self.before + sum(before for before, _ in new),
            self.after + sum(after for _, after in new),
            self.stopped + sum(after == 0 for _, after in new),
        )

    @property
    def ratio(self) -> float | None:
        """After / before."""
        return self.after / self.before if self.before else None


@dataclass(frozen=True, slots=True)
class Trial:
    """What came out. `left` has a case each time that such a person finished nothing more for 90 days, anywhere; `stayed` one
    a month where the person still finished something in the last 30 of them."""

    months: tuple[Month, ...]
    left: Aftermath
    stayed: Aftermath

    def shares(self) -> dict[State, float]:
        """The share of all items in each state."""
        total = sum((Counter(month.items) for month in self.months), Counter[State]())
        return {state: total[state] / total.total() for state in State if total.total()}

    def monthly_shares(self) -> dict[State, float]:
        """The mean of the months' shares: a busy month weighs as much as a calm one."""
        busy = [month.items for month in self.months if month.items]
        return {state: sum(m.get(state, 0) / sum(m.values()) for m in busy) / len(busy) for state in State if busy}


def tried(works: Sequence[Work], progress: Callable[[int, int], None] = lambda done, of: None) -> Trial:
    """The rule over the history. `progress` hears how many of the months are done. Raises InputError for too little history."""
    history = _History(works)
    months, stayed = [], Aftermath()
    days = list(_first_days(history.first + ACTIVE_DAYS, history.last - NEXT))
    if not days:
        raise InputError("finished", N_("This history is too short. It needs at least four months of finished items."))
    for n, day in enumerate(days, start=1):
        months.append(history.month(day))
        stayed = stayed.with_cases(history.stayed(day))
        progress(n, len(days))
    left = Aftermath()
    for day, people in sorted(history.leaving().items()):
        left = left.with_cases(history.around(day, people))
    return Trial(tuple(months), left, stayed)


def _first_days(start: date, end: date) -> Iterator[date]:
    """The first days of months from `start` to `end`."""
    day = start.replace(day=1)
    while day <= end:
        if day >= start:
            yield day
        day = (day + timedelta(days=32)).replace(day=1)


class _History:
    """The finished items by day, with people and areas as numbers."""

    def __init__(self, works: Sequence[Work]) -> None:
        known = sorted((work for work in works if work.areas and work.people), key=lambda work: work.day)
        if not known:
            raise InputError("file", N_("No finished row has both people and an area. The trial needs both."))
        areas = {name: n for n, name in enumerate(sorted({name for work in known for name in work.areas}))}
        people = {name: n for n, name in enumerate(sorted({name for work in known for name in work.people}))}
        self._areas = range(len(areas))
        self._days = [work.day for work in known]
        self._works = [
            (work.day, tuple(areas[name] for name in work.areas), tuple(people[name] for name in work.people))
            for work in known
        ]
        self.first, self.last = self._days[0], self._days[-1]
        self._of_person: dict[int, list[date]] = defaultdict(list)
        for day, _, on_it in self._works:
            for person in on_it:
                self._of_person[person].append(day)

    def month(self, day: date) -> Month:
        """How the next 30 days' work is covered on the day."""
        facts = self._facts(day)
        found = standings(facts, day)
        states = (of_item(areas, found) for _, areas, _ in self._between(day, day + NEXT)) if found else ()
        return Month(day, len(facts.members), Counter(state for state in states if state is not None))

    def leaving(self) -> dict[date, set[int]]:
        """{day: people with an item on it and none in the 90 days after}, as far as the history tells."""
        found: dict[date, set[int]] = defaultdict(set)
        for person, days in self._of_person.items():
            for day, following in zip(days, [*days[1:], date.max], strict=True):
                if following - day > AROUND and day + AROUND <= self.last:
                    found[day].add(person)
        return found

    def stayed(self, day: date) -> Iterator[tuple[int, int]]:
        """`around` the people who finished something in the last third of the 90 days after."""
        if day + AROUND <= self.last:
            later = self._between(day + AROUND - NEXT, day + AROUND)
            yield from self.around(day, {person for _, _, people in later for person in people})

    def around(self, day: date, people: Collection[int]) -> Iterator[tuple[int, int]]:
        """(items in the 90 days before, and after) of each area of which an active one of the people did most."""
        for area, person in holders(self._facts(day), day).items():
            before = sum(area in areas for _, areas, _ in self._between(day - AROUND, day))
            if person in people and before >= FEWEST_BEFORE:
                yield before, sum(area in areas for _, areas, _ in self._between(day, day + AROUND))

    def _between(self, after: date, until: date) -> list[tuple[date, tuple[int, ...], tuple[int, ...]]]:
        return self._works[bisect_right(self._days, after) : bisect_right(self._days, until)]

    def _facts(self, day: date) -> Facts:
        lately = Counter(person for _, _, people in self._between(day - ACTIVE_DAYS, day) for person in people)
        past = self._between(day - timedelta(days=KEPT_DAYS), day)
        return Facts(
            areas=self._areas,
            members=frozenset(person for person, items in lately.items() if items >= ACTIVE_ITEMS),
            done=[Done(area, (on,)) for on, areas, _ in past for area in areas],
            seen=[Seen(area, person, (on,)) for on, areas, people in past for area in areas for person in people],
        )
