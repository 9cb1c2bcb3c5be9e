"""The parts of the queue page whose HTML is cached and shared: their data, and their rows.

A part holds everything that its HTML depends on. Viewers with equal parts get the same HTML.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from markupsafe import Markup

from queue_app.domain.cover.away_days import FewLeft
from queue_app.domain.filters import Filter
from queue_app.domain.forecast.team import TeamForecast
from queue_app.screens.queue.found import NOTHING_ELSEWHERE, FoundElsewhere
from queue_app.screens.queue.queue import JustFinished, QueueScreen
from queue_app.screens.queue.rows import RowsScreen
from queue_app.screens.queue.running import RunningRow
from queue_app.screens.queue.shared import Counts, NextItem, NoPull
from queue_app.screens.queue.views import NO_NARROWING, Narrowing
from queue_app.screens.queue.waiting import WaitingRow
from queue_app.screens.values import Frame, ItemLink, Room, Sle, TeamLine
from queue_app.web.html.charts.staircase import Staircase
from queue_app.web.html.drawn_once import DATES, POSITION, DrawnOnce
from queue_app.web.html.numbers import number
from queue_app.web.html.when import DAYS_TO_PLACE

KEPT_ROWS = 5_000
"""The number of cached rows. A row has half a KB."""
LARGE = 999
"""Larger positions are written smaller."""
_NO_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PageDay:
    """The part of a page's frame that all viewers share: the team and the time, to the minute."""

    team: TeamLine
    now: datetime
    today: date
    urgent: int | None = None


def page_day(frame: Frame) -> PageDay:
    """The shared part of the frame."""
    return PageDay(frame.team, frame.now.replace(second=0, microsecond=0), frame.today, frame.urgent)


@dataclass(frozen=True, slots=True)
class NowPart:
    """The running items, and the next item or why nothing can be pulled. `may`: the viewer's verbs; `waiting`: how many
    items wait.

    `all_wait`: some of the items that cannot be pulled wait for others. `done`: the item that the viewer has just finished.
    """

    day: PageDay
    may: frozenset[str]
    room: Room
    running: tuple[RunningRow, ...]
    mine: tuple[ItemLink, ...]
    next: NextItem | None
    no_pull: NoPull | None
    help_first: bool
    sle: Sle | None
    waiting: int
    all_wait: bool
    done: JustFinished | None


def now_part(screen: QueueScreen) -> NowPart:
    """The data of the upper part of the page."""
    return NowPart(
        page_day(screen.frame),
        screen.frame.me.may,
        screen.room,
        screen.running,
        screen.mine,
        screen.next,
        screen.no_pull,
        screen.help_first,
        screen.sle,
        screen.counts.waiting,
        bool(screen.why_nothing.get("held")),
        screen.done,
    )


@dataclass(frozen=True, slots=True)
class OrderPart:
    """The list. `next`: the number of the item that a pull takes.

    Rows are compared but not hashed: viewers mostly share the same objects, which compare fast, while a hash would read them all.
    The revision in the hash tells most lists apart.
    """

    revision: int
    day: PageDay
    may: frozenset[str]
    rows: tuple[WaitingRow, ...] = field(hash=False)
    counts: Counts
    filter: Filter
    offered: Narrowing
    elsewhere: FoundElsewhere
    after: str | None
    few_left: FewLeft | None
    next: int | None


def order_part(screen: QueueScreen) -> OrderPart:
    """The data of the lower part of the page."""
    return OrderPart(
        screen.frame.revision,
        page_day(screen.frame),
        screen.frame.me.may,
        screen.rows,
        screen.counts,
        screen.filter,
        screen.offered,
        screen.elsewhere,
        screen.after,
        screen.few_left,
        screen.next.number if screen.next else None,
    )


def rows_part(screen: RowsScreen) -> OrderPart:
    """The rows of the list alone, without its head and without the line under the top."""
    frame, none = screen.frame, Counts(0, 0, 0, 0)
    day, may = page_day(frame), frame.me.may
    return OrderPart(
        frame.revision,
        day,
        may,
        screen.rows,
        none,
        screen.filter,
        NO_NARROWING,
        NOTHING_ELSEWHERE,
        None,
        None,
        screen.next,
    )


class RowTexts:
    """Caches the HTML of rows. A move changes positions and dates of many rows but no texts, so a cached row has placeholders for
    both.
    """

    def __init__(self, most: int = KEPT_ROWS) -> None:
        self._rows, self._dates = DrawnOnce(most), DrawnOnce(most)

    def __call__(
        self,
        row_macro: Callable[..., Markup],
        dates_macro: Callable[..., Markup],
        part: OrderPart,
        items: str,
        forecast: TeamForecast,
        stairs: Staircase | None,
    ) -> list[tuple[WaitingRow, Markup]]:
        """Each row with its HTML. Dates are cached separately: they do not depend on the viewer's `may`."""
        calm = replace(part.day, now=_NO_TIME)
        words_of, dates_of = self._rows.of("row", row_macro), self._dates.of("dates", dates_macro)
        drawn = []
        for row in part.rows:
            top, large, first = row.position <= calm.team.top, row.position > LARGE, row.number == part.next
            day = part.day if row.block else calm
            words = replace(row, position=0, when=None)
            text = words_of(words, day, part.may, items, top, large, first, POSITION, DATES)
            near = min(row.position, DAYS_TO_PLACE + 1)
            dates = dates_of(row.when and row.when.range, forecast, near, stairs) if stairs else ""
            placed = str(text).replace(POSITION, str(number(row.position))).replace(DATES, dates)
            drawn.append((row, Markup(placed)))  # noqa: S704 - a number and a text of a template, in one of a template
        return drawn
