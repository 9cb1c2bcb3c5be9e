"""Absences: a person is away from a first to a last day. Nobody is asked for a reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from queue_app.domain.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class Absence:
    """A person (id) is away from `first` to `last`, both included; without a last day the person leaves."""

    person: int
    first: date
    last: date | None = None

    def on(self, day: date) -> bool:
        """Whether the person is away on the day."""
        return self.first <= day <= (self.last or date.max)


def away(absences: Iterable[Absence], day: date) -> frozenset[int]:
    """The people (ids) who are away on the day."""
    return frozenset(absence.person for absence in absences if absence.on(day))


def all_away(people: Collection[int], absences: Iterable[Absence], day: date) -> bool:
    """Whether `people` is not empty and all of them are away on the day. Use it only for the people on a running item: for
    areas it would bypass `bound`."""
    return bool(people) and away(absences, day).issuperset(people)


AHEAD = timedelta(days=731)
"""How far ahead an absence may end: two years."""


def new_absence(person: int, first: date, last: date, today: date) -> Absence:
    """A new absence. Raises InputError for days in the wrong order, in the past, or too far ahead."""
    if last < first:
        raise InputError("last", N_("The last day is before the first day. Choose a later last day."))
    if last < today:
        raise InputError("last", N_("These days are over. Enter an absence that has not ended yet."))
    if last > today + AHEAD:
        raise InputError("last", N_("Choose a last day up to {until}, two years from now."), until=today + AHEAD)
    return Absence(person, first, last)
