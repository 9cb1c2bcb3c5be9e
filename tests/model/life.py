"""A random life of a team, run on the database and on the plain queue at the same time."""

import random
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from typing import Any

from queue_app.domain.errors import UserError
from queue_app.domain.queue.order import Target
from queue_app.store.queue import rebuild
from queue_app.usecases.queue.add import add, place
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.coin import coin
from queue_app.usecases.queue.drop import drop, reopen, restore
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top, skip, swap
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.split import split
from queue_app.usecases.queue.urgent import calm, urgent
from queue_app.usecases.transaction import Outcome
from queue_app.usecases.waits.wait import stop_waiting, wait_for
from tests.cast import REASON, Cast
from tests.model.dice import a_person, a_why, some_others
from tests.model.life_of_agents import LifeOfAgents
from tests.model.plain import PlainQueue
from tests.model.plain_agents import PlainTeam
from tests.model.seen import another_team, seen
from tests.model.tops import Tops, agree, top_of
from tests.usecases.agents.robots import robot


class Life(LifeOfAgents):
    """A team on both sides. Each verb does the same on both. If one side refuses, the other must refuse in the same way."""

    def __init__(self, cast: Cast) -> None:
        self.team = another_team(cast, limit=2)
        self.plain = PlainTeam(limit=2)
        self.robots = [robot(self.team, self.team.bob, name) for name in ("fixer", "tester")]
        self.seq = 1
        self.tops: Tops = {1: frozenset()}

    def step(self, verb: str, n: int) -> None:
        """Run the verb with choices from the random numbers `n`, and compare both sides."""
        if self.plain.items or verb == "adds":
            getattr(self, verb)(random.Random(n))
        now = seen(self.team)
        assert now == self.plain.seen()
        self.tops[self.seq] = top_of(now)

    def end(self) -> None:
        """Check that the history of this life matches its rows."""
        with self.team.doors.reading() as conn:
            assert rebuild.check(conn, self.team.team) == []
        assert agree(self.team, self.tops)

    # Adding and ordering

    def adds(self, dice: random.Random) -> None:
        by, titles = a_person(dice), self._titles(dice.randint(1, 6))
        self._does(add, by, lambda plain: plain.add(titles, by == "bob", None, True), titles=titles)

    def adds_at_a_place(self, dice: random.Random) -> None:
        titles, target, why = self._titles(dice.randint(1, 6)), self._target(dice), a_why(dice)
        if target.end != "bottom":
            verb = partial(PlainQueue.add, titles=titles, placed=True, target=target, reason=bool(why))
            self._does(add, "bob", verb, titles=titles, target=target, reason=why)

    def moves(self, dice: random.Random) -> None:
        state = dice.choice(["waiting", "waiting", "in_progress", None])
        items = [self._item(dice, state) for _ in range(dice.choice([1, 1, 1, 2, 3, 6]))]
        items, target, why = list(dict.fromkeys(items)), self._target(dice, state), a_why(dice)
        verb = partial(PlainQueue.move, numbers=items, target=target, reason=bool(why))
        self._does(move, "bob", verb, items=items, target=target, reason=why)

    def flips(self, dice: random.Random) -> None:
        one, two, chance = self._item(dice, "waiting"), self._item(dice, "waiting"), dice.random()
        verb = partial(PlainQueue.coin, one=one, other=two, lower_wins=chance >= 0.5)
        self._does(coin, "bob", verb, item=one, with_item=two, chance=chance)

    def limits(self, dice: random.Random) -> None:
        limit = dice.randint(1, 5)
        self._does(set_limit, "alice", partial(PlainQueue.set_limit, limit=limit), limit=limit, reason="Because.")

    def urges(self, dice: random.Random) -> None:
        self._to(self._item(dice), urgent, "alice", PlainQueue.urge, reason=REASON)

    def calms(self, dice: random.Random) -> None:
        number = self.plain.urgent or self._item(dice)
        self._to(number, calm, "alice", PlainQueue.calm)

    def places(self, dice: random.Random) -> None:
        self._to(self._item(dice, "waiting"), place, "bob", PlainQueue.place)

    # Starting and ending

    def pulls(self, dice: random.Random) -> None:
        by, others = a_person(dice), some_others(dice)
        verb = partial(PlainQueue.pull, person=self._id(by), leave=others == "leave")
        self._does(pull_top, by, verb, others=others)

    def swaps(self, dice: random.Random) -> None:
        by, others = a_person(dice), some_others(dice)
        verb = partial(PlainQueue.swap, person=self._id(by), leave=others == "leave")
        self._to(self._item(dice, "in_progress"), swap, by, verb, kind="cannot_go_on", others=others)

    def puts_back(self, dice: random.Random) -> None:
        self._to(self._item(dice, "in_progress"), put_back, "alice", PlainQueue.put_back, kind="cannot_go_on")

    def finishes(self, dice: random.Random) -> None:
        self._to(self._item(dice, "in_progress"), finish, "alice", PlainQueue.finish)

    def drops(self, dice: random.Random) -> None:
        self._to(self._item(dice), drop, "bob", PlainQueue.drop, reason="Nobody needs it.")

    def reopens(self, dice: random.Random) -> None:
        self._to(self._item(dice, "finished"), reopen, "alice", PlainQueue.reopen, reason="Not right yet.")

    def restores(self, dice: random.Random) -> None:
        self._to(self._item(dice, "dropped"), restore, "bob", PlainQueue.restore)

    def splits(self, dice: random.Random) -> None:
        titles = self._titles(dice.randint(2, 5))
        self._to(self._item(dice), split, "alice", partial(PlainQueue.split, titles=titles), pieces=titles)

    # Around an item

    def blocks(self, dice: random.Random) -> None:
        self._to(self._item(dice), block, "alice", PlainQueue.block, sentence="Waits for the key.")

    def unblocks(self, dice: random.Random) -> None:
        blocked = [n for n, item in self.plain.items.items() if item.blocked]
        number = dice.choice(blocked) if blocked and dice.random() < 0.8 else self._item(dice)
        self._to(number, unblock, "alice", PlainQueue.unblock)

    def waits(self, dice: random.Random) -> None:
        number, other = self._item(dice), self._item(dice, "waiting")
        self._does(wait_for, "alice", lambda plain: plain.wait_for(number, other), item=number, number=other)

    def stops_waiting(self, dice: random.Random) -> None:
        pairs = [(n, other) for n, item in self.plain.items.items() for other in sorted(item.waits)]
        there = dice.choice(pairs) if pairs and dice.random() < 0.8 else None
        number, other = there or (self._item(dice), self._item(dice))
        on = self.team.item(other).id
        self._does(stop_waiting, "bob", lambda plain: plain.stop_waiting(number, other), item=number, on=on)

    def skips(self, dice: random.Random) -> None:
        by = a_person(dice)
        following = self.plain.next_for(self._id(by)) if dice.random() < 0.8 else None
        verb = partial(PlainQueue.skip, person=self._id(by))
        self._to(following or self._item(dice), skip, by, verb, kind="area")

    def joins(self, dice: random.Random) -> None:
        by, others = a_person(dice), some_others(dice)
        verb = partial(PlainTeam.join, person=self._id(by), leave=others == "leave")
        self._to(self._item(dice, "in_progress"), join, by, verb, others=others)

    def leaves(self, dice: random.Random) -> None:
        by = a_person(dice)
        verb = partial(PlainQueue.leave, person=self._id(by))
        self._to(self._item(dice, "in_progress"), leave, by, verb)

    # What the verbs share

    def _to(self, number: int, use_case: Callable, by: str, verb: Callable, **command: Any) -> None:
        self._does(use_case, by, lambda plain: verb(plain, number), item=number, **command)

    def _does(self, use_case: Callable, by: str, verb: Callable[[PlainTeam], bool], **command: Any) -> None:
        self._both(lambda: self.team.do(use_case, by=self._id(by), **command), verb, f"{use_case.__name__} {command}")

    def _both(self, do: Callable[[], Outcome], verb: Callable[[PlainTeam], bool], what: str = "by an agent") -> None:
        played = deepcopy(self.plain)
        expected = _outcome(lambda: verb(played))
        came = _outcome(lambda: self._came(do()))
        assert came == expected, what
        if expected is True:
            self.plain = played

    def _came(self, outcome: Outcome) -> bool:
        assert outcome.seq == self.seq + outcome.changed
        self.seq = outcome.seq
        return outcome.changed

    def _item(self, dice: random.Random, state: str | None = None) -> int:
        """Any item; four times out of five one in `state`, if there is one."""
        fitting = [n for n, item in self.plain.items.items() if item.state == state]
        return dice.choice(fitting if fitting and dice.random() < 0.8 else [*self.plain.items, 1])

    def _target(self, dice: random.Random, state: str | None = "waiting") -> Target:
        where = dice.choice(["above", "above", "below", "below", "top", "bottom"])
        return Target(end=where) if where in ("top", "bottom") else Target(**{where: self._item(dice, state)})

    def _titles(self, count: int) -> list[str]:
        return [f"{self.seq}.{n}" for n in range(count)]

    def _id(self, by: str) -> int:
        return getattr(self.team, by)


def _outcome(do: Callable[[], bool]) -> bool | type[UserError]:
    try:
        return do()
    except UserError as refusal:
        return type(refusal)
