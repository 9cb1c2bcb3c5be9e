"""The reference: the bare driver updates and commits one row, with the durability settings of the product."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
from sqlalchemy import make_url

from bench.crew import Crew
from bench.measure import Length, Line, in_turn
from bench.place import Place

TABLE = "CREATE TABLE one (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)"
ROW = "INSERT INTO one VALUES (1, 0)"
UPDATE = "UPDATE one SET n = n + 1 WHERE id = 1"


@dataclass(frozen=True)
class Bare:
    """Writers to the one row of the database at `url`."""

    url: str

    def __call__(self, _number: int = 0) -> Callable[[], None]:
        """A writer with its own connection."""
        return _sqlite(self.url) if self.url.startswith("sqlite") else _postgres(self.url)


def bare(place: Place) -> Bare:
    """A new database with the one row."""
    url = place.blank("bare")
    for statement in (TABLE, ROW):
        _once(url, statement)
    return Bare(url)


def lines(place: Place, length: Length) -> Iterator[Line]:
    """The most that this machine can do."""
    reference = bare(place)
    with Crew(1, reference) as one, Crew(8, reference) as eight:
        rates = in_turn(length, *(lambda crew=crew: crew.rate(length.seconds / 5) for crew in (one, eight)))
    for writers, rate in zip(("1 writer", "8 writers on one row"), rates, strict=True):
        yield Line(f"bare UPDATE + COMMIT, {writers}", f"{rate:,.0f} /s")


def _once(url: str, statement: str) -> None:
    if url.startswith("sqlite"):
        with sqlite3.connect(make_url(url).database or "") as connection:
            connection.execute(statement)
    else:
        with psycopg.connect(_plain(url)) as connection:
            connection.execute(statement)


def _sqlite(url: str) -> Callable[[], None]:
    connection = sqlite3.connect(make_url(url).database or "", timeout=60, isolation_level=None)
    for pragma in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"):
        connection.execute(pragma)

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(UPDATE)
        connection.execute("COMMIT")

    return write


def _postgres(url: str) -> Callable[[], None]:
    connection = psycopg.connect(_plain(url))

    def write() -> None:
        connection.execute(UPDATE)
        connection.commit()

    return write


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
