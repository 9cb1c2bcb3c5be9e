"""The forecast page: one question of three, its answer, what it rests on, and how often earlier answers came true."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from queue_app.domain.cover.away_days import FewLeft
from queue_app.domain.forecast.fan import Fan
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import State
from queue_app.screens.values import Frame, ItemLink, Sle

Ask = Literal["when", "many", "odds"]


@dataclass(frozen=True, slots=True)
class Question:
    """What an address asks. `item`: a number; `down`: everything down to it. `items`: so many of them, at `place` where that is
    said. `by`: a day. `words`: looks for an item."""

    ask: Ask = "when"
    item: int | None = None
    down: bool = False
    items: int | None = None
    place: int | None = None
    by: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: an open or closed item, or `count` items that nobody has queued yet (without a `number`).

    `n`: as which completion it comes, 0 where it has no date. `blocked_above` items stand above it and are counted.
    """

    number: int | None = None
    title: str = ""
    state: State = State.WAITING
    place: int = 0
    n: int = 0
    blocked: bool = False
    blocked_above: int = 0
    started: date | None = None
    finished: date | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class When:
    """The dates, and those at our habit, which is `habit` items put above in a month; None where that is not known."""

    dates: Range
    at_habit: Range | None = None
    habit: float = 0.0


@dataclass(frozen=True, slots=True)
class Many:
    """How many items are finished by `by`, for each of the odds; and down to which waiting item that reaches."""

    by: date
    counts: tuple[tuple[float, int], ...]
    reaches: ItemLink | None = None


@dataclass(frozen=True, slots=True)
class Odds:
    """The odds of `items` completions, or of the subject, by `by`."""

    by: date
    odds: float
    items: int | None = None


@dataclass(frozen=True, slots=True)
class ForecastScreen:
    """Everything the forecast page shows. `answer` is None where there is nothing to say a date of. `choices` are the first
    waiting items, all of them unless `more`; `found` what a search found. `by` stands in a field for a day at first.
    `few_left`: days up to the one of the answer on which half are away."""

    frame: Frame
    told: TeamForecast
    question: Question
    by: date
    subject: Subject | None = None
    answer: When | Many | Odds | None = None
    fan: Fan | None = None
    running: tuple[ItemLink, ...] = ()
    choices: tuple[ItemLink, ...] = ()
    more: bool = False
    found: tuple[ItemLink, ...] = ()
    waiting: int = 0
    sle: Sle | None = None
    sle_of: int = 0
    few_left: FewLeft | None = None
