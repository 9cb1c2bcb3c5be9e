"""The flow page: arrivals, items in progress, departures and blocks. Charts are plain numbers; there are no people.

It takes a fixed number of statements: counts by day, cycle times of the span, running items, blocked days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from queue_app.domain.chart import Axis, apart, axis_to
from queue_app.domain.flow.ages import Ages, RunningAge, ages
from queue_app.domain.flow.blocked import LOOK_BACK, Blocked
from queue_app.domain.flow.counts import Balance, Counted, Days, Level, balance, count_parts, levels, thin_out, usual
from queue_app.domain.flow.cycles import Cycles, CycleTimes, cycles
from queue_app.domain.flow.span import DAY, Bin, Choice, Span, custom_span, offered_span
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.team.team import Team
from queue_app.screens.flow.blocked import blocked_days
from queue_app.screens.flow.days import item_days
from queue_app.screens.flow.past import finished_in_past
from queue_app.screens.forecast.when import OPEN_PIECES
from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.history import events_query
from queue_app.screens.queue.running import running_items, sle_of
from queue_app.screens.values import Frame, Sle
from queue_app.store.queue.history import newest_of
from queue_app.store.tables import EVENT, ITEM
from queue_app.store.team.days_off import calendar_of

Points = tuple[tuple[float, float], ...]
WORDS_APART = 8.0


@dataclass(frozen=True, slots=True)
class LimitMark:
    """A change of the WIP limit; `reason` is its text."""

    on: date
    before: int
    limit: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Throughput:
    """Finished items per part of the span, their median (None: no whole part yet), and the changes of the WIP limit."""

    parts: tuple[Counted, ...]
    axis: Axis
    usual: float | None
    limits: tuple[LimitMark, ...] = ()

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)


@dataclass(frozen=True, slots=True)
class Cumulative:
    """The levels along the span, and each part with the level at its end."""

    levels: tuple[Level, ...]
    axis: Axis
    parts: tuple[tuple[Bin, Level], ...]

    def edges(self, span: Span) -> tuple[Points, Points, Points, Points]:
        """The ground line and the upper edges of finished, running and waiting items, as points in per cent."""
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
    """A level of the cycle times: `shares` of the items finish within `days`.

    `words_up`: the height of its label; `strong`: the SLE.
    """

    shares: tuple[int, ...]
    days: int
    up: float
    words_up: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class FlowScreen:
    """`choice` is the chosen span, "" for two days. `began`: the day of the first item, None without items.

    `titles` are those of the items that share their dot with no other, if there are few. `any_finished`: whether
    anything was ever finished. `empty`: the dates by which all open items are finished if nothing is added; None if
    unknown.
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
    balance: Balance
    balance_axis: Axis
    titles: Mapping[int, str]
    any_finished: bool
    empty: Range | None = None

    @property
    def cycle_lines(self) -> tuple[Line, ...]:
        """The percentiles of the span and the SLE, lowest first. Equal days share one line."""
        at: dict[int, tuple[int, ...]] = {}
        for share, days in self.cycles.levels:
            at[days] = (*at.get(days, ()), share)
        if self.sle and at:
            at.setdefault(self.sle.days, ())
        by_days = sorted((days, shares) for days, shares in at.items())
        ups = [self.cycle_axis.up(days) for days, _ in by_days]
        return tuple(
            Line(shares, days, up, words_up, strong=self.sle is not None and days == self.sle.days)
            for (days, shares), up, words_up in zip(by_days, ups, apart(ups, WORDS_APART), strict=True)
        )


MOST_LIMITS, MOST_CHANGES = 20, 100
"""Changes of the limit that are drawn, and the newest that are looked at."""
MOST_TITLES = 200
MOST_DRAWN = 1_000
"""The largest number of cycle times that are drawn, the newest of the span; more would look the same."""

_TEAM: BindParameter[int] = bindparam("team")
_FIRST: BindParameter[date] = bindparam("first", type_=ITEM.c.finished_on.type)
_LAST: BindParameter[date] = bindparam("last", type_=ITEM.c.finished_on.type)

_NEWEST = (
    select(ITEM.c.finished_on, ITEM.c.started_on, ITEM.c.number)
    .where(ITEM.c.team_id == _TEAM, ITEM.c.finished_on >= _FIRST, ITEM.c.finished_on <= _LAST)
    .order_by(ITEM.c.finished_on.desc(), ITEM.c.id.desc())
    .limit(MOST_DRAWN)
    .subquery("newest")
)
_PLACES = select(_NEWEST.c.finished_on, _NEWEST.c.started_on, func.count(), func.min(_NEWEST.c.number)).group_by(
    _NEWEST.c.finished_on, _NEWEST.c.started_on
)
_TITLES = select(ITEM.c.number, ITEM.c.title).where(
    ITEM.c.team_id == _TEAM, ITEM.c.number.in_(bindparam("numbers", expanding=True))
)
_LIMITS = events_query().where(EVENT.c.seq.in_(select(newest_of(("limit_set",), MOST_CHANGES).c.seq)))

