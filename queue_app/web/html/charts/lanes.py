"""Several forecast answers as bars on one time axis, so that they can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from queue_app.domain.flow.span import DAY, Span
from queue_app.domain.forecast.forecast import Range

SHORTEST = 28
BEYOND, BEYOND_OPEN = 1.08, 1.35
"""How far the axis extends beyond the last date, as a factor; farther if a bar has no end."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in per cent of the axis: from even odds to 85 % (`sure`), pale up to 95 % (`widest`).

    Without a date at 85 % it goes to the last date there is (`end`), and has no `sure`.
    """

    even: float
    end: float
    sure: float | None = None
    widest: float | None = None


@dataclass(frozen=True, slots=True)
class Lanes:
    """The axis that all answers share."""

    span: Span

    def at(self, day: date) -> float:
        """The end of `day` in per cent."""
        return round(self.span.at(day + DAY), 2)

    def bar(self, when: Range) -> Bar | None:
        """The bar; None without even odds."""
        if when.p50 is None:
            return None
        even, last = self.at(when.p50), self.at(when.p85 or when.p70 or when.p50)
        if when.p85 is None:
            return Bar(even, last)
        return Bar(even, last, last, self.at(when.p95) if when.p95 else None)


def lanes(today: date, answers: Sequence[Range]) -> Lanes:
    """The axis from today beyond the last date of these answers."""
    dates = [day for when in answers for day in (when.p50, when.p70, when.p85, when.p95) if day]
    days = (max(dates, default=today) - today).days + 1
    longer = BEYOND_OPEN if any(when.p85 is None for when in answers) else BEYOND
    return Lanes(Span(today, today + timedelta(days=max(SHORTEST, ceil(days * longer)) - 1)))
