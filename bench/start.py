"""The time from a kill to the first answered request, on an existing database."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from bench.measure import Length, Line, at_most, cpu_seconds
from bench.place import Place
from bench.queue import bring_in, waiting_rows
from tests.cast import Cast
from tests.faults.served import Served

SECONDS, LOADED_SECONDS = 1.5, 5
BURNERS = 4
"""Processes that only count. A machine with two cores has twice as many as it can run."""


def lines(place: Place, length: Length) -> Iterator[Line]:
    """Start and kill the server several times: alone, and with two processes on a busy machine (R8)."""
    cast = place.cast()
    bring_in(cast, waiting_rows(1_000))
    took, cpu = _again(place, cast, length)
    yield at_most("up again after a kill, median", median(took), SECONDS, "s", 2)
    yield Line("CPU of it", f"{median(cpu):.2f} s")
    with _busy_machine():
        took, _ = _again(place, cast, length, WORKERS="2")
    yield at_most(f"two processes, beside {BURNERS} that only count", median(took), LOADED_SECONDS, "s", 2)


def _again(place: Place, cast: Cast, length: Length, **settings: str) -> tuple[list[float], list[float]]:
    """The seconds and CPU seconds of each start except the first, which may compile modules."""
    server = Served(cast.doors, place.folder / "data", settings=settings)
    took, cpu = [], []
    for _ in range(length.alternations + 1):
        took.append(server.start())
        cpu.append(cpu_seconds(server.process.pid))
        server.kill()
    return took[1:], cpu[1:]


@contextmanager
def _busy_machine() -> Iterator[None]:
    burners = [multiprocessing.Process(target=_count, daemon=True) for _ in range(BURNERS)]
    for burner in burners:
        burner.start()
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()


def _count() -> None:
    n = 0
    while True:
        n += 1
