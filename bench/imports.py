"""Import of a large file, as `topmost import csv` does it, while somebody else moves items of the same team all the time."""

import time
from collections.abc import Iterator
from threading import Thread

from bench.crew import Crew
from bench.measure import Length, Line, at_most
from bench.place import Place
from bench.queue import bring_in, mixed_rows, waiting_rows
from bench.writers import Mover
from tests.cast import Cast

WAITING = 1_000
WAIT_SECONDS = {"sqlite": 4, "postgres": 15}
LOOK_SECONDS = 0.5


def lines(place: Place, length: Length) -> Iterator[Line]:
    """How long it takes alone, and how long it lets others wait for the team."""
    raw = mixed_rows(length.largest)
    alone = place.cast()
    began, cpu = time.perf_counter(), time.process_time()
    bring_in(alone, raw)
    yield Line(f"import of {length.largest:,} rows", f"{time.perf_counter() - began:.1f} s")
    yield Line("CPU of it, without the database server's", f"{time.process_time() - cpu:.1f} s")
    longest = _longest_wait(place.cast(), raw)
    yield at_most("the longest move of somebody else meanwhile", longest, WAIT_SECONDS[place.engine], "s", 2)


def _longest_wait(cast: Cast, raw: bytes) -> float:
    bring_in(cast, waiting_rows(WAITING))
    url = cast.doors.engine.url.render_as_string(hide_password=False)
    with Crew(1, Mover(url, cast.team, cast.bob, WAITING)) as somebody:
        importing = Thread(target=bring_in, args=(cast, raw))
        importing.start()
        moves = somebody.run(LOOK_SECONDS)
        while importing.is_alive():
            moves += somebody.run(LOOK_SECONDS)
    return max(move.seconds for move in moves)
