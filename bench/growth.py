"""The cost of a long past and of a long order: every page and verb with 2,000 closed and 200 waiting items, with 100,000 closed
items, and with 10,000 waiting items.

It calls the application without a server, so that the memory of this process is that of the pages. The target is at most twice
the database steps after the long past. For the long order there is no target.
"""

import gc
import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from flask import Flask

from bench.measure import Length, Line, at_most
from bench.place import Place
from config import ENVIRONMENTS
from queue_app.app import create_app
from queue_app.store.db.engine import Doors, open_engine
from queue_app.usecases.transaction import utc_now
from tests.cast import Cast
from tests.growth.past import Past, fill_past
from tests.growth.steps import FEW, stepped
from tests.growth.tour import Tour
from tests.http.site import Site

SHORT, LONG_PAST, LONG_ORDER = (2_000, 200), (100_000, 200), (2_000, 10_000)
"""(closed items, waiting items)."""
TIMES, RSS_MB = 2, 250
ROUNDS = 3
"""How often each page is requested. The shortest time counts."""

Taken = dict[str, tuple[float, int]]


def lines(place: Place, length: Length) -> Iterator[Line]:
    """A line for each page and verb: the steps and the CPU time of the three teams."""
    sizes = [
        (min(closed, length.largest), min(waiting, length.largest // 10)) for closed, waiting in (LONG_PAST, LONG_ORDER)
    ]
    short, past, order = (_tour(place, *size) for size in (SHORT, *sizes))
    for name, (ms, steps) in short.items():
        counts = [steps, past[name][1], order[name][1]]
        times = (ms, past[name][0], order[name][0])
        yield Line(
            f"{name}: steps {' | '.join(f'{n:,}' for n in counts)}",
            f"{' | '.join(f'{n:,.0f}' for n in times)} ms",
            f"<= {TIMES} x steps",
            counts[1] <= max(FEW[place.engine], TIMES * steps),
        )
    yield at_most("memory of the process after all pages", _rss(), RSS_MB, "MB", 0)


def _tour(place: Place, closed: int, waiting: int) -> Taken:
    cast = place.cast()
    cast.now = utc_now()
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        url = cast.doors.engine.url.render_as_string(hide_password=False)
        past = other.submit(_filled, url, replace(cast, doors=None, forecasts=None), closed, waiting).result()
    tour = Tour(Site(_application(place.folder), cast), past)
    tour.site.app.extensions["doors"] = cast.doors
    took: Taken = {}

    @contextmanager
    def gauge(name: str) -> Iterator[None]:
        with stepped(cast.doors) as steps:
            began = resource.getrusage(resource.RUSAGE_SELF)
            yield
            ended = resource.getrusage(resource.RUSAGE_SELF)
        ms = (ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime) * 1000
        took[name] = (min(ms, took.get(name, (ms,))[0]), steps.count)

    tour.begin()
    tour.pages(gauge)  # Warm up what a process creates once.
    gc.collect()
    gc.freeze()  # As the server does. Otherwise some pages take three times as long.
    for _ in range(ROUNDS):
        tour.pages(gauge)
    tour.verbs(gauge)
    gc.unfreeze()
    return took


def _filled(url: str, cast: Cast, closed: int, waiting: int) -> Past:
    """Fill the database. Runs in another process, because the rows are large and this one's memory is measured."""
    cast.doors = Doors(open_engine(url, pool_size=1))
    past = fill_past(cast, closed, waiting)
    past.rows.clear()
    past.events.clear()
    return past


def _application(folder: Path) -> Flask:
    return create_app(
        ENVIRONMENTS["testing"]({"DATABASE_URL": f"sqlite:///{folder / 'nobody.sqlite3'}", "TOPMOST_DATA": str(folder)})
    )


def _rss() -> float:
    """The memory of the process, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2
