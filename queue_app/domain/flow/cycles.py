"""Cycle times as dots: one place in the chart, one dot. When there are too many, neighbours become one that says how many.

Cycle times are elapsed calendar days from start to finish. Percentiles are of all items, whatever is drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from typing import NamedTuple

from queue_app.domain.chart import axis_to
from queue_app.domain.flow.ages import SLE_SHARE, PastCycles
from queue_app.domain.flow.span import Span

MOST_DOTS = 900
WIDE = 2.3
"""A chart is about so many times as wide as tall."""
FAR = 3
SHARES = (50, 70, SLE_SHARE, 95)


class CycleTimes(NamedTuple):
    """`items` that were finished on one day after so many days; `number` is that of one of them."""

    on: date
    took: int
    items: int
    number: int


@dataclass(frozen=True, slots=True)
class Dot:
    """Items that stand together in the chart: finished from `first` to `last`, after `low` to `high` days.

    `number` is set where it is one item alone.
    """

    first: date
    last: date
    low: int
    high: int
    count: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Cycles:
    """`known` of `of` items have a start. `top`: what took longer is drawn there (`beyond` of them). `merged`: days a dot."""

    dots: tuple[Dot, ...]
    past: PastCycles
    of: int
    top: int
    merged: int = 1

    @property
    def known(self) -> int:
        return len(self.past.days)

    @property
    def beyond(self) -> int:
        """How many items took longer than the scale shows."""
        return sum(days > self.top for days in self.past.days)

    @property
    def levels(self) -> tuple[tuple[int, int], ...]:
        """Pairs of share in per cent and days, once enough was finished."""
        return self.past.levels(SHARES)


def cycles(places: Sequence[CycleTimes], of: int, span: Span, most: int = MOST_DOTS) -> Cycles:
    """The dots of a span in which `of` items were finished, those of `places` with a known start."""
    past = PastCycles(tuple(sorted(chain.from_iterable(repeat(place.took, place.items) for place in places))))
    top = axis_to(_top(past)).top
    merged = 1
    squares = _Squares(top, span, merged)
    while (found := len(set(map(squares.of, places)))) > most:
        merged = max(merged + 1, int(merged * (found / most) ** 0.5))
        squares = _Squares(top, span, merged)
    dots = tuple(_dot(together) for together in squares.filled(places))
    return Cycles(dots, past, of, top, merged)


def _top(past: PastCycles) -> int:
    """The longest, unless it is far beyond what is usual: then the usual would lie flat on the ground."""
    longest = past.days[-1] if past.days else 1
    far = FAR * past.percentile(95) if past.enough else longest
    return max(1, min(longest, far))


class _Squares:
    """Squares of `merged` days; as tall in the chart; and what lies beyond it together. Each is known by (across, up)."""

    def __init__(self, top: int, span: Span, merged: int) -> None:
        self._top, self._merged, self._first = top, merged, span.first.toordinal()
        self._tall = max(1, int(merged * top * WIDE) // span.days)

    def of(self, place: CycleTimes) -> tuple[int, int]:
        """The square that the place lies in."""
        up = place.took // self._tall if place.took <= self._top else -1
        return (place.on.toordinal() - self._first) // self._merged, up

    def filled(self, places: Iterable[CycleTimes]) -> Iterator[list[CycleTimes]]:
        """What lies in each, from left to right."""
        squares: dict[tuple[int, int], list[CycleTimes]] = {}
        for place in places:
            squares.setdefault(self.of(place), []).append(place)
        return (squares[at] for at in sorted(squares))


def _dot(together: Sequence[CycleTimes]) -> Dot:
    count = sum(place.items for place in together)
    days, took = [place.on for place in together], [place.took for place in together]
    return Dot(min(days), max(days), min(took), max(took), count, together[0].number if count == 1 else None)
