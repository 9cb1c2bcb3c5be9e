"""One of several processes that work on a team at the same time. It reads the team, decides, and does one thing.

`live` is a correct client. `count_and_take` is the control: it counts the running items and takes the top that it read, like a
queue without slots and without the lock.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from queue_app.domain.errors import UserError
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import State
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import NotOpen
from queue_app.domain.team.rights import Right
from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.queue import items, pull
from queue_app.store.tables import CLOCK, ITEM
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top, swap
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.transaction import run
from queue_app.usecases.tx import Actor, Result, Tx, write
from tests.cast import REASON
from tests.stress.history import Call

Command = dict[str, Any]
MOST_OPEN, HIGHEST_LIMIT, BELIEVED_LIMIT = 40, 6, 3
FEWEST_CALLS = 40
"""Long enough for any slow machine."""


@dataclass(frozen=True)
class Seen:
    """The open items as numbers from the top, at event `seq`."""

    seq: int
    waiting: list[int] = field(default_factory=list)
    running: list[int] = field(default_factory=list)
    blocked: list[int] = field(default_factory=list)

    @property
    def open(self) -> list[int]:
        return self.running + self.waiting

    @property
    def top(self) -> int | None:
        return next((number for number in self.waiting if number not in self.blocked), None)


def _titles(seen: Seen, dice: random.Random) -> Command | None:
    titles = [f"After {seen.seq}, {n}" for n in range(dice.randint(1, 4))]
    return {"titles": titles} if len(seen.open) < MOST_OPEN else None


def _place(seen: Seen, dice: random.Random) -> Command | None:
    if not seen.open:
        return None
    anchor = dice.choice(seen.open)
    targets = [Target(end="top"), Target(end="bottom"), Target(above=anchor), Target(below=anchor)]
    moved = dice.sample(seen.open, min(len(seen.open), dice.choice([1, 1, 1, 2, 4])))
    return {"items": moved, "target": dice.choice(targets), "reason": dice.choice([REASON, REASON, None])}


def _expected(seen: Seen, dice: random.Random) -> Command:
    return {"expect": dice.choice([seen.top, None])}


def _one_of(which: str, **further: Any) -> Callable[[Seen, random.Random], Command | None]:
    return lambda seen, dice: {"item": dice.choice(there)} | further if (there := getattr(seen, which)) else None


def _to_swap(seen: Seen, dice: random.Random) -> Command | None:
    out = _one_of("running", kind="cannot_go_on")(seen, dice)
    return out and out | _expected(seen, dice)


VERBS: dict[Callable[..., Result], tuple[int, Callable[[Seen, random.Random], Command | None]]] = {
    add: (6, _titles),
    move: (8, _place),
    pull_top: (10, _expected),
    swap: (4, _to_swap),
    finish: (6, _one_of("running")),
    put_back: (3, _one_of("running", kind="cannot_go_on")),
    block: (2, _one_of("open", sentence="Waits for the key.")),
    unblock: (3, _one_of("blocked")),
    set_limit: (2, lambda _, dice: {"limit": dice.randint(1, HIGHEST_LIMIT), "reason": "Because."}),
}
"""How often each comes, and its command by what was seen (None: not now)."""


@dataclass
class Client:
    """A person with their own connection, who records every call."""

    doors: Doors
    team: int
    by: int
    calls: list[Call] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def goes_on(self, seconds: float) -> bool:
        return len(self.calls) < FEWEST_CALLS or time.monotonic() < self.began + seconds

    def look(self) -> Seen:
        with self.doors.reading() as conn:
            seen = Seen(conn.execute(select(CLOCK.c.revision).where(CLOCK.c.team_id == self.team)).scalar_one())
            open_items = select(ITEM.c.number, ITEM.c.state, ITEM.c.block_id).order_by(ITEM.c.rank)
            for row in conn.execute(open_items.where(ITEM.c.team_id == self.team, ITEM.c.rank.is_not(None))):
                (seen.waiting if row.state == State.WAITING else seen.running).append(row.number)
                seen.blocked.extend([row.number] if row.block_id is not None else [])
        return seen

    def actor(self, said: Command) -> Actor:
        """The actor of the calls."""
        return Actor(self.team, self.by)

    def command(self, said: Command) -> Command:
        """What the use case is told of it."""
        return said

    def call(self, knew: int, use_case: Callable[..., Result], said: Command, verb: str = "", **hidden: Any) -> Result:
        """Run a use case and record the answer. `verb` and `said` are recorded; `hidden` are further arguments."""
        began = time.monotonic()
        outcome, refusal, result = None, None, {}
        try:
            outcome = run(self.doors, use_case, self.actor(said), **self.command(said), **hidden)
        except UserError as said_no:
            refusal = type(said_no)
        except DatabaseBusy:  # SQLite waits unfairly. If the call had written, its event would be missed.
            return result
        about = (self.by, verb or use_case.__name__, said, began, time.monotonic(), knew)
        if outcome is None:
            self.calls.append(Call(*about, refusal=refusal))
        else:
            result = outcome.result
            self.calls.append(Call(*about, outcome.seq, outcome.changed, _told(use_case, result)))
        return result


def _told(use_case: Callable[..., Result], result: Result) -> tuple[int, ...]:
    if use_case is add:
        return tuple(result["items"])
    return (result["item"],) if use_case in (pull_top, swap, take) and not result.get("held") else ()


def live(url: str, team: int, by: int, seconds: float) -> list[Call]:
    """Do everything at random for this time."""
    client, dice = Client(Doors(open_engine(url, pool_size=1)), team, by), random.Random(by)
    weights = [weight for weight, _ in VERBS.values()]
    while client.goes_on(seconds):
        seen = client.look()
        use_case = dice.choices(list(VERBS), weights)[0]
        said = VERBS[use_case][1](seen, dice)
        if said is not None:
            client.call(seen.seq, use_case, said)
    client.doors.engine.dispose()
    return client.calls


@write(Right.WORK)
def take(tx: Tx, *, item: int) -> Result:
    """Start this item in any free slot, without checking whether it is waiting and whether there is room."""
    free = pull.pull_facts(tx.conn, tx.team.id, tx.by, tx.today).slot
    (found,) = items.by_numbers(tx.conn, tx.team.id, [item])
    if not found.open:
        raise NotOpen
    tx.record("pulled", [Change(found, found.started(free, tx.at, tx.today))])
    return {"item": item}


def count_and_take(url: str, team: int, by: int, seconds: float) -> list[Call]:
    """Pull, or take the top, where fewer run than BELIEVED_LIMIT, else finish one: by what was read before the lock."""
    client, dice = Client(Doors(open_engine(url, pool_size=1)), team, by), random.Random(by)
    while client.goes_on(seconds):
        seen = client.look()
        time.sleep(0.005)  # Somebody else acts meanwhile, on whatever machine.
        if len(seen.running) >= BELIEVED_LIMIT:
            client.call(seen.seq, finish, {"item": dice.choice(seen.running)})
        elif seen.top is None or dice.random() < 0.25:
            client.call(seen.seq, pull_top, {})
        else:
            client.call(seen.seq, take, {}, "pull_top", item=seen.top)
    client.doors.engine.dispose()
    return client.calls
