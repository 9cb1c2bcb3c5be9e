"""Rows that a test reads, or makes past the use cases."""

from typing import Any

from sqlalchemy import select, update

from queue_app.store.areas import ITEM_AREA
from queue_app.store.items import ITEM
from queue_app.usecases.transaction import alone
from tests.cast import Cast


def tags(cast: Cast, number: int) -> list[int]:
    """The areas (ids) of an item."""
    query = select(ITEM_AREA.c.area_id).where(ITEM_AREA.c.item_id == cast.item(number).id).order_by(ITEM_AREA.c.n)
    with cast.doors.reading() as conn:
        return list(conn.execute(query).scalars())


def column(cast: Cast, number: int, name: str) -> Any:
    """One column of an item."""
    with cast.doors.reading() as conn:
        return conn.execute(select(ITEM.c[name]).where(ITEM.c.id == cast.item(number).id)).scalar_one()


def squeeze(cast: Cast, first: int = 0) -> None:
    """Take all room from between the open items."""
    ranks = [(cast.item(n).id, rank) for rank, n in enumerate(_numbers(cast), first)]

    def write(conn) -> None:
        for id_, rank in ranks:
            conn.execute(update(ITEM).where(ITEM.c.id == id_).values(rank=rank))

    alone(cast.doors, write)


def _numbers(cast: Cast) -> list[int]:
    query = select(ITEM.c.number).where(ITEM.c.team_id == cast.team, ITEM.c.rank.is_not(None)).order_by(ITEM.c.rank)
    with cast.doors.reading() as conn:
        return list(conn.execute(query).scalars())


def drop(cast: Cast, number: int) -> None:
    """A dropped item, without its event."""
    gone = {"state": "dropped", "rank": None, "slot": None, "urgent": False, "dropped_at": cast.now}
    cast.untold(lambda conn: conn.execute(update(ITEM).where(ITEM.c.number == number).values(gone)))
