"""The record: how often earlier forecasts came true. Each quoted date is compared with the actual day.

There are two records: of the n-th completion, which tests the model, and of the same item, which the order moves too.
A date is scored when it has passed. Counting early finishes at once, and late ones only later, would flatter the record.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from queue_app.domain.forecast.forecast import ODDS, Range

PLACES = (1, 3, 10, 30)
"""The n and the positions that are quoted every day."""

POOR, POOR_FROM = 0.7, 20
"""A record is poor with a smaller share kept, of at least so many dates. Pages with dates then say so."""

RECORD_ODDS = 0.85
"""The odds of the record that is shown first."""

BARS, BARS_OF = 40, (10, 3, 1)
"""How many of the last dates are drawn one by one, and for which n: the first of these with enough dates."""

DAYS = 252
"""Calendar days: 36 weeks. Older quotes say little about how the team works now."""

Outcome = Literal["kept", "missed", "open", "dropped"]


@dataclass(frozen=True, slots=True)
class Quote:
    """The dates quoted on the forecast day `day` for one position: of the n-th completion from that day on; with an `item`
    (id), of the item at that position, which is the n-th if nothing is put above it."""

    day: date
    place: int
    n: int
    dates: Range
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What happened to the item of a quote: the day it was `finished`, whether it was `dropped`, and whether anything
    was put above it since (`overtaken`)."""

    finished: date | None = None
    dropped: bool = False
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of the dates quoted at `odds`. `overtaken`: missed dates of items that had something put above them."""

    odds: float
    kept: int = 0
    missed: int = 0
    open: int = 0
    dropped: int = 0
    overtaken: int = 0

    @property
    def resolved(self) -> int:
        """How many dates were kept or missed."""
        return self.kept + self.missed

    @property
    def poor(self) -> bool:
        """Whether pages with dates must mention it: under 70 % kept, of 20 or more."""
        return self.resolved >= POOR_FROM and self.kept < POOR * self.resolved


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """The scores of the dates quoted in the last 36 weeks, one for each of ODDS.

    `next`: of the n-th completion; `places`: the same for each of PLACES; `items`: of the same item. `bars`: whether each of the
    last dates at 85 % for the `bars_place`-th completion was kept, oldest first.
    """

    next: tuple[Score, ...] = tuple(Score(odds) for odds in ODDS)
    items: tuple[Score, ...] = tuple(Score(odds) for odds in ODDS)
    places: tuple[tuple[int, tuple[Score, ...]], ...] = ()
    bars: tuple[bool, ...] = ()
    bars_place: int = PLACES[0]

    @property
    def next_score(self) -> Score:
        """The score of the n-th completion at 85 %."""
        return self.next[ODDS.index(RECORD_ODDS)]

    @property
    def item_score(self) -> Score:
        """The score of the same item at 85 %."""
        return self.items[ODDS.index(RECORD_ODDS)]

    @property
    def kept(self) -> int:
        """How many dates of the bars were kept."""
        return sum(self.bars)


NO_RECORD = ForecastRecord()
"""The record of a team without quotes."""


def record(
    quotes: Sequence[Quote], fates: Mapping[Quote, Fate], finished: Sequence[date], today: date
) -> ForecastRecord:
    """The record of these quotes. `fates`: of quotes with an item. `finished`: the working days of all completions, ascending."""
    after = {quote: Fate(nth(quote, finished)) for quote in quotes if quote.item is None}
    of_place = {place: [quote for quote in after if quote.place == place] for place in PLACES}
    bars = {place: _bars(of_n, after, today) for place, of_n in of_place.items()}
    drawn = next((place for place in BARS_OF if len(bars[place]) >= POOR_FROM), PLACES[0])
    return ForecastRecord(
        next=scores(after.items(), today),
        items=scores(((quote, fates[quote]) for quote in quotes if quote.item is not None), today),
        places=tuple(
            (place, scores(((quote, after[quote]) for quote in of_n), today)) for place, of_n in of_place.items()
        ),
        bars=bars[drawn],
        bars_place=drawn,
    )


def nth(quote: Quote, finished: Sequence[date]) -> date | None:
    """The day of the completion that the quote was about; None while it is to come."""
    place = bisect_left(finished, quote.day) + quote.n - 1
    return finished[place] if place < len(finished) else None


def outcome(quoted: date, fate: Fate, today: date) -> Outcome:
    """The outcome of one date, as of the forecast day `today`."""
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
            result = outcome(quoted, fate, today)
            count[result] += 1
            count["overtaken"] += result == "missed" and fate.overtaken
    return tuple(Score(odds, **count) for odds, count in zip(ODDS, counts, strict=True))


def _bars(quotes: Sequence[Quote], fates: Mapping[Quote, Fate], today: date) -> tuple[bool, ...]:
    outcomes = [outcome(quote.dates.p85, fates[quote], today) for quote in quotes if quote.dates.p85 is not None]
    return tuple(quote == "kept" for quote in outcomes if quote in ("kept", "missed"))[-BARS:]


_COUNTED = ("kept", "missed", "open", "dropped", "overtaken")
