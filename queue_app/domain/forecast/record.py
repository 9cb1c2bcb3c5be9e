"""How often earlier forecasts came true: each date that was quoted, compared with the day on which it happened.

Two records are kept apart: of the n-th completion, which the model answers for, and of the very item, which the order moves.
A date is scored when it has passed. To count what came early at once, and what is late only later, would flatter the record.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from queue_app.domain.forecast.forecast import ODDS, Range

PLACES = (1, 3, 10, 30)
"""The n, and the positions, that are quoted every day."""

POOR, POOR_FROM = 0.7, 20
"""Fewer kept than this share of at least so many: it is said wherever dates are shown."""

ODDS_TOLD = 0.85
"""The odds whose record is told first."""

BARS, BARS_OF = 40, (10, 3, 1)
"""So many of the last dates are drawn one by one: of the first of these n with enough of them."""

DAYS = 252
"""Calendar days: 36 weeks. Dates that were quoted before say little of how the team works now."""

Outcome = Literal["kept", "missed", "open", "dropped"]


@dataclass(frozen=True, slots=True)
class Quote:
    """What was quoted on the forecast day `day` for one place: when the n-th completion comes from that day on; with an `item`
    (id) when that one, which stood at the place, is finished as the n-th if nothing is put above it."""

    day: date
    place: int
    n: int
    dates: Range
    item: int | None = None


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


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """What became of the dates that were quoted in the last 36 weeks: a score for each of ODDS.

    `next`: of the n-th completion; `places`: the same for each of PLACES; `items`: of the very item. `bars`: whether each of the
    last dates at 85 % for the `bars_place`-th completion was kept, oldest first.
    """

    next: tuple[Score, ...] = tuple(Score(odds) for odds in ODDS)
    items: tuple[Score, ...] = tuple(Score(odds) for odds in ODDS)
    places: tuple[tuple[int, tuple[Score, ...]], ...] = ()
    bars: tuple[bool, ...] = ()
    bars_place: int = PLACES[0]

    @property
    def told(self) -> Score:
        """Of the n-th completion at 85 %."""
        return self.next[ODDS.index(ODDS_TOLD)]

    @property
    def told_items(self) -> Score:
        """Of the very item at 85 %."""
        return self.items[ODDS.index(ODDS_TOLD)]

    @property
    def kept(self) -> int:
        """How many of the bars were kept."""
        return sum(self.bars)


NO_RECORD = ForecastRecord()
"""Nothing was quoted yet."""


def record(
    quotes: Sequence[Quote], fates: Mapping[Quote, Fate], finished: Sequence[date], today: date
) -> ForecastRecord:
    """Score what was quoted. `fates`: of the quotes of an item. `finished`: the working days of all completions, ascending."""
    after = {quote: Fate(nth(quote, finished)) for quote in quotes if quote.item is None}
    of_place = {place: [quote for quote in after if quote.place == place] for place in PLACES}
    bars = {place: _bars(some, after, today) for place, some in of_place.items()}
    drawn = next((place for place in BARS_OF if len(bars[place]) >= POOR_FROM), PLACES[0])
    return ForecastRecord(
        next=scores(after.items(), today),
        items=scores(((quote, fates[quote]) for quote in quotes if quote.item is not None), today),
        places=tuple((place, scores(((one, after[one]) for one in some), today)) for place, some in of_place.items()),
        bars=bars[drawn],
        bars_place=drawn,
    )


def nth(quote: Quote, finished: Sequence[date]) -> date | None:
    """The day of the completion that the quote was about; None while it has not come."""
    place = bisect_left(finished, quote.day) + quote.n - 1
    return finished[place] if place < len(finished) else None


def outcome(quoted: date, fate: Fate, today: date) -> Outcome:
    """What became of one date, as it is known on the forecast day `today`."""
    if fate.finished is not None and fate.finished > quoted:
        return "missed"
    if fate.dropped:
        return "dropped"
    if today <= quoted:
        return "open"
    return "kept" if fate.finished is not None else "missed"


def scores(quotes: Iterable[tuple[Quote, Fate]], today: date) -> tuple[Score, ...]:
    """A score for each of ODDS."""
    counts = [dict.fromkeys(_COUNTED, 0) for _ in ODDS]
    for quote, fate in quotes:
        dates = quote.dates
        for count, quoted in zip(counts, (dates.p50, dates.p70, dates.p85, dates.p95), strict=True):
            if quoted is None:
                continue
            found = outcome(quoted, fate, today)
            count[found] += 1
            count["overtaken"] += found == "missed" and fate.overtaken
    return tuple(Score(odds, **count) for odds, count in zip(ODDS, counts, strict=True))


def _bars(quotes: Sequence[Quote], fates: Mapping[Quote, Fate], today: date) -> tuple[bool, ...]:
    found = [outcome(one.dates.p85, fates[one], today) for one in quotes if one.dates.p85 is not None]
    return tuple(one == "kept" for one in found if one in ("kept", "missed"))[-BARS:]


_COUNTED = ("kept", "missed", "open", "dropped", "overtaken")
