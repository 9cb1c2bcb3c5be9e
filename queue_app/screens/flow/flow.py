"""The flow page: what came, ran and was finished. Charts as plain numbers; rows are items, and no person stands anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from queue_app.domain.chart import Axis, apart
from queue_app.domain.flow.ages import Ages
from queue_app.domain.flow.blocked import Blocked
from queue_app.domain.flow.counts import Balance, Counted, Level
from queue_app.domain.flow.cycles import Cycles
from queue_app.domain.flow.span import DAY, Bin, Choice, Span
from queue_app.screens.values import Frame, Sle

Points = tuple[tuple[float, float], ...]
WORDS_APART = 8.0


@dataclass(frozen=True, slots=True)
class LimitChange:
    """The WIP limit changed on a day; `reason` are the words that were given."""

    on: date
    was: int
    limit: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Throughput:
    """Finished items by part of the span, their median (None: no whole part yet), and the changes of the WIP limit."""

    parts: tuple[Counted, ...]
    axis: Axis
    usual: float | None
    limits: tuple[LimitChange, ...] = ()

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)


@dataclass(frozen=True, slots=True)
class Cumulative:
    """The levels along the span, and each of its parts with the level at its end."""

    levels: tuple[Level, ...]
    axis: Axis
    parts: tuple[tuple[Bin, Level], ...]

    def edges(self, span: Span) -> tuple[Points, Points, Points, Points]:
        """The ground, and the upper edges of what was finished, what runs and what waits, as points in per cent."""
        xs = [span.at(level.on + DAY) for level in self.levels]
        finished = [level.finished for level in self.levels]
        with_running = [level.finished + level.running for level in self.levels]
        whole = [level.finished + level.running + level.waiting for level in self.levels]
        ground, *edges = (
            tuple((x, self.axis.up(up)) for x, up in zip(xs, ups, strict=True))
            for ups in ([0] * len(xs), finished, with_running, whole)
        )
        return ground, edges[0], edges[1], edges[2]


@dataclass(frozen=True, slots=True)
class Line:
    """A level of the cycle times: these shares finished within `days`. `words_up`: where its words stand; `strong`: the SLE."""

    shares: tuple[int, ...]
    days: int
    up: float
    words_up: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class FlowScreen:
    """`choice` is the span as it was asked for, "" where two days were. `began`: the day of the first item, None without any.

    `titles` are those of items alone in their dot, if these are few. `ever`: whether anything was finished at any time.
    """

    frame: Frame
    span: Span
    choice: Choice | Literal[""]
    began: date | None
    throughput: Throughput
    cycles: Cycles
    cycle_axis: Axis
    sle: Sle | None
    ages: Ages
    cumulative: Cumulative
    blocked: Blocked
    blocked_span: Span
    balance: Balance
    balance_axis: Axis
    titles: Mapping[int, str]
    ever: bool

    @property
    def cycle_lines(self) -> tuple[Line, ...]:
        """The percentiles of the span and the SLE, those of the same days as one line, lowest first."""
        at: dict[int, tuple[int, ...]] = {}
        for share, days in self.cycles.levels:
            at[days] = (*at.get(days, ()), share)
        if self.sle and at:
            at.setdefault(self.sle.days, ())
        found = sorted((days, shares) for days, shares in at.items())
        ups = [self.cycle_axis.up(days) for days, _ in found]
        return tuple(
            Line(shares, days, up, words_up, strong=self.sle is not None and days == self.sle.days)
            for (days, shares), up, words_up in zip(found, ups, apart(ups, WORDS_APART), strict=True)
        )
