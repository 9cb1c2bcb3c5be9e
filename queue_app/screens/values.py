"""Values that several pages share. A name stands in them only where this person may see it: the types prevent the leak."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from queue_app.domain.cover.states import CoverState
from queue_app.domain.flow.ages import Old
from queue_app.domain.queue.item import State
from queue_app.domain.queue.order import top_size
from queue_app.domain.team.rights import Role
from queue_app.screens.queue.cost import CostShown


@dataclass(frozen=True, slots=True)
class TeamLine:
    """The team of a page. `number` is its address, `zone` an IANA name, `people` how many members and managers it has."""

    number: int
    name: str
    zone: str
    limit: int
    people: int
    orders: Literal["managers", "everybody"] = "managers"
    limits: Literal["managers", "everybody"] = "everybody"
    finished_means: str = ""
    example: bool = False

    @property
    def top(self) -> int:
        """How many waiting places are *the top*."""
        return top_size(self.limit)


@dataclass(frozen=True, slots=True)
class Me:
    """Who looks, and the verbs that the role and the team's switches allow at all; the state of an item may still refuse one.

    `sees_cover`: whether the role may see how areas are covered.
    """

    person: int
    name: str
    role: Role
    may: frozenset[str]
    sees_cover: bool


@dataclass(frozen=True, slots=True)
class UndoLine:
    """An act, as who did it is told: the event, its kind, when, until when it can be undone, the item, its place now.

    `more` is how many further items it changed; `data` is the event's own record; `cost` what it costs other items.
    """

    seq: int
    verb: str
    at: datetime
    until: datetime
    number: int | None = None
    title: str | None = None
    position: int | None = None
    more: int = 0
    data: Mapping[str, object] = field(default_factory=dict)
    cost: CostShown | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page of a team at `now`. Dates are told from `forecast_day`, quotes kept up to `recorded`."""

    team: TeamLine
    me: Me
    revision: int
    now: datetime
    today: date
    blocked: int = 0
    undo: UndoLine | None = None
    forecast_day: date | None = None
    recorded: date | None = None


@dataclass(frozen=True, slots=True)
class NamesOnIt:
    """The people on a running item, by name: for members and managers."""

    names: tuple[str, ...]
    mine: bool = False

    @property
    def count(self) -> int:
        return len(self.names)


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people are on a running item: for observers, and wherever names have no place."""

    count: int
    mine: bool = False


OnIt = NamesOnIt | Headcount


@dataclass(frozen=True, slots=True)
class AreaShown:
    id: int
    name: str
    state: CoverState | None = None  # how many can take it, where that is known and meant for who looks


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """Why an item stands where it stands, in words. `kind` is one of the kinds of `domain/queue/reasons.py`, if it was given."""

    words: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class BlockShown:
    """An open block. `outside` says whether its kind is outside the team."""

    sentence: str
    since: datetime
    kind: str | None = None
    outside: bool = False
    next_step: str | None = None
    look_again: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ItemLink:
    """An item that another one points at. `position` counts waiting items, 1 = first."""

    number: int
    title: str
    state: State = State.WAITING
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Age:
    """How long an item runs: whole days since `since`, which is its first pull unless it waited long in between (`second_run`).

    `at` is the moment, unless an import knew only the day. `older_than` is the share in per cent of finished items that took
    less, once the team has finished enough of them.
    """

    since: date
    days: int
    at: datetime | None = None
    old: Old = ""
    older_than: int | None = None
    second_run: bool = False


@dataclass(frozen=True, slots=True)
class Sle:
    """The service level expectation: `SLE_SHARE` % of items finish within `days`, half within `half`; whole calendar days."""

    days: int
    half: int


@dataclass(frozen=True, slots=True)
class Room:
    """How many items run, of how many that may. `closing` places are taken, but go with the item that leaves them."""

    running: int
    limit: int
    closing: int = 0

    @property
    def free(self) -> int:
        return max(0, self.limit - self.running)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of history. `by` is set only for the kinds of event that name who did it; `data` is the event's own record.

    `more`: how many items moved along. `came`: of the two of a swap it is the one that was pulled. `plan`: as it was then.
    """

    seq: int
    at: datetime
    kind: str
    item: ItemLink | None = None
    other: ItemLink | None = None
    reason: ReasonShown | None = None
    by: str | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    more: int = 0
    came: bool = False
    plan: Plan | None = None
