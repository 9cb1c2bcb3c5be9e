"""The parts of the queue page that are drawn once for all who see the same: what they may know, and their rows.

A part has all that its text depends on. Two viewers with equal parts get one text.
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
"""Rows: one has half a KB."""
LARGE = 999
"""Positions beyond are written smaller."""
_NO_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PageDay:
    """The team and the moment of a page, to the minute: what all viewers share of its frame."""

    team: TeamLine
    now: datetime
    today: date
    urgent: int | None = None


def page_day(frame: Frame) -> PageDay:
    """What all viewers share of the frame."""
    return PageDay(frame.team, frame.now.replace(second=0, microsecond=0), frame.today, frame.urgent)


@dataclass(frozen=True, slots=True)
class NowPart:
    """What runs, and what a pull takes or why none can. `may`: the verbs of the viewer; `waiting`: how many items wait.

    `all_wait`: some of what cannot be pulled waits for others. `done`: what the viewer has just finished.
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
    """The upper part of the page, for all to whom it looks the same."""
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

    Viewers share the rows of one reading, so equal ones are mostly the same, which is quick to see. A hash of them would not be:
    the revision tells most lists apart.
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
    """The lower part of the page, for all to whom it looks the same."""
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
    """Rows of the list alone, without what stands around them and without the line under the top."""
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
    """The rows of the order. A move changes the positions and the dates of many, and the words of none: a row is drawn with
    blanks for both and kept.
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
        """Each row with its text, as this part shows it. Viewers differ in `may`, and dates do not depend on it."""
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
