"""Items counted by the team's days: added, begun, finished, dropped; by week, as levels, and as a balance.

An item counts as added on its first known day. An item finished without a known start passes from waiting to finished on
that day; a dropped or put back item counts as waiting until it leaves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Literal

from queue_app.domain.flow.span import DAY, Bin, Span

Daily = Mapping[date, int]
MOST_LEVELS = 120
FEWEST_PARTS, FEWEST_DAYS = 3, 7
"""With fewer complete parts there is no median, and with fewer complete days no weekly average: it would rest on a few hours."""


@dataclass(frozen=True, slots=True)
class Days:
    """{day: how many items} for each way into and out of the queue, over all time."""

    came: Daily = field(default_factory=dict)
    begun: Daily = field(default_factory=dict)
    finished: Daily = field(default_factory=dict)
    dropped: Daily = field(default_factory=dict)

    @property
    def began(self) -> date | None:
        """The day of the first item."""
        return min(self.came, default=None)


@dataclass(frozen=True, slots=True)
class Counted:
    """The number of items in one part of a span."""

    bin: Bin
    count: int


def count_parts(daily: Daily, bins: Sequence[Bin]) -> tuple[Counted, ...]:
    """The counts of consecutive parts."""
    return tuple(Counted(part, _sum(daily, part.first, part.last)) for part in bins)


def _sum(daily: Daily, first: date, last: date) -> int:
    return sum(daily.get(first + n * DAY, 0) for n in range((last - first).days + 1))


def usual(parts: Iterable[Counted], works_on: Callable[[date], bool]) -> float | None:
    """The median of the complete parts; for single days, of the working days. None with too few of them."""
    counts = [
        part.count for part in parts if part.bin.whole and (part.bin.last > part.bin.first or works_on(part.bin.first))
    ]
    return median(counts) if len(counts) >= FEWEST_PARTS else None


@dataclass(frozen=True, slots=True)
class Level:
    """At the end of `on`: the items that wait, those that run, and those finished since the start of the span."""

    on: date
    waiting: int
    running: int
    finished: int


def levels(days: Days, span: Span) -> tuple[Level, ...]:
    """The levels, one a day, from the evening before the span to its last evening."""
    before = span.first - DAY
    came, begun = _up_to(days.came, before), _up_to(days.begun, before)
    finished, dropped = _up_to(days.finished, before), _up_to(days.dropped, before)
    result, done = [Level(before, came - begun - dropped, begun - finished, 0)], finished
    for n in range(span.days):
        on = span.first + n * DAY
        came, begun = came + days.came.get(on, 0), begun + days.begun.get(on, 0)
        finished, dropped = finished + days.finished.get(on, 0), dropped + days.dropped.get(on, 0)
        result.append(Level(on, came - begun - dropped, begun - finished, finished - done))
    return tuple(result)


def thin_out(levels: Sequence[Level], most: int = MOST_LEVELS) -> tuple[Level, ...]:
    """At most about `most` of the levels, evenly spaced, including the last one."""
    every = -(-len(levels) // most)
    return tuple(levels[(len(levels) - 1) % every :: every])


def _up_to(daily: Daily, last: date) -> int:
    return sum(count for day, count in daily.items() if day <= last)


Trend = Literal["grows", "empties", "steady"]


@dataclass(frozen=True, slots=True)
class Flows:
    """The items added, finished and dropped in one part of a span."""

    bin: Bin
    added: int
    finished: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The items added, finished and dropped, by part and in all. `open`: the items that wait or run at the end.

    `days` counts the complete days, so without today. On them `came` items were added and `went` items finished or dropped.
    """

    parts: tuple[Flows, ...]
    open: int
    days: int
    came: int
    went: int

    @property
    def added(self) -> int:
        return sum(part.added for part in self.parts)

    @property
    def finished(self) -> int:
        return sum(part.finished for part in self.parts)

    @property
    def dropped(self) -> int:
        return sum(part.dropped for part in self.parts)

    @property
    def grown(self) -> int:
        """By how many items the queue grew; negative if it shrank."""
        return self.added - self.finished - self.dropped

    @property
    def trend(self) -> Trend:
        """Steady while arrivals and departures differ by at most one item or 5 % of the arrivals."""
        if abs(self.grown) <= max(1, self.added / 20):
            return "steady"
        return "grows" if self.grown > 0 else "empties"

    @property
    def a_week(self) -> tuple[float, float] | None:
        """The items a week, as (added, finished or dropped); None with too few complete days."""
        weeks = self.days / 7
        return (self.came / weeks, self.went / weeks) if self.days >= FEWEST_DAYS else None


def balance(days: Days, bins: Sequence[Bin], today: date) -> Balance:
    """The balance of consecutive parts."""
    columns = zip(*(count_parts(daily, bins) for daily in (days.came, days.finished, days.dropped)), strict=True)
    parts = tuple(Flows(came.bin, came.count, done.count, gone.count) for came, done, gone in columns)
    first, last = bins[0].first, bins[-1].last
    over = min(last, today - DAY)
    came, *went = (_sum(daily, first, over) for daily in (days.came, days.finished, days.dropped))
    still = _up_to(days.came, last) - _up_to(days.finished, last) - _up_to(days.dropped, last)
    return Balance(parts, still, (over - first).days + 1, came, sum(went))
