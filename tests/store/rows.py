"""Rows that a test of the screens needs in large numbers, or that no verb makes. Inserted directly."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, insert, update

from queue_app.store.queue.items import folded
from queue_app.store.tables import AREA, CLOCK, ITEM, ITEM_AREA
from queue_app.usecases.transaction import in_transaction
from tests.cast import MONDAY, Cast

GAP = 2**32
TODAY = MONDAY.date()


def many(conn: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert the rows in batches: statements have a time limit, and on a busy machine one statement for all could exceed it."""
    for first in range(0, len(rows), 500):
        conn.execute(insert(table), rows[first : first + 500])


def fill(cast: Cast, count: int, **further: Any) -> None:
    """Add waiting items named Item 1, Item 2 and so on."""

    def write(conn: Connection) -> None:
        rows = [
            {"title": f"Item {n}", "number": n, "rank": n * GAP, "state": "waiting"} | further for n in _up_to(count)
        ]
        many(conn, ITEM, [r | {"team_id": cast.team, "created_at": MONDAY, "folded": folded(r)} for r in rows])
        conn.execute(update(CLOCK).where(CLOCK.c.team_id == cast.team).values(last_number=count))

    cast.untold(write)


def finished(cast: Cast, *took: int, on: date = TODAY, first: int = 100_000) -> None:
    """Add imported items, numbered from `first`, that were finished on a day and took some days each."""

    cast.untold(lambda conn: many(conn, ITEM, _done(cast, took, on, first)))


def _done(cast: Cast, took: Iterable[int], on: date, first: int) -> list[dict[str, Any]]:
    rows = []
    for n, days in enumerate(took, start=first):
        started = date.fromordinal(on.toordinal() - days)
        row = {"team_id": cast.team, "title": f"Done {n}", "number": n, "state": "finished", "imported": True}
        rows.append(row | {"came_on": started, "started_on": started, "finished_on": on, "created_at": MONDAY})
    return rows


def area(cast: Cast, name: str, *numbers: int) -> int:
    """Add an area that the items with these numbers touch. Returns its id."""

    def write(conn: Connection) -> int:
        row = {"team_id": cast.team, "name": name, "folded": name.casefold()}
        id_: int = conn.execute(insert(AREA).values(row).returning(AREA.c.id)).scalar_one()
        for number in numbers:
            tag = {"team_id": cast.team, "item_id": cast.item(number).id, "area_id": id_, "n": 1}
            conn.execute(insert(ITEM_AREA).values(tag))
        return id_

    return in_transaction(cast.doors, write)


def start_back(cast: Cast, number: int, days: int) -> None:
    """Date the start of a running item back by some days."""
    item = cast.item(number)
    back = {"started_on": date.fromordinal(cast.now.toordinal() - days), "started_at": None}
    cast.untold(lambda conn: conn.execute(update(ITEM).where(ITEM.c.id == item.id).values(back)))


def _up_to(count: int) -> range:
    return range(1, count + 1)


def history(cast: Cast, days: int = 60, each: int = 1) -> None:
    """Add imported items finished on each of the last days, each within two days."""
    rows = []
    for ago in range(1, days + 1):
        on = date.fromordinal(cast.now.date().toordinal() - ago)
        rows += _done(cast, [2] * each, on, first=200_000 + ago * 100)
    cast.untold(lambda conn: many(conn, ITEM, rows))
