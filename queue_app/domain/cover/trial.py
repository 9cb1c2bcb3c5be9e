"""A trial of the cover rule on a history. No name leaves the trial.

It counts, month by month, how the work of the next 30 days was covered; in how many areas of each state work collapsed; what
happened to an area after the person with most of its work left or stayed; and what happened while a person who covers it was
away.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from queue_app.domain.cover.evidence import holders, standings
from queue_app.domain.cover.gaps import Gaps, Left, gaps
from queue_app.domain.cover.history import ACTIVE_DAYS, AROUND, FEWEST_BEFORE, Work, WorkHistory
from queue_app.domain.cover.states import CoverState, item_cover
from queue_app.domain.errors import N_, InputError

NEXT = timedelta(days=30)
COLLAPSED = 0.2
"""Work in an area collapsed if it finished at most this share in 90 days, compared with the 90 days before."""


@dataclass(frozen=True, slots=True)
class Month:
    """How the items of the 30 days after `day` were covered on that day. `items` is empty for a team of one."""

    day: date
    team: int
    items: Mapping[CoverState, int]


@dataclass(frozen=True, slots=True)
class Collapses:
    """The areas of a state, each counted once a month, and in how many of them work collapsed."""

    cases: int = 0
    collapsed: int = 0

    def with_case(self, collapsed: bool) -> "Collapses":
        """The counts with one more case."""
        return Collapses(self.cases + 1, self.collapsed + collapsed)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Areas with 60 % or more by one person: the items finished in the 90 days before and after, and how many areas `stopped`."""

    cases: int = 0
    before: int = 0
    after: int = 0
    stopped: int = 0

    def with_cases(self, cases: Iterable[tuple[int, int]]) -> "Aftermath":
        """The sums with more cases, each (before, after)."""
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
    """The result of a trial. `left`: the areas whose main person finished nothing more for 90 days. `stayed`: month by month, the
    areas whose main person still finished something in the last 30 of the 90 days. `away`: see `gaps`. `collapses`: the areas
    with three or more items in the 90 days before."""

    months: tuple[Month, ...]
    left: Aftermath = Aftermath()
    stayed: Aftermath = Aftermath()
    away: Mapping[Left, Gaps] = field(default_factory=dict)
    collapses: Mapping[CoverState, Collapses] = field(default_factory=dict)

    def shares(self) -> dict[CoverState, float]:
        """The share of all items in each state."""
        total = sum((Counter(month.items) for month in self.months), Counter[CoverState]())
        return {state: total[state] / total.total() for state in CoverState if total.total()}

    def monthly_shares(self) -> dict[CoverState, float]:
        """The mean of the months' shares: all months weigh the same."""
        busy = [month.items for month in self.months if month.items]
        return {state: sum(m.get(state, 0) / sum(m.values()) for m in busy) / len(busy) for state in CoverState if busy}


def run_trial(works: Sequence[Work], progress: Callable[[int, int], None] = lambda done, of: None) -> Trial:
    """Try the rule on the history. `progress` gets (months done, all months). Raises InputError for too short a history."""
    history = WorkHistory(works)
    months, stayed = [], Aftermath()
    collapses: dict[CoverState, Collapses] = defaultdict(Collapses)
    days = list(_first_days(history.first + ACTIVE_DAYS, history.last - NEXT))
    if not days:
        raise InputError("finished", N_("This history is too short. Use at least four months of finished items."))
    for n, day in enumerate(days, start=1):
        months.append(_month(history, day))
        for state, collapsed in _collapses(history, day):
            collapses[state] = collapses[state].with_case(collapsed)
        stayed = stayed.with_cases(_stayed(history, day))
        progress(n, len(days))
    left = Aftermath()
    for day, people in sorted(_leaving(history).items()):
        left = left.with_cases(_around(history, day, people))
    return Trial(tuple(months), left, stayed, gaps(history), dict(collapses))


def _first_days(start: date, end: date) -> Iterator[date]:
    """The first days of months from `start` to `end`."""
    day = start.replace(day=1)
    while day <= end:
        if day >= start:
            yield day
        day = (day + timedelta(days=32)).replace(day=1)


def _month(history: WorkHistory, day: date) -> Month:
    """How the work of the next 30 days is covered on the day."""
    facts = history.facts(day)
    area_standings = standings(facts, day)
    states = (
        (item_cover(areas, area_standings) for _, areas, _ in history.between(day, day + NEXT))
        if area_standings
        else ()
    )
    return Month(day, len(facts.members), Counter(state for state in states if state is not None))


def _collapses(history: WorkHistory, day: date) -> Iterator[tuple[CoverState, bool]]:
    """(state, whether work collapsed in 90 days) of each area with work, as far as the history reaches."""
    if day + AROUND > history.last:
        return
    for area, standing in standings(history.facts(day), day).items():
        before = history.before(area, day)
        if before >= FEWEST_BEFORE:
            yield standing.state, history.after(area, day, day + AROUND) <= COLLAPSED * before


def _leaving(history: WorkHistory) -> dict[date, set[int]]:
    """{day: people who finished something on it and nothing for 90 days after}, as far as the history reaches."""
    leaving: dict[date, set[int]] = defaultdict(set)
    for person, days in history.of_person.items():
        for day, following in zip(days, [*days[1:], date.max], strict=True):
            if following - day > AROUND and day + AROUND <= history.last:
                leaving[day].add(person)
    return leaving


def _stayed(history: WorkHistory, day: date) -> Iterator[tuple[int, int]]:
    """`_around` for the people who finished something in the last third of the 90 days after."""
    if day + AROUND <= history.last:
        later = history.between(day + AROUND - NEXT, day + AROUND)
        yield from _around(history, day, {person for _, _, people in later for person in people})


def _around(history: WorkHistory, day: date, people: Collection[int]) -> Iterator[tuple[int, int]]:
    """(items in the 90 days before, items after) of each area of which an active person of `people` did most."""
    for area, person in holders(history.facts(day), day).items():
        before = history.before(area, day)
        if person in people and before >= FEWEST_BEFORE:
            yield before, history.after(area, day, day + AROUND)
