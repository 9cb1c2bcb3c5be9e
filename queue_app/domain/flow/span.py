"""The span of the flow page, both ends included, and its parts: days, weeks from Monday, months or years.

A span never begins before the team's first item: empty weeks before it would suggest that the team finished nothing.

Also the finished items by week for the radiator: weeks begin on Monday, and the last one is not over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from queue_app.domain.errors import N_, InputError

Choice = Literal["30d", "26w", "2y", "all"]
CHOICES: tuple[Choice, ...] = ("30d", "26w", "2y", "all")
Step = Literal["day", "week", "month", "year"]

DAY = timedelta(days=1)
MOST_TICKS = 6
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_STEPS: tuple[tuple[int, Step], ...] = ((62, "day"), (400, "week"), (3_700, "month"))


@dataclass(frozen=True, slots=True)
class Bin:
    """A part of a span. `whole` is False if the span cuts it off or if it is not over yet."""

    first: date
    last: date
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under a chart: a day, and whether it is shown as a day, a month or a year."""

    on: date
    as_: Step


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def step(self) -> Step:
        """The size of the parts that keeps a chart readable."""
        return next((step for most, step in _STEPS if self.days <= most), "year")

    def at(self, day: date) -> float:
        """The start of `day` in per cent of the span."""
        return 100 * (day - self.first).days / self.days

    def width(self, part: Bin) -> float:
        """The width of a part in per cent of the span."""
        return 100 * ((part.last - part.first).days + 1) / self.days

    def bins(self, today: date, step: Step | None = None) -> tuple[Bin, ...]:
        """The parts in order; the one with `today` is not whole."""
        step = step or self.step
        return tuple(self._bin(begin, step, today) for begin in _begins(self.first, self.last, step))

    def _bin(self, begin: date, step: Step, today: date) -> Bin:
        end = _following(begin, step) - DAY
        whole = self.first <= begin and end <= self.last and end < today
        return Bin(max(begin, self.first), min(end, self.last), whole)

    def ticks(self) -> tuple[Tick, ...]:
        """The few labels under a chart: Mondays, firsts of months, or New Year's Days."""
        if self.step == "day":
            return tuple(Tick(on, "day") for on in _some(list(_begins(self.first, self.last, "week")), self.first))
        months = [on for on in _begins(self.first, self.last, "month") if on >= self.first]
        every = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120, 240) if len(months) <= n * MOST_TICKS), 480)
        labelled = [on for on in months if (12 * on.year + on.month - 1) % every == 0]
        return tuple(Tick(on, "year" if on.month == 1 and len(months) > 6 else "month") for on in labelled)


def days_between(first: date | None, last: date | None) -> Span | None:
    """The span from `first` to `last`; None if both are missing. Raises InputError if one is missing, far away, or `last` is
    before `first`."""
    if first is None and last is None:
        return None
    begin, end = near_day("from", first), near_day("to", last)
    if end < begin:
        raise InputError("to", N_("The last day is before the first day. Choose a later last day."))
    return Span(begin, end)


def near_day(name: str, day: date | None) -> date:
    """The day, if it is near enough to compute with. Raises InputError otherwise."""
    if day is None:
        raise InputError(name, N_("This must be a day such as 2026-11-23."))
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InputError(name, N_("Choose days from {first} to {last}."), first=str(_FIRST_YEAR), last=str(_LAST_YEAR))
    return day


def offered_span(choice: Choice, began: date | None, today: date) -> Span:
    """One of the offered spans, up to today. `began` is the day of the team's first item, or None."""
    this_week = monday_of(today)
    first = {
        "30d": today - 29 * DAY,
        "26w": this_week - timedelta(weeks=25),
        "2y": _months_back(today, 23),
        "all": began or today - 29 * DAY,
    }[choice]
    return _since(began, first, today)


def custom_span(span: Span, began: date | None, today: date) -> Span:
    """The chosen days, up to today. Raises InputError for a first day in the future."""
    if span.first > today:
        raise InputError("from", N_("The first day is in the future. Choose an earlier one."))
    return _since(began, span.first, min(span.last, today))


def _since(began: date | None, first: date, last: date) -> Span:
    return Span(max(first, began) if began and began <= last else first, last)


def _some(days: list[date], first: date) -> list[date]:
    within = [on for on in days if on >= first]
    return within[:: -(-len(within) // MOST_TICKS) or 1]


def _begins(first: date, last: date, step: Step) -> Iterator[date]:
    begin = {
        "day": first,
        "week": monday_of(first),
        "month": first.replace(day=1),
        "year": first.replace(month=1, day=1),
    }[step]
    while begin <= last:
        yield begin
        begin = _following(begin, step)


def _following(begin: date, step: Step) -> date:
    if step in ("day", "week"):
        return begin + (DAY if step == "day" else 7 * DAY)
    return _months_back(begin, -1 if step == "month" else -12)


def _months_back(day: date, months: int) -> date:
    """The first day of the month that is `months` months earlier."""
    count = 12 * day.year + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def monday_of(day: date) -> date:
    """The first day of the week of `day`."""
    return day - timedelta(days=day.weekday())


def first_day(today: date, weeks: int) -> date:
    """The first day of the last `weeks` weeks, including this week."""
    return monday_of(today) - timedelta(weeks=weeks - 1)


def by_week(
    finished: Iterable[tuple[date, int]], began: date | None, today: date, weeks: int
) -> tuple[int | None, ...]:
    """The items finished in each of the last `weeks` weeks, this week last; None before the week of the team's first item.

    `finished` has (day, items). `began` is the day of the team's first item.
    """
    first = first_day(today, weeks)
    before = min(weeks - 1, max(0, (monday_of(began or today) - first).days // 7))
    counts = [0] * weeks
    for day, items in finished:
        if first <= day <= today:
            counts[(day - first).days // 7] += items
    return (None,) * before + tuple(counts[before:])
