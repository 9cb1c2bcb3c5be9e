"""The page of one item: what it is, who is on it, what it waits for, and every verb with its sentence when it is not allowed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from queue_app.domain.errors import Refusal
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import State
from queue_app.screens.forecast.when import When
from queue_app.screens.values import Age, Area, Block, Frame, ItemLink, OnIt, Reason, Sle, Told


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the plan, `n` counts from 1."""

    n: int
    words: str
    done: bool


@dataclass(frozen=True, slots=True)
class Note:
    """Markdown, with who and when; notes are only ever added."""

    at: datetime
    by: str | None
    words: str


@dataclass(frozen=True, slots=True)
class BlockKind:
    """One kind of the team's list."""

    id: int
    name: str
    outside: bool
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who may have worked along. `ticked`: on it since its pull, so the form starts with the tick set."""

    person: int
    name: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class FinishChoices:
    """What finishing asks: the day (between `first` and `last`, in the team's zone) and who worked along."""

    first: date
    last: date
    workers: tuple[Worker, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemScreen:
    """Everything the item page and the pages of its verbs show.

    `may` are the verbs that would be accepted now; `refusals` says for the others of this person's role why not.
    `position` counts waiting items, or running ones while it runs (`of` them). `next_up` is what a swap would pull,
    `mine` the other running items of who looks.
    `when` are the dates of a waiting item and `at_habit` those with `habit` items put above it in a month; `likely` those
    of a running one, from its age.
    `asks` is the request for company. `team_areas`, `block_kinds` and `finish` are the choices of its forms.
    """

    frame: Frame
    number: int
    title: str
    state: State
    version: int
    may: frozenset[str]
    refusals: Mapping[str, Refusal] = field(default_factory=dict)
    words: str = ""
    reference: str | None = None
    areas: tuple[Area, ...] = ()
    urgent: bool = False
    not_placed: bool = False
    skipped: bool = False
    position: int | None = None
    of: int | None = None
    reason: Reason | None = None
    added_at: datetime | None = None
    on: OnIt | None = None
    asks: str | None = None
    age: Age | None = None
    sle: Sle | None = None
    steps: tuple[Step, ...] = ()
    block: Block | None = None
    notes: tuple[Note, ...] = ()
    history: tuple[Told, ...] = ()
    origin: ItemLink | None = None
    pieces: tuple[ItemLink, ...] = ()
    started_at: datetime | None = None
    finished_on: date | None = None
    cycle_days: int | None = None
    worked_by: int | None = None
    team_areas: tuple[Area, ...] = ()
    block_kinds: tuple[BlockKind, ...] = ()
    finish: FinishChoices | None = None
    next_up: ItemLink | None = None
    mine: tuple[ItemLink, ...] = ()
    forecast: TeamForecast | None = None
    when: When | None = None
    at_habit: Range | None = None
    habit: float = 0.0
    likely: Range | None = None