ChosenSpan = Choice | Span


def flow_screen(connection: Connection, viewer: Viewer, chosen: ChosenSpan = "26w") -> FlowScreen:
    """The page for an offered span, or from one day to another. Raises InputError for days that form no span."""
    scene = read_full_scene(connection, viewer)
    team, today = scene.team, scene.frame.today
    days = item_days(connection, team.id)
    span = (
        custom_span(chosen, days.began, today) if isinstance(chosen, Span) else offered_span(chosen, days.began, today)
    )
    past = finished_in_past(connection, team.id, today)
    team_forecast = viewer.forecasts(connection, viewer.team, viewer.now)
    scatter, titles = _cycles(connection, team.id, span)
    month = Span(today - (LOOK_BACK - 1) * DAY, today)
    cumulative = _cumulative(days, span, today)
    balanced = balance(days, span.bins(today, "week" if span.step == "day" else None), today)
    return FlowScreen(
        frame=scene.frame,
        span=span,
        choice="" if isinstance(chosen, Span) else chosen,
        began=days.began,
        throughput=_throughput(connection, team, span, days, today),
        cycles=scatter,
        cycle_axis=axis_to(scatter.top),
        sle=sle_of(past),
        ages=ages(_running(connection, team.id, team_forecast), past, today),
        cumulative=cumulative,
        blocked=blocked_days(connection, team, month, scene.frame.now),
        balance=balanced,
        balance_axis=axis_to(max(max(part.added, part.finished + part.dropped) for part in balanced.parts)),
        titles=titles,
        any_finished=bool(days.finished),
        empty=_empty(connection, team.id, team_forecast, cumulative.levels[-1]) if span.last == today else None,
    )


def _throughput(connection: Connection, team: Team, span: Span, days: Days, today: date) -> Throughput:
    parts = count_parts(days.finished, span.bins(today))
    axis = axis_to(max(part.count for part in parts))
    return Throughput(
        parts, axis, usual(parts, calendar_of(connection, team.id).works_on), _limits(connection, team, span)
    )


def _limits(connection: Connection, team: Team, span: Span) -> tuple[LimitMark, ...]:
    rows = connection.execute(_LIMITS, {"team": team.id})
    within = [row for row in rows if span.first <= team.day(row.at) <= span.last][:MOST_LIMITS]
    return tuple(
        LimitMark(team.day(row.at), row.data["was"], row.data["limit"], row.data.get("reason"))
        for row in reversed(within)
    )


def _cycles(connection: Connection, team: int, span: Span) -> tuple[Cycles, dict[int, str]]:
    rows = connection.execute(_PLACES, {"team": team, "first": span.first, "last": span.last}).all()
    places = [
        CycleTimes(on, (on - begun).days, count, number) for on, begun, count, number in rows if begun is not None
    ]
    scatter = cycles(places, sum(row[2] for row in rows), span)
    numbers = [dot.number for dot in scatter.dots if dot.number is not None]
    titled = numbers if len(numbers) <= MOST_TITLES else []
    titles = connection.execute(_TITLES, {"team": team, "numbers": titled})
    return scatter, {row.number: row.title for row in titles}


def _running(connection: Connection, team: int, team_forecast: TeamForecast) -> list[RunningAge]:
    running_ages = []
    for row in running_items(connection, team):
        since, blocked = row["started_on"], row["block_sentence"] is not None or row["held"]
        likely = team_forecast.likely(since) if since and not blocked else None
        running_ages.append(RunningAge(row["number"], row["title"], since, blocked, likely))
    return running_ages


def _empty(connection: Connection, team: int, team_forecast: TeamForecast, now: Level) -> Range | None:
    """The dates by which all open items are finished, if they have one at 85 %. One statement; none where more are open than the
    forecast reaches."""
    if now.waiting + now.running > team_forecast.forecast.reach:
        return None
    opened = connection.execute(OPEN_PIECES, {"team": team}).one()
    dates = team_forecast.everything(team_forecast.number(opened.items, opened.pieces)) if opened.items else None
    return dates if dates and dates.until(team_forecast.forecast.year).p85 else None


def _cumulative(days: Days, span: Span, today: date) -> Cumulative:
    every = levels(days, span)
    axis = axis_to(max(level.waiting + level.running + level.finished for level in every))
    parts = tuple((part, every[(part.last - span.first).days + 1]) for part in span.bins(today))
    return Cumulative(thin_out(every), axis, parts)
