"""The clock, the dice and the people of the example. Everything happens by the real use cases, at a given time."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from queue_app.domain.errors import Refusal
from queue_app.domain.queue.item import Item
from queue_app.store.db.engine import Doors
from queue_app.store.queue import items
from queue_app.usecases.transaction import Outcome, run
from queue_app.usecases.tx import Actor


@dataclass
class ExampleTeam:
    """A team whose history is generated. `now` only moves forward; `dice` is seeded, so every example is the same."""

    doors: Doors
    team: int
    people: dict[str, int]
    areas: dict[str, int]
    kinds: dict[str, int]
    now: datetime
    last: datetime
    dice: random.Random = field(default_factory=lambda: random.Random(1851))  # noqa: S311 - invented history

    def do(self, who: str, use_case: Callable[..., Any], **command: Any) -> Outcome | None:
        """Run the use case as `who`, a few minutes later. None if a rule refuses, as happens in every real team."""
        self.now = min(self.now + timedelta(seconds=self.dice.randint(40, 600)), self.last)
        try:
            return run(self.doors, use_case, Actor(self.team, self.people[who]), clock_now=lambda: self.now, **command)
        except Refusal:
            return None

    def wake(self, day: date) -> None:
        """Start a working day at half past eight, in UTC."""
        self.now = max(self.now, datetime.combine(day, time(8, 30), UTC))

    def some(self, share: float) -> bool:
        """True in this share of the calls."""
        return self.dice.random() < share

    def choice(self, choices: Sequence[Any]) -> Any:
        """One of the choices, at random."""
        return choices[self.dice.randrange(len(choices))]

    def items(self, numbers: Iterable[int]) -> list[Item]:
        """The present items, in the order of `numbers`."""
        with self.doors.reading() as conn:
            by_number = {item.number: item for item in items.by_numbers(conn, self.team, list(numbers))}
        return [by_number[number] for number in numbers]
