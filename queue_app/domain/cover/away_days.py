"""The days on which somebody is away: the period, its parts (with the same people away on all days), the stretches of days on
which a condition holds, and the strip of days on the page. Only working days count, because no work is started on others.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice

from queue_app.domain.cover.absences import AHEAD, Absence, away
from queue_app.domain.errors import N_, InputError

FOUR_WEEKS = timedelta(days=27)
"""The default length of a period, counted from its first day."""
MOST_DRAWN = 30
"""The most working days in the strip. A longer period is cut off."""
_DAY = timedelta(days=1)

Stretch = tuple[date, date | None]
"""First and last day, both included; None: for good."""


def _every(_: date) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Period:
    """A range of days, both ends included; without a last day, somebody leaves. `works` says which are working days."""

    first: date
    last: date | None = None
    works: Callable[[date], bool] = _every

    def has(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= (self.last or date.max)

    def meets(self, first: date, last: date | None) -> bool:
        """Whether the days from `first` to `last` overlap with the period."""
        return first <= (self.last or date.max) and (last or date.max) >= self.first

    def working(self) -> Iterator[date]:
        """The working days of the period; endless if it has no last day."""
        day = self.first
        while self.has(day):
            if self.works(day):
                yield day
            day += _DAY


def chosen_period(
    first: date | None, last: date | None, today: date, works: Callable[[date], bool] = _every, *, leaving: bool
) -> Period:
    """The chosen period; by default four weeks from today. With `leaving` a missing last day means for good.

    Raises InputError.
    """
    begin = first or today
    for name, day in (("first", begin), ("last", last)):
        if day is not None and abs(day - today) > AHEAD:
            raise InputError(name, N_("Choose a day up to {until}, two years from now."), until=today + AHEAD)
    if last is not None and last < begin:
        raise InputError("last", N_("The last day is before the first day. Choose a later last day."))
    return Period(begin, last or (None if leaving else begin + FOUR_WEEKS), works)


@dataclass(frozen=True, slots=True)
class Part:
    """The same people (ids) are `gone` on all days from `first`, a working day, to `last` (None: for good)."""

    first: date
    last: date | None
    gone: frozenset[int]


def parts(absences: Sequence[Absence], period: Period) -> tuple[Part, ...]:
    """The period, divided at each begin and end of an absence. Parts without a working day are left out."""
    over = {absence.last + _DAY for absence in absences if absence.last is not None}
    begins = sorted({period.first, *(day for day in {absence.first for absence in absences} | over if period.has(day))})
    ends = [*(day - _DAY for day in begins[1:]), period.last]
    working = (
        (next(Period(begin, end, period.works).working(), None), end) for begin, end in zip(begins, ends, strict=True)
    )
    return tuple(Part(first, end, away(absences, first)) for first, end in working if first is not None)


def stretches(parts: Iterable[Part], holds: Callable[[Part], bool]) -> tuple[Stretch, ...]:
    """The stretches on which a condition holds; days off do not divide a stretch."""
    together = groupby(parts, key=holds)
    return tuple(_stretch(list(group)) for held, group in together if held)


def _stretch(parts: Sequence[Part]) -> Stretch:
    return parts[0].first, parts[-1].last


@dataclass(frozen=True, slots=True)
class FewLeft:
    """At least half of the `people` are away from `first` to `last` (None: for good). `away`: the most on one day."""

    away: int
    people: int
    first: date
    last: date | None


def few_left(people: Collection[int], absences: Sequence[Absence], first: date, last: date) -> FewLeft | None:
    """The next stretch on which at least half of the people, and more than one, are away; None if it begins after `last`."""
    gone = {part: len(part.gone.intersection(people)) for part in parts(absences, Period(first))}
    for few, group in groupby(gone, key=lambda part: gone[part] >= 2 and 2 * gone[part] >= len(people)):
        stretch = list(group)
        if few:
            begins, ends = _stretch(stretch)
            most = max(gone[part] for part in stretch)
            return FewLeft(most, len(people), begins, ends) if begins <= last else None
    return None


@dataclass(frozen=True, slots=True)
class AwayDay:
    """A working day: whether somebody is `away`, and whether `nobody` is there for some work."""

    on: date
    away: bool = False
    nobody: bool = False


def strip_of_days(
    period: Period, absences: Sequence[Absence], pulls: Iterable[date], stretches: Iterable[Stretch]
) -> tuple[AwayDay, ...]:
    """The days one by one, at most MOST_DRAWN; empty for a period without an end.

    `pulls`: the pull days of items that nobody can start. `stretches`: when everyone on a running item is away.
    """
    if period.last is None:
        return ()
    stuck, stopped = set(pulls), list(stretches)
    return tuple(
        AwayDay(day, bool(away(absences, day)), day in stuck or any(a <= day <= (b or date.max) for a, b in stopped))
        for day in islice(period.working(), MOST_DRAWN)
    )
