"""Cycle times as dots of a scatter chart. When there are too many, neighbours are merged into one dot with a count.

Cycle times are elapsed calendar days from start to finish. Percentiles include all items, also merged ones.
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
"""Roughly the width of a chart divided by its height."""
FAR = 2
"""The chart ends at most at this multiple of the 95th percentile. Longer times are drawn at the upper edge, with a mark."""
SHARES = (50, 70, SLE_SHARE, 95)


class CycleTimes(NamedTuple):
    """`items` finished on one day, each after `took` days; `number` is the number of one of them."""

    on: date
    took: int
    items: int
    number: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One dot of the chart: items finished from `first` to `last`, after `low` to `high` days.

    `number` is set if the dot is a single item.
    """

    first: date
    last: date
    low: int
    high: int
    count: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Cycles:
    """`known` of `of` items have a start. Longer times are drawn at `top` (`beyond` items). `merged`: days a dot covers."""

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
        """Pairs of share in per cent and days; empty while too few items are finished."""
        return self.past.levels(SHARES)


def cycles(times: Sequence[CycleTimes], of: int, span: Span, most: int = MOST_DOTS) -> Cycles:
    """The dots of a span in which `of` items were finished; `times` has those with a known start."""
    past = PastCycles(tuple(sorted(chain.from_iterable(repeat(time.took, time.items) for time in times))))
    top = axis_to(_top(past)).top
    merged = 1
    squares = _Squares(top, span, merged)
    while (count := len(set(map(squares.of, times)))) > most:
        merged = max(merged + 1, int(merged * (count / most) ** 0.5))
        squares = _Squares(top, span, merged)
    dots = tuple(_dot(together) for together in squares.filled(times))
    return Cycles(dots, past, of, top, merged)


def _top(past: PastCycles) -> int:
    """The longest time, at most twice the 95th percentile: one outlier must not flatten the chart."""
    longest = past.days[-1] if past.days else 1
    far = FAR * past.percentile(95) if past.enough else longest
    return max(1, min(longest, far))


class _Squares:
    """A grid of squares, `merged` days wide and as tall in the chart. Keys are (across, up); up is -1 beyond the top."""

    def __init__(self, top: int, span: Span, merged: int) -> None:
        self._top, self._merged, self._first = top, merged, span.first.toordinal()
        self._tall = max(1, int(merged * top * WIDE) // span.days)

    def of(self, time: CycleTimes) -> tuple[int, int]:
        """The key of the square that the cycle time lies in."""
        up = time.took // self._tall if time.took <= self._top else -1
        return (time.on.toordinal() - self._first) // self._merged, up

    def filled(self, times: Iterable[CycleTimes]) -> Iterator[list[CycleTimes]]:
        """The contents of each square, from left to right."""
        squares: dict[tuple[int, int], list[CycleTimes]] = {}
        for time in times:
            squares.setdefault(self.of(time), []).append(time)
        return (squares[key] for key in sorted(squares))


def _dot(together: Sequence[CycleTimes]) -> Dot:
    count = sum(time.items for time in together)
    days, took = [time.on for time in together], [time.took for time in together]
    return Dot(min(days), max(days), min(took), max(took), count, together[0].number if count == 1 else None)
