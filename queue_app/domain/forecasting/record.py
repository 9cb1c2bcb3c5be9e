"""How often earlier forecasts came true: each date that was quoted, compared with the day on which it happened.

Two records are kept apart: of the n-th completion, which the model answers for, and of the very item, which the order moves.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from queue_app.domain.calendar import Calendar
from queue_app.domain.forecasting.forecast import ODDS, Range, forecast

PLACES = (1, 3, 10, 30)
"""The n, and the positions, that are quoted every day."""

POOR, POOR_FROM = 0.7, 20
"""Fewer kept than this share of at least so many: it is said wherever dates are shown."""

Outcome = Literal["kept", "missed", "open", "dropped"]


@dataclass(frozen=True, slots=True)
class Quote:
    """What was quoted on the forecast day `day` for one place: when the n-th completion comes from that day on."""

    day: date
    place: int
    n: int
    dates: Range


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the item that a quote was about: when it was `finished`, whether it was `dropped`, and whether anything
    was put above it since (`overtaken`)."""

    finished: date | None = None
    dropped: bool = False
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Of the dates quoted at `odds`. `overtaken`: of the missed, how many had something put above them."""

    odds: float
    kept: int = 0
    missed: int = 0
    open: int = 0
    dropped: int = 0
    overtaken: int = 0

    @property
    def resolved(self) -> int:
        """How many are known to be kept or missed."""
        return self.kept + self.missed

    @property
    def poor(self) -> bool:
        """Whether it must be said where dates are shown: under 70 % kept of 20 or more."""
        return self.resolved >= POOR_FROM and self.kept < POOR * self.resolved


def of_next(quotes: Iterable[Quote], finished: Sequence[date], today: date) -> tuple[Score, ...]:
    """The record of the n-th completion, a score for each of ODDS. `finished`: the days of all completions, ascending."""
    return _scores(((quote.dates, Fate(nth(quote, finished))) for quote in quotes), today)


def of_items(quotes: Iterable[tuple[Quote, Fate]], today: date) -> tuple[Score, ...]:
    """The record of the very item, a score for each of ODDS."""
    return _scores(((quote.dates, fate) for quote, fate in quotes), today)


def nth(quote: Quote, finished: Sequence[date]) -> date | None:
    """The day of the completion that the quote was about; None while it has not come."""
    place = bisect_left(finished, quote.day) + quote.n - 1
    return finished[place] if place < len(finished) else None


def outcome(quoted: date, fate: Fate, today: date) -> Outcome:
    """What became of one date, as it is known on the forecast day `today`."""
    if fate.finished is not None:
        return "kept" if fate.finished <= quoted else "missed"
    if fate.dropped:
        return "dropped"
    return "open" if today <= quoted else "missed"


def backwards(
    finished: Sequence[date], calendar: Calendar, days: Iterable[date], since: date | None
) -> Iterator[Quote]:
    """What would have been quoted for the n-th completion on each of `days`, from what was finished before it.

    `finished` ascends; what lies before `since` is forgotten. A day without dates gives no quotes.
    """
    for day in days:
        past = finished[: bisect_left(finished, day)]
        quoted = forecast(calendar.history(past, day, since), calendar, day, reach=PLACES[-1])
        if quoted.quality.level != "none":
            yield from (Quote(day, place, place, quoted.completion(place)) for place in PLACES)


def _scores(fates: Iterable[tuple[Range, Fate]], today: date) -> tuple[Score, ...]:
    counts = [dict.fromkeys(_COUNTED, 0) for _ in ODDS]
    for dates, fate in fates:
        for count, quoted in zip(counts, (dates.p50, dates.p70, dates.p85, dates.p95), strict=True):
            if quoted is None:
                continue
            found = outcome(quoted, fate, today)
            count[found] += 1
            count["overtaken"] += found == "missed" and fate.overtaken
    return tuple(Score(odds, **count) for odds, count in zip(ODDS, counts, strict=True))


_COUNTED = ("kept", "missed", "open", "dropped", "overtaken")
