"""Items that arrive by the thousand, with their events. What does not depend on the lock is made ready before it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, text
from sqlalchemy.engine import Dialect

from queue_app.domain.importing import Place
from queue_app.domain.item import Item
from queue_app.domain.record import Change, to_record
from queue_app.store.bulk import Cells, insert_rows, readied
from queue_app.store.clock import EVENT
from queue_app.store.items import ITEM, folded

BATCH = 5_000

_HEAD = ("title", "words", "reference", "folded", "state")
_TAIL = ("slot", "imported", "run", "created_at")
_TIMES = ("started_at", "started_on", "finished_at", "finished_on", "dropped_at")
_ITEM = ("id", "team_id", "number", *_HEAD, "rank", *_TAIL, *_TIMES)
_EVENT = ("team_id", "seq", "at", "kind", "by", "data")

_KNOWN = select(ITEM.c.reference).where(
    ITEM.c.team_id == bindparam("team"), ITEM.c.reference.in_(bindparam("references", expanding=True))
)
_LAST_ID = select(func.coalesce(func.max(ITEM.c.id), 0))
_LARGE_CACHE, _USUAL_CACHE = text("PRAGMA cache_size = -131072"), text("PRAGMA cache_size = -2000")
_NEXT_IDS = text("SELECT nextval(pg_get_serial_sequence('item', 'id')) FROM generate_series(1, :count)")


@dataclass(frozen=True, slots=True)
class Ready:
    """An item as cells around its rank, and the beginning of its event's text; id, number and place are still missing."""

    head: Cells
    tail: Cells
    event: str


class Readier:
    """Makes items ready for one kind of database."""

    def __init__(self, dialect: Dialect) -> None:
        self._head = readied(ITEM, _HEAD, dialect)
        self._tail = readied(ITEM, _TAIL + _TIMES, dialect)

    def ready(self, item: Item, words: str, reference: str | None, created_at: datetime) -> Ready:
        """`item` without id, number and place."""
        searched = folded({"title": item.title, "words": words, "reference": reference})
        times = [getattr(item, name) for name in _TIMES]
        return Ready(
            head=self._head((item.title, words, reference, searched, item.state.value)),
            tail=self._tail((item.slot, item.imported, item.run, created_at, *times)),
            event=_event_begun(item, created_at),
        )


def _event_begun(item: Item, created_at: datetime) -> str:
    now = to_record(Change(None, item))["now"]
    known = {name: value for name, value in now.items() if name not in ("number", "under")}
    return json.dumps({"created_at": created_at.isoformat(), "items": [{"now": known}]}).removesuffix("}}]}")


def _event(begun: str, id_: int, number: int, place: Place) -> str:
    under = "" if place.rank is None else f', "under": {json.dumps(place.under)}'
    return f'{begun}, "number": {number}{under}}}, "id": {id_}}}]}}'


@contextmanager
def at_length(connection: Connection) -> Iterator[None]:
    """For a write that is larger than what a person waits for.

    PostgreSQL does not end it after 10 s. SQLite keeps its pages in memory: seen a fifth faster with 100,000 items.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        yield
        return
    connection.execute(_LARGE_CACHE)
    try:
        yield
    finally:
        connection.execute(_USUAL_CACHE)


def known(connection: Connection, team_id: int, references: Iterable[str]) -> set[str]:
    """Which of the references the team has already."""
    found: set[str] = set()
    for some in _batches(references):
        found.update(connection.execute(_KNOWN, {"team": team_id, "references": some}).scalars())
    return found


def new_ids(connection: Connection, count: int) -> list[int]:
    """Ids for items that are about to be inserted. The transaction holds the write lock."""
    if connection.dialect.name == "sqlite":
        first = connection.execute(_LAST_ID).scalar_one() + 1
        return list(range(first, first + count))
    return list(connection.execute(_NEXT_IDS, {"count": count}).scalars())


@dataclass(frozen=True, slots=True)
class Numbers:
    """What only the lock could tell: ids and places of the items, the first of their numbers, the first of their events."""

    ids: Sequence[int]
    places: Sequence[Place]
    first_number: int
    first_seq: int
    at: datetime
    by: int | None


def insert_with_events(connection: Connection, team_id: int, ready: Sequence[Ready], known: Numbers) -> Iterator[int]:
    """Insert the items and an `imported` event each; gives how many are written, after every batch."""
    at = readied(EVENT, ("at",), connection.dialect)((known.at,))[0]
    for start in range(0, len(ready), BATCH):
        rows, events = [], []
        for n, one in enumerate(ready[start : start + BATCH], start=start):
            id_, place, number = known.ids[n], known.places[n], known.first_number + n
            rows.append((id_, team_id, number, *one.head, place.rank, *one.tail))
            data = _event(one.event, id_, number, place)
            events.append((team_id, known.first_seq + n, at, "imported", known.by, data))
        insert_rows(connection, ITEM, _ITEM, rows)
        insert_rows(connection, EVENT, _EVENT, events)
        yield start + len(rows)


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while some := list(islice(rest, BATCH)):
        yield some
