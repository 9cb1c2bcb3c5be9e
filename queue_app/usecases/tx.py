"""What a use case works with: the locked team, the actor, `record` for changes, and `@write`, its declaration."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from queue_app.domain.agents.allowed import Agent, ForAgents, OnlyPeople
from queue_app.domain.errors import RoleTooLow
from queue_app.domain.queue.changes import Change, records
from queue_app.domain.queue.events import EVENT_KINDS
from queue_app.domain.team.rights import Right, Role, may
from queue_app.domain.team.team import Team
from queue_app.store.queue import items

Result = dict[str, Any]
"""The answer of a write, as JSON values. It is stored with the request; pages and the API render from it."""

UseCase = TypeVar("UseCase", bound=Callable[..., Result])


@dataclass(frozen=True, slots=True)
class Actor:
    """The writer and the team. `person` None is the operator at the command line; `cap` is the scope of a token.

    `agent`: an agent writes, and the person is its sponsor.
    """

    team: int
    person: int | None
    cap: Role | None = None
    agent: Agent | None = None


@dataclass(slots=True)
class Tx:
    """The transaction of a use case: the locked team, the actor, and the one way to record changes.

    The last record is sent together with COMMIT. A use case that uses `conn` after `record` calls `flush` first; the
    tests fail if it does not. `by_token`: a program writes, and it knows this team only.
    """

    conn: Connection
    team: Team
    by: int | None
    role: Role
    seq: int
    at: datetime
    last_number: int
    reserved: int = 1
    agent: Agent | None = None
    by_token: bool = False
    recorded: int = field(default=0, init=False)
    events: list[dict[str, Any]] = field(default_factory=list, init=False)
    unsaved: Sequence[Change] = field(default=(), init=False)

    @property
    def today(self) -> date:
        """The team's calendar day."""
        return self.team.day(self.at)

    @property
    def person(self) -> int:
        """The person who acts. Raises RoleTooLow for the operator, who is not in the team."""
        if self.by is None:
            raise RoleTooLow
        return self.by

    @property
    def orders(self) -> bool:
        """Whether the writer may order the queue. An agent never may."""
        return self.agent is None and may(self.role, Right.ORDER, self.team)

    def demand(self, right: Right) -> None:
        """Require a right that depends on the arguments. Raises RoleTooLow, or OnlyPeople for an agent."""
        if self.agent is not None:
            raise OnlyPeople
        if not may(self.role, right, self.team):
            raise RoleTooLow

    def record(self, kind: str, changes: Sequence[Change] = (), *, signed: bool | None = None, **facts: Any) -> None:
        """Record changed items, which `flush` sends, and the event.

        `signed`: whether the event names the actor (None: its kind decides). `facts`: its other data, as JSON values.
        """
        self.flush()
        self.unsaved = changes
        data = facts | {"items": records(changes)} if changes else facts
        if self.agent is not None:
            data = data | {"agent": self.agent.name}
        seq = self.take_events(1)
        by = self.by if (EVENT_KINDS[kind].signed if signed is None else signed) else None
        self.events.append({"team_id": self.team.id, "seq": seq, "at": self.at, "kind": kind, "by": by, "data": data})

    def flush(self) -> None:
        """Send the recorded changes of items, so that later statements see them.

        The end of the transaction flushes too.
        """
        if self.unsaved:
            changes, self.unsaved = self.unsaved, ()
            items.save(self.conn, self.team, changes)

    def take_events(self, count: int) -> int:
        """Reserve `count` event numbers for events that the caller writes. Returns the first one."""
        first = self.seq - self.reserved + 1 + self.recorded
        self.recorded += count
        return first


@dataclass(frozen=True, slots=True)
class WriteDeclaration:
    """The declaration that `@write` attaches to a use case."""

    right: Right
    events: Callable[..., int]
    new_items: Callable[..., int]
    on_archived: bool
    agents: ForAgents
    people: bool


def _one(**_: Any) -> int:
    return 1


def _none(**_: Any) -> int:
    return 0


def write(
    right: Right,
    *,
    events: Callable[..., int] = _one,
    new_items: Callable[..., int] = _none,
    on_archived: bool = False,
    agents: ForAgents = "never",
    people: bool = True,
) -> Callable[[UseCase], UseCase]:
    """Declare the right of a use case, and how many event and item numbers its arguments need (default 1 and 0).

    `agents`: when an agent may do it. `people` False: only agents do it.
    """

    def mark(use_case: UseCase) -> UseCase:
        use_case.declared = WriteDeclaration(right, events, new_items, on_archived, agents, people)  # type: ignore[attr-defined]
        return use_case

    return mark


def declaration_of(use_case: Callable[..., Result]) -> WriteDeclaration:
    """The declaration of a use case. Raises if it has none."""
    declaration: WriteDeclaration = use_case.declared  # type: ignore[attr-defined]
    return declaration
