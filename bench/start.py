"""How long from `python wsgi.py` to the first answered request, on a database that is there already."""

from collections.abc import Iterator
from statistics import median

from bench.measure import Length, Line, at_most, cpu_seconds
from bench.place import Place
from bench.queue import bring_in, waiting_rows
from tests.faults.served import Served

SECONDS = 3


def lines(place: Place, length: Length) -> Iterator[Line]:
    """Started and killed several times."""
    cast = place.cast()
    bring_in(cast, waiting_rows(1_000))
    server = Served(cast.doors, place.folder / "data")
    took, cpu = [], []
    for _ in range(length.alternations + 1):
        took.append(server.start())
        cpu.append(cpu_seconds(server.process.pid))
        server.kill()
    yield at_most("up again after a kill, median", median(took[1:]), SECONDS, "s", 2)
    yield Line("CPU of it", f"{median(cpu[1:]):.2f} s")
