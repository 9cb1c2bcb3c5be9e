"""The record: how often earlier forecasts came true. Each quoted date is compared with the actual day.

There are two records: of the n-th completion, which tests the model, and of the same item, which also moves with the order.
A date is scored once it has passed. Counting early finishes at once, and late ones only later, would flatter the record.

Quotes of neighbouring days overlap and are kept or missed together: forty of them tell as much as two. So only dates that do not
overlap count: after a quote, the next one that counts is the first made after the quoted date has passed.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import comb
from typing import Literal

from queue_app.domain.forecast.forecast import ODDS, Range

PLACES = (1, 3, 10, 30)
"""The n and the positions that are quoted every day."""

RECORD_ODDS = 0.85
"""The odds of the record that is shown first."""

ENOUGH, LUCK = 12, 0.05
"""The fewest dates for a verdict; and the significance level. A result that is less likely under the odds is not luck."""

SHOWN_FIRST = (10, 3, 1)
"""The record of the first of these n with enough dates is shown first."""

DAYS = 252
"""The length of the record in calendar days: 36 weeks. Older quotes say little about how the team works now."""


def record_start(today: date) -> date:
    """The first day of the record: the first of the month 36 weeks ago. The choice of dates that do not overlap depends on the
    first one, so it must not change every day."""
    return (today - timedelta(days=DAYS)).replace(day=1)


Outcome = Literal["kept", "missed", "open", "dropped"]
Calibration = Literal["", "fewer", "as quoted", "more"]
"""Whether fewer or more dates were kept than the odds say, beyond luck. Empty: too few dates to tell."""


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
    """The fate of a quoted item: the day it was `finished`, whether it was `dropped`, and whether anything was put above it since
    (`overtaken`)."""

    finished: date | None = None
    dropped: bool = False
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of the dates quoted at `odds` that do not overlap. `results`: whether each was kept, oldest first. `overtaken`:
    missed dates of items that had something put above them."""

    odds: float
    results: tuple[bool, ...] = ()
    open: int = 0
    dropped: int = 0
    overtaken: int = 0

    @property
    def resolved(self) -> int:
        """How many dates were kept or missed."""
        return len(self.results)

    @property
    def kept(self) -> int:
        """How many dates were kept."""
        return sum(self.results)

    @property
    def missed(self) -> int:
        """How many dates were missed."""
        return self.resolved - self.kept

    @property
    def calibration(self) -> Calibration:
        """The verdict of two one-sided binomial tests at the level LUCK: too few dates kept, or too many."""
        if self.resolved < ENOUGH:
            return ""
        if _binomial(self.resolved, self.odds, range(self.kept + 1)) < LUCK:
            return "fewer"
        return (
            "more" if _binomial(self.resolved, self.odds, range(self.kept, self.resolved + 1)) < LUCK else "as quoted"
        )


def _binomial(n: int, odds: float, counts: range) -> float:
    """The probability of one of these counts in n tries."""
    return sum(comb(n, k) * odds**k * (1 - odds) ** (n - k) for k in counts)


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """The scores of the dates quoted for one n or position: one for each of ODDS."""

    place: int
    scores: tuple[Score, ...] = tuple(Score(odds) for odds in ODDS)

    @property
    def score(self) -> Score:
        """The score of the odds shown first."""
        return self.scores[ODDS.index(RECORD_ODDS)]


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """The scores of the dates quoted since `record_start`, for each of PLACES: `next`, of the n-th completion; `items`, of the
    item at that position."""

    next: tuple[PlaceRecord, ...] = tuple(PlaceRecord(place) for place in PLACES)
    items: tuple[PlaceRecord, ...] = tuple(PlaceRecord(place) for place in PLACES)

    @property
    def next_shown(self) -> PlaceRecord:
        """The record of the n-th completion that is shown first."""
        return _shown(self.next)

    @property
    def items_shown(self) -> PlaceRecord:
        """The record of the same item that is shown first."""
        return _shown(self.items)


def _shown(places: Sequence[PlaceRecord]) -> PlaceRecord:
    by_place = {each.place: each for each in places}
    enough = (by_place[place] for place in SHOWN_FIRST if by_place[place].score.resolved >= ENOUGH)
    return next(enough, max(places, key=lambda each: each.score.resolved))


NO_RECORD = ForecastRecord()
"""The record of a team without quotes."""


def record(
    quotes: Sequence[Quote], fates: Mapping[Quote, Fate], finished: Sequence[date], today: date
) -> ForecastRecord:
    """The record of these quotes. `fates`: of quotes with an item. `finished`: the working days of all completions, ascending."""
    in_order = sorted(quotes, key=lambda quote: quote.day)

    def of(chosen: Callable[[Quote], bool], fate: Callable[[Quote], Fate]) -> tuple[PlaceRecord, ...]:
        by_place = {place: [(q, fate(q)) for q in in_order if q.place == place and chosen(q)] for place in PLACES}
        return tuple(PlaceRecord(place, scores(of_place, today)) for place, of_place in by_place.items())

    return ForecastRecord(
        next=of(lambda quote: quote.item is None, lambda quote: Fate(nth(quote, finished))),
        items=of(lambda quote: quote.item is not None, lambda quote: fates[quote]),
    )


def nth(quote: Quote, finished: Sequence[date]) -> date | None:
    """The day of the completion that the quote was about; None if it has not happened yet."""
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


def scores(quotes: Sequence[tuple[Quote, Fate]], today: date) -> tuple[Score, ...]:
    """A score for each of ODDS, from the quotes for one place, in the order of their days."""
    return tuple(
        _score(odds, _apart((quote.dates.at(odds), quote, fate) for quote, fate in quotes), today) for odds in ODDS
    )


def _apart(dated: Iterable[tuple[date | None, Quote, Fate]]) -> list[tuple[date, Fate]]:
    """The dates that do not overlap: each was quoted after the previous date had passed."""
    chosen: list[tuple[date, Fate]] = []
    for day, quote, fate in dated:
        if day is not None and (not chosen or quote.day > chosen[-1][0]):
            chosen.append((day, fate))
    return chosen


def _score(odds: float, dated: Iterable[tuple[date, Fate]], today: date) -> Score:
    outcomes = [(outcome(day, fate, today), fate) for day, fate in dated]
    count = [result for result, _ in outcomes].count
    return Score(
        odds,
        results=tuple(result == "kept" for result, _ in outcomes if result in ("kept", "missed")),
        open=count("open"),
        dropped=count("dropped"),
        overtaken=sum(result == "missed" and fate.overtaken for result, fate in outcomes),
    )
