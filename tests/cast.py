"""The cast: Alice is a member, Bob her manager, Carol observes, Mallory manages another team."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, insert, select

from queue_app.domain.queue.item import Item
from queue_app.domain.queue.move import Reason
from queue_app.service.process.kept.forecasts import Forecasts
from queue_app.store.db.engine import Doors
from queue_app.store.queue import items
from queue_app.store.tables import ITEM, PERSON
from queue_app.store.team import teams
from queue_app.usecases.queue.add import add
from queue_app.usecases.transaction import Outcome, in_transaction, run
from queue_app.usecases.tx import Actor

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
REASON = Reason("other", "Because.")
Done = TypeVar("Done")


@dataclass
class Cast:
    """A team with its people, and another team. `now` is the clock of everything that is done through the cast."""

    doors: Doors
    team: int
    alice: int
    bob: int
    carol: int
    other_team: int
    mallory: int
    now: datetime = MONDAY
    told: bool = True
    forecasts: Forecasts = field(default_factory=Forecasts)

    def do(self, use_case: Callable[..., Any], by: int | None = None, **command: Any) -> Outcome:
        """Run a use case in the team, as the manager or as the person `by`. The clock moves on by a second."""
        self.now += timedelta(seconds=1)
        actor = Actor(self.team, self.bob if by is None else by)
        return run(self.doors, use_case, actor, clock_now=lambda: self.now, **command)

    def untold(self, write: Callable[[Connection], Done]) -> Done:
        """Write rows without an event. After the test, the history is then not compared with the rows."""
        self.told = False
        return in_transaction(self.doors, write)

    def add(self, *titles: str) -> list[int]:
        """Add items at the bottom. Returns their numbers."""
        numbers: list[int] = self.do(add, titles=list(titles)).result["items"]
        return numbers

    def item(self, number: int) -> Item:
        """The stored item."""
        with self.doors.reading() as conn:
            return items.by_numbers(conn, self.team, [number])[0]

    def order(self) -> list[str]:
        """The titles of the open items, top first."""
        query = select(ITEM.c.title).where(ITEM.c.team_id == self.team, ITEM.c.rank.is_not(None)).order_by(ITEM.c.rank)
        with self.doors.reading() as conn:
            return list(conn.execute(query).scalars())


def person(conn: Connection, name: str) -> int:
    """Add a person without a password. Returns the id."""
    email = f"{name.lower()}@example.org"
    row = {"name": name, "email": email, "email_folded": email, "created_at": MONDAY}
    return int(conn.execute(insert(PERSON).values(row).returning(PERSON.c.id)).scalar_one())


def make_cast(doors: Doors, limit: int = 3) -> Cast:
    """A team of three with an empty queue, and Mallory's."""

    def make(conn: Connection) -> Cast:
        alice, bob, carol, mallory = (person(conn, name) for name in ("Alice", "Bob", "Carol", "Mallory"))
        team = teams.create(conn, {"name": "Tigers"}, limit, bob, MONDAY)
        other = teams.create(conn, {"name": "Others"}, limit, mallory, MONDAY)
        for who, role in ((alice, "member"), (bob, "manager"), (carol, "observer")):
            teams.add_member(conn, team, who, role, MONDAY)
        teams.add_member(conn, other, mallory, "manager", MONDAY)
        return Cast(doors, team, alice, bob, carol, other, mallory)

    return in_transaction(doors, make)
