"""Eight processes write to one team as fast as they can, in turn with eight that update a single row."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.bare import bare
from bench.crew import Crew
from bench.measure import Length, Line, at_least, in_turn
from bench.place import Place
from bench.queue import bring_in, waiting_rows
from queue_app.domain.queue.order import Target
from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.db.silence import DatabaseBusy
from queue_app.usecases.queue.move import move_one
from queue_app.usecases.transaction import run
from queue_app.usecases.tx import Actor
from tests.cast import REASON

WRITERS, WAITING, SHARE = 8, 10_000, 0.15


@dataclass(frozen=True)
class Mover:
    """Moves items of one team, each below some other item. An act returns False if the database was busy for too long."""

    url: str
    team: int
    person: int
    waiting: int

    def __call__(self, number: int) -> Callable[[], bool]:
        """A mover with its own database connection."""
        doors, dice = Doors(open_engine(self.url, pool_size=1)), random.Random(number)

        def act() -> bool:
            item, below = dice.sample(range(1, self.waiting + 1), 2)
            actor = Actor(self.team, self.person)
            try:
                run(doors, move_one, actor, item=item, target=Target(below=below), reason=REASON)
            except DatabaseBusy:
                return False
            return True

        return act


def lines(place: Place, length: Length) -> Iterator[Line]:
    """Use cases a second, and the ratio to updates of the bare row."""
    cast = place.cast()
    bring_in(cast, waiting_rows(WAITING))
    url = cast.doors.engine.url.render_as_string(hide_password=False)
    seconds = length.seconds / 5
    with Crew(WRITERS, bare(place)) as reference, Crew(WRITERS, Mover(url, cast.team, cast.bob, WAITING)) as movers:
        limit, moves = in_turn(length, lambda: reference.rate(seconds), lambda: movers.rate(seconds))
    yield Line(f"bare UPDATE + COMMIT, {WRITERS} writers on one row", f"{limit:,.0f} /s")
    yield Line(f"moves, {WRITERS} writers on one team", f"{moves:,.0f} /s")
    yield at_least("share of the bare limit", moves / limit, SHARE, digits=3)
