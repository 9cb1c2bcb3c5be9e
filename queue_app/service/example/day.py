"""One working day of the example team: what is old is finished first, then somebody pulls, now and then the order changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.service.example import words
from queue_app.service.example.clockwork import ExampleTeam
from queue_app.service.example.said import along
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
    """What the example knows of a running item: how many working days it still takes, who began it, how long it waits."""

    days: float
    who: str
    area: str
    blocked: int = 0
    steps: int = 0


@dataclass
class Week:
    """The state that goes from day to day. What is `coming` in the last weeks is `kept` waiting for the last day."""

    told: ExampleTeam
    running: dict[int, RunningExample] = field(default_factory=dict)
    area_of: dict[int, str] = field(default_factory=dict)
    ideas: list[tuple[str, str]] = field(default_factory=lambda: list(words.WORK))
    reasons: Iterator[tuple[str, str]] = field(default_factory=lambda: cycle(words.REASONS))
    coming: list[tuple[str, str]] = field(default_factory=lambda: list(words.WAITING))
    kept: list[int] = field(default_factory=list)

    def day(self) -> None:
        """One working day."""
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
                    self.told.do(item.who, unblock, item=number)
            elif item.days <= 1 and self.told.some(0.9):
                self.finish(number, item)
            else:
                self._go_on(number, item)

    def finish(self, number: int, item: RunningExample) -> None:
        """It is done, and who worked along is ticked."""
        areas, people = [self.told.areas[item.area]], [self.told.people[name] for name in along(item.who, item.area)]
        if self.told.do(item.who, finish, item=number, areas=areas, worked_along=people, steps="anyway"):
            del self.running[number]

    def _go_on(self, number: int, item: RunningExample) -> None:
        told = self.told
        item.days -= 1
        if item.steps < 4 and told.some(0.6):
            told.do(item.who, add_step, item=number, step=words.STEPS[item.steps])
            item.steps += 1
        if item.steps > 1 and told.some(0.7):
            told.do(item.who, tick_step, item=number, step=words.STEPS[item.steps - 2], done=True)
        if told.some(0.05):
            sentence, kind, step = told.one(words.BLOCKS)
            item.blocked = told.dice.randint(1, 5)
            told.do(item.who, block, item=number, sentence=sentence, kind=told.kinds[kind], next_step=step)
        elif told.some(0.2):
            told.do(self._somebody(but=item.who), join, item=number)
        elif told.some(0.06):
            told.do(item.who, note, item=number, words=told.one(words.NOTES))
        elif told.some(0.015) and told.do(item.who, put_back, item=number, kind="something_else_first"):
            del self.running[number]

    def _somebody(self, but: str = "") -> str:
        return str(self.told.one([name for name in words.PEOPLE if name != but]))

    def _think(self) -> None:
        while self.ideas and self.told.some(0.46):
            title, area = self.ideas.pop(0)
            self.add(self._somebody(), title, area)

    def add(self, who: str, title: str, area: str) -> int | None:
        """A new item at the bottom; its number."""
        added = self.told.do(who, add, titles=[title], areas=[self.told.areas[area]])
        if added is None:
            return None
        number = int(added.result["items"][0])
        self.area_of[number] = area
        return number

    def keep_one(self) -> None:
        """The manager notes what has to wait."""
        if self.coming:
            self.kept.append(self.add(words.PEOPLE[0], *self.coming.pop(0)) or 0)

    def _waiting(self) -> list[Item]:
        of_the_day = [number for number in self.area_of if number not in self.kept]
        return [item for item in self.told.items(of_the_day) if item.state is State.WAITING]

    def _order(self) -> None:
        told, manager = self.told, words.PEOPLE[0]
        waiting = self._waiting() if told.some(0.45) else []
        if len(waiting) > 3:
            kind, sentence = next(self.reasons)
            target = Target(end="top") if told.some(0.3) else Target(above=told.one(waiting[:4]).number)
            told.do(manager, move_one, item=told.one(waiting).number, target=target, reason=Reason(kind, sentence))
        if len(waiting) > 6 and told.some(0.12):
            self._split(told.one(waiting))
        if told.some(0.3):
            for item in waiting:
                if not item.placed:
                    told.do(manager, place, item=item.number)

    def _split(self, item: Item) -> None:
        if ":" in item.title:
            return
        pieces = [f"{item.title}: one branch", f"{item.title}: every branch"]
        done = self.told.do(self._somebody(), split, item=item.number, pieces=pieces)
        if done is not None:
            self.area_of |= dict.fromkeys(done.result["items"], self.area_of[item.number])

    def _pull(self) -> bool:
        told = self.told
        idle = [name for name in words.PEOPLE if name not in [item.who for item in self.running.values()]]
        who = told.one(idle or words.PEOPLE)
        pulled = told.do(who, pull_top)
        if pulled is None:
            return False
        number = int(pulled.result["item"])
        area = self.area_of.get(number, words.AREAS[0])
        knows = [name for name in words.PEOPLE if area in words.KNOWS[name]]
        if who not in knows and told.some(0.6):
            told.do(told.one(knows), join, item=number)
        days = MEDIAN_DAYS * told.dice.lognormvariate(0, SPREAD)
        self.running[number] = RunningExample(days, who, area)
        return True
