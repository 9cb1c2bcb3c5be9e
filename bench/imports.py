"""Import of a large file, as `flask import csv` does it: how long, and for how long nobody else could write."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from bench.measure import Length, Line, at_most
from bench.place import Place
from bench.queue import bring_in, mixed_rows
from queue_app.store.engine import Doors

HELD_SECONDS = {"sqlite": 4, "postgres": 15}


def lines(place: Place, length: Length) -> Iterator[Line]:
    """One file into an empty team."""
    cast = place.cast()
    raw = mixed_rows(length.largest)
    began, cpu = time.perf_counter(), time.process_time()
    with _held(cast.doors) as held:
        bring_in(cast, raw)
    yield Line(f"import of {length.largest:,} rows", f"{time.perf_counter() - began:.1f} s")
    yield Line("CPU of it, without the database server's", f"{time.process_time() - cpu:.1f} s")
    yield at_most("the lock was held", max(held), HELD_SECONDS[place.engine], "s")


@contextmanager
def _held(doors: Doors) -> Iterator[list[float]]:
    """Seconds from each BEGIN of a write until its connection was given back, which is after COMMIT."""
    held: list[float] = []
    begun: dict[Any, float] = {}

    def begin(conn: Connection) -> None:
        if conn.get_execution_options().get("topmost_door") == "writing":
            begun[conn.connection.dbapi_connection] = time.perf_counter()

    def given_back(raw: Any, _entry: object) -> None:
        if raw in begun:
            held.append(time.perf_counter() - begun.pop(raw))

    event.listen(doors.engine, "begin", begin)
    event.listen(doors.engine, "checkin", given_back)
    try:
        yield held
    finally:
        event.remove(doors.engine, "begin", begin)
        event.remove(doors.engine, "checkin", given_back)
