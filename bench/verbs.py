"""Use cases alone, with 10,000 waiting items: their time and number of statements, in turn with the bare reference."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

from bench.bare import bare
from bench.measure import Length, Line, Took, at_most, load, timed
from bench.place import Place
from bench.queue import bring_in, waiting_rows
from queue_app.domain.queue.order import Target
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move_one
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import run
from queue_app.usecases.tx import Actor
from tests.cast import REASON, Cast
from tests.statements import counted

WAITING = 10_000
AIMS_MS = {"sqlite": 1, "postgres": 3}
STATEMENTS = 6
WARM = 10


def lines(place: Place, length: Length) -> Iterator[Line]:
    """Pull and move, and the finish that makes room for the next pull."""
    cast = place.cast()
    bring_in(cast, waiting_rows(WAITING))
    verbs, write = _verbs(cast), bare(place)()
    took: dict[str, list[Took]] = {name: [] for name in ("bare", *verbs)}
    for n in range(WARM + length.alternations * length.times):
        for name, act in {"bare": write, **verbs}.items():
            taken = timed(act)
            if n >= WARM:
                took[name].append(taken)
    reference = median(taken.ms for taken in took.pop("bare"))
    yield Line("bare UPDATE + COMMIT, p50", f"{reference:.2f} ms")
    for name, times in took.items():
        p50 = median(taken.ms for taken in times)
        yield at_most(f"{name}, {WAITING:,} waiting, p50 ({load()})", p50, AIMS_MS[place.engine], "ms", 2)
        cpu = median(taken.cpu_ms for taken in times)
        yield Line(f"{name}: CPU here; times the reference", f"{cpu:.2f} ms; {p50 / reference:.1f}")
    for name, verb in verbs.items():
        with counted(cast.doors) as sent:
            verb()
        yield at_most(f"{name}, statements", len(sent), STATEMENTS, digits=0)


def _verbs(cast: Cast) -> dict[str, Callable[[], object]]:
    do = partial(run, cast.doors, actor=Actor(cast.team, cast.bob))
    dice = random.Random(1)
    taken: list[int] = []

    def move() -> None:
        item, below = dice.sample(range(WAITING // 2, WAITING), 2)
        do(move_one, item=item, target=Target(below=below), reason=REASON)

    def pull() -> None:
        taken.append(do(pull_top).result["item"])

    return {"move": move, "pull": pull, "finish": lambda: do(finish, item=taken.pop())}
