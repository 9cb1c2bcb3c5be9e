"""Values that several pages share. A name is in them only if the viewer may see it: the types prevent the leak."""

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
    """The team of a page. `number` is in its address, `zone` is an IANA name, `people` counts members and managers."""

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
        """The number of waiting positions in *the top*."""
        return top_size(self.limit)


@dataclass(frozen=True, slots=True)
class Me:
    """The viewer, and the verbs that the role and the team's switches allow; the state of an item may still refuse one.

    `sees_cover`: whether the role may see the cover of areas. `density`: how close rows stand, if the person chose it.
    """

    person: int
    name: str
    role: Role
    may: frozenset[str]
    sees_cover: bool
    density: str | None = None


@dataclass(frozen=True, slots=True)
class UndoLine:
    """An event, for the person who did it: its verb, its time, the deadline of its undo, the item and its present
    position.

    `more` counts the other items it changed; `data` is the event's record; `cost` is the cost for other items. `took`: the days
    from start to finish, where it is finished now.
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
    took: int | None = None


@dataclass(frozen=True, slots=True)
class ToldLine:
    """The last change by others since a page was drawn; `more` counts those before it. `name` only if the viewer sees names.

    `agent`: the name of the agent that did it, whose sponsor is `name`.
    """

    verb: str
    number: int
    name: str | None = None
    more: int = 0
    agent: str | None = None


def seen_words(team: int, revision: int, elsewhere: int) -> str:
    """The revision of a team, as pages and streams write it: `1.41`, or `1.41.7` if items wait for those of another team."""
    return f"{team}.{revision}" + (f".{elsewhere}" if elsewhere else "")


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of every page of a team at `now`.

    Dates count from `forecast_day`; quotes are recorded up to `recorded`. `urgent`: the number of the urgent item.
    `agents_heard`: how many agents are on an item and not silent. `told`: what others did since the page
    that asks was drawn. `linked` changes with each event of the teams whose items wait for this team's, or the other way,
    `elsewhere` with the state of an item of another team that is waited for, and with what waits there for an item of this one.
    """

    team: TeamLine
    me: Me
    revision: int
    now: datetime
    today: date
    blocked: int = 0
    undo: UndoLine | None = None
    forecast_day: date | None = None
    recorded: date | None = None
    urgent: int | None = None
    told: ToldLine | None = None
    agents_heard: int = 0
    linked: int = 0
    elsewhere: int = 0

    @property
    def seen(self) -> str:
        """The revision of the team, as its stream writes it."""
        return seen_words(self.team.number, self.revision, self.elsewhere)


@dataclass(frozen=True, slots=True)
class AgentShown:
    """An agent by its name and its sponsor: "Ruth's nightly fixer"."""

    sponsor: str
    name: str


@dataclass(frozen=True, slots=True)
class NamesOnIt:
    """The people and agents on a running item, by name: for members and managers."""

    names: tuple[str, ...]
    mine: bool = False
    agents: tuple[AgentShown, ...] = ()

    @property
    def count(self) -> int:
        return len(self.names) + len(self.agents)


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people and agents are on a running item: for observers, and for pages without names."""

    count: int
    mine: bool = False


OnIt = NamesOnIt | Headcount


@dataclass(frozen=True, slots=True)
class AreaShown:
    id: int
    name: str
    state: CoverState | None = None  # by how many people can take it; None if unknown or not visible to the viewer


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """The reason for an item's position, in words. `kind` is one of `domain/queue/reasons.py`, if it has one."""

    words: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class BlockShown:
    """An open block. `outside`: its kind is outside the team."""

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
    """A link to an item. `position` counts waiting items, 1 = first."""

    number: int
    title: str
    state: State = State.WAITING
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Age:
    """How long an item runs: whole days since `since`, its first pull or, after a long wait, its second one
    (`second_run`).

    `at` is the moment, None if an import gave only the day. `older_than` is the share, in per cent, of finished items
    that took less, once the team has finished enough.
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
    """The running items and their limit. `closing` slots are in use and disappear when their item leaves."""

    running: int
    limit: int
    closing: int = 0

    @property
    def free(self) -> int:
        return max(0, self.limit - self.running)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of history. `by` is set only for signed kinds of event; `data` is the event's record.

    `agent`: the name of the agent that did it, whose sponsor is `by`. `more` counts other moved items.
    `pulled`: of the two items of a swap, the pulled one. `plan`: its progress at the time.
    """

    seq: int
    at: datetime
    kind: str
    item: ItemLink | None = None
    other: ItemLink | None = None
    reason: ReasonShown | None = None
    by: str | None = None
    agent: str | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    more: int = 0
    pulled: bool = False
    plan: Plan | None = None
