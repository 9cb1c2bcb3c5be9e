"""Backup of a long history and restore into an empty database, as by `topmost backup` and `topmost restore`.

Filling the database takes longer than both. On a busy machine the seconds say little. The CPU time is that of this process only.
"""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

from sqlalchemy import func, select

from bench.measure import WHOLE, Length, Line, at_most, exactly, timed
from bench.place import Place
from queue_app.store import tables
from queue_app.store.backup.make import make_backup
from queue_app.store.backup.restore import restore
from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.team import teams
from queue_app.usecases.transaction import utc_now
from tests.cast import Cast
from tests.growth.past import fill_past

TEAMS, CLOSED, WAITING = 10, 27_200, 1_000
"""This many closed and waiting items in each team make 1,000,000 events in all."""

SECONDS = 60


def lines(place: Place, length: Length) -> Iterator[Line]:
    """How long backup and restore take, and whether every event came back."""
    cast = place.cast()
    with ProcessPoolExecutor(1, get_context("spawn")) as other:  # The rows are large, and freed with the process.
        url = cast.doors.engine.url.render_as_string(hide_password=False)
        count = TEAMS * length.largest // WHOLE.largest
        other.submit(_fill, url, replace(cast, doors=None, forecasts=None, now=utc_now()), count).result()
    file, empty = place.folder / "all.topmost", place.blank("restored")
    events = _count(cast.doors)
    yield Line("events", f"{events:,}")
    with file.open("wb") as target:
        took = timed(lambda: make_backup(url, target, place.folder, utc_now()))
    yield Line("backup; its CPU", f"{took.ms / 1000:.1f} s; {took.cpu_ms / 1000:.1f} s")
    yield Line("size of the file", f"{file.stat().st_size / 1024**2:.0f} MB")
    took = timed(lambda: restore(empty, file, utc_now(), keep_access=False))
    yield Line("CPU of the restore, without the database server's", f"{took.cpu_ms / 1000:.1f} s")
    yield at_most("restore", took.ms / 1000, SECONDS, "s")
    restored = Doors(open_engine(empty, pool_size=1))
    place.made.append(restored)
    yield exactly("events afterwards", _count(restored), events)


def _fill(url: str, cast: Cast, count: int) -> None:
    """Fill the database team by team, because the client waits only so long for one statement."""
    cast.doors = Doors(open_engine(url, pool_size=1))
    for n in range(count):
        team = cast.untold(lambda conn: teams.create(conn, {"name": "Tigers"}, 3, cast.bob, cast.now))
        fill_past(replace(cast, team=team), CLOSED + n, WAITING)


def _count(doors: Doors) -> int:
    with doors.reading(at_length=True) as connection:
        return int(connection.execute(select(func.count()).select_from(tables.EVENT)).scalar_one())
