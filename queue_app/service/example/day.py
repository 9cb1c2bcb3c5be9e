"""One working day of the example team: finish old items, then somebody pulls, and sometimes the order changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.service.example import words
from queue_app.service.example.clockwork import ExampleTeam
from queue_app.service.example.people import people_ticked
from queue_app.usecases.queue.add import add, place
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join
from queue_app.usecases.queue.move import move_one
from queue_app.usecases.queue.plan import add_step, note, tick_step
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.split import split

MEDIAN_DAYS, SPREAD = 3.2, 0.7


@dataclass
class RunningExample:
    """A running item of the example: the working days left, who began it, and how long it is blocked."""

    days: float
    who: str
    area: str
    blocked: int = 0
    steps: int = 0


@dataclass
class Week:
    """The state carried from day to day. Items in `coming` of the last weeks are `kept` waiting for the last day."""

    example: ExampleTeam
    running: dict[int, RunningExample] = field(default_factory=dict)
    area_of: dict[int, str] = field(default_factory=dict)
    ideas: list[tuple[str, str]] = field(default_factory=lambda: list(words.WORK))
    reasons: Iterator[tuple[str, str]] = field(default_factory=lambda: cycle(words.REASONS))
    coming: list[tuple[str, str]] = field(default_factory=lambda: list(words.WAITING))
    kept: list[int] = field(default_factory=list)

    def day(self) -> None:
        """Play one working day."""
        self._work()
        self._think()
        self._order()
        while self._pull():
            pass

    def _work(self) -> None:
        for number in list(self.running):
            item = self.running[number]
            if item.blocked:
                item.blocked -= 1
                if not item.blocked:
                    self.example.do(item.who, unblock, item=number)
            elif item.days <= 1 and self.example.some(0.9):
                self.finish(number, item)
            else:
                self._go_on(number, item)

    def finish(self, number: int, item: RunningExample) -> None:
        """Finish the item and tick who worked on it."""
        areas, people = (
            [self.example.areas[item.area]],
            [self.example.people[name] for name in people_ticked(item.who, item.area)],
        )
        if self.example.do(item.who, finish, item=number, areas=areas, worked_along=people, steps="anyway"):
            del self.running[number]

    def _go_on(self, number: int, item: RunningExample) -> None:
        example = self.example
        item.days -= 1
        if item.steps < 4 and example.some(0.6):
            example.do(item.who, add_step, item=number, step=words.STEPS[item.steps])
            item.steps += 1
        if item.steps > 1 and example.some(0.7):
            example.do(item.who, tick_step, item=number, step=words.STEPS[item.steps - 2], done=True)
        if example.some(0.05):
            sentence, kind, step = example.choice(words.BLOCKS)
            item.blocked = example.dice.randint(1, 5)
            example.do(item.who, block, item=number, sentence=sentence, kind=example.kinds[kind], next_step=step)
        elif example.some(0.2):
            example.do(self._somebody(excluding=item.who), join, item=number)
        elif example.some(0.06):
            example.do(item.who, note, item=number, words=example.choice(words.NOTES))
        elif example.some(0.015) and example.do(item.who, put_back, item=number, kind="something_else_first"):
            del self.running[number]

    def _somebody(self, excluding: str = "") -> str:
        return str(self.example.choice([name for name in words.PEOPLE if name != excluding]))

    def _think(self) -> None:
        while self.ideas and self.example.some(0.46):
            title, area = self.ideas.pop(0)
            self.add(self._somebody(), title, area)

    def add(self, who: str, title: str, area: str) -> int | None:
        """Add an item at the bottom. Returns its number."""
        added = self.example.do(who, add, titles=[title], areas=[self.example.areas[area]])
        if added is None:
            return None
        number = int(added.result["items"][0])
        self.area_of[number] = area
        return number

    def keep_one(self) -> None:
        """Let the manager add an item that has to wait."""
        if self.coming:
            self.kept.append(self.add(words.PEOPLE[0], *self.coming.pop(0)) or 0)

    def _waiting(self) -> list[Item]:
        of_the_day = [number for number in self.area_of if number not in self.kept]
        return [item for item in self.example.items(of_the_day) if item.state is State.WAITING]

    def _order(self) -> None:
        example, manager = self.example, words.PEOPLE[0]
        waiting = self._waiting() if example.some(0.45) else []
        if len(waiting) > 3:
            kind, sentence = next(self.reasons)
            target = Target(end="top") if example.some(0.3) else Target(above=example.choice(waiting[:4]).number)
            example.do(
                manager, move_one, item=example.choice(waiting).number, target=target, reason=Reason(kind, sentence)
            )
        if len(waiting) > 6 and example.some(0.12):
            self._split(example.choice(waiting))
        if example.some(0.3):
            for item in waiting:
                if not item.placed:
                    example.do(manager, place, item=item.number)

    def _split(self, item: Item) -> None:
        if ":" in item.title:
            return
        pieces = [f"{item.title}: one branch", f"{item.title}: every branch"]
        split_off = self.example.do(self._somebody(), split, item=item.number, pieces=pieces)
        if split_off is not None:
            self.area_of |= dict.fromkeys(split_off.result["items"], self.area_of[item.number])

    def _pull(self) -> bool:
        example = self.example
        idle = [name for name in words.PEOPLE if name not in [item.who for item in self.running.values()]]
        who = example.choice(idle or words.PEOPLE)
        pulled = example.do(who, pull_top)
        if pulled is None:
            return False
        number = int(pulled.result["item"])
        area = self.area_of.get(number, words.AREAS[0])
        knows = [name for name in words.PEOPLE if area in words.KNOWS[name]]
        if who not in knows and example.some(0.6):
            example.do(example.choice(knows), join, item=number)
        days = MEDIAN_DAYS * example.dice.lognormvariate(0, SPREAD)
        self.running[number] = RunningExample(days, who, area)
        return True
