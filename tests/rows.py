"""Rows that a test reads, or writes without a use case."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from queue_app.store.tables import AGENT_STINT, BLOCK, EVIDENCE, ITEM, ITEM_AREA, NOTE, SLOT, STEP, STINT
from queue_app.usecases.transaction import in_transaction
from tests.cast import Cast


def tags(cast: Cast, number: int) -> list[int]:
    """The ids of an item's areas."""
    query = select(ITEM_AREA.c.area_id).where(ITEM_AREA.c.item_id == cast.item(number).id).order_by(ITEM_AREA.c.n)
    with cast.doors.reading() as conn:
        return list(conn.execute(query).scalars())


def column(cast: Cast, number: int, name: str) -> Any:
    """One column of an item."""
    with cast.doors.reading() as conn:
        return conn.execute(select(ITEM.c[name]).where(ITEM.c.id == cast.item(number).id)).scalar_one()


def last_note(cast: Cast) -> int:
    """The id of the newest note."""
    with cast.doors.reading() as conn:
        return int(conn.execute(select(NOTE.c.id).order_by(NOTE.c.id.desc()).limit(1)).scalar_one())


def squeeze(cast: Cast, first: int = 0) -> None:
    """Remove the room between the ranks of the open items."""
    ranks = [(cast.item(n).id, rank) for rank, n in enumerate(_numbers(cast), first)]

    def write(conn) -> None:
        conn.execute(update(ITEM).where(ITEM.c.rank.is_not(None)).values(rank=ITEM.c.rank - 2**61))
        for id_, rank in ranks:
            conn.execute(update(ITEM).where(ITEM.c.id == id_).values(rank=rank))

    in_transaction(cast.doors, write)


def _numbers(cast: Cast) -> list[int]:
    query = select(ITEM.c.number).where(ITEM.c.team_id == cast.team, ITEM.c.rank.is_not(None)).order_by(ITEM.c.rank)
    with cast.doors.reading() as conn:
        return list(conn.execute(query).scalars())


def drop(cast: Cast, number: int) -> None:
    """Drop an item without an event."""
    gone = {"state": "dropped", "rank": None, "slot": None, "urgent": False, "dropped_at": cast.now}
    cast.untold(lambda conn: conn.execute(update(ITEM).where(ITEM.c.number == number).values(gone)))


def slots(cast: Cast) -> list[tuple[int, bool]]:
    """The slots of the team, and whether each is closing."""
    with cast.doors.reading() as conn:
        rows = conn.execute(select(SLOT.c.n, SLOT.c.closing).where(SLOT.c.team_id == cast.team).order_by(SLOT.c.n))
        return [(row.n, row.closing) for row in rows]


def everything(cast: Cast, but: Sequence[int] = ()) -> dict[str, Any]:
    """The team's state that an undo must restore: without ranks, versions and the items `but`."""
    with cast.doors.reading() as conn:
        rows = [dict(row) for row in conn.execute(select(ITEM).where(ITEM.c.team_id == cast.team)).mappings()]
        rows = sorted((row for row in rows if row["number"] not in but), key=lambda row: row["number"])
        ids = [row["id"] for row in rows]
        hanging = {
            each.name: sorted(map(tuple, conn.execute(select(each).where(each.c.item_id.in_(ids)))), key=str)
            for each in (STINT, AGENT_STINT, BLOCK, STEP, ITEM_AREA)
        }
        order = [row["id"] for row in sorted(rows, key=lambda row: row["rank"] or 0) if row["rank"] is not None]
        slots = [tuple(row) for row in conn.execute(select(SLOT).order_by(SLOT.c.n))]
        evidence = sorted(tuple(row) for row in conn.execute(select(EVIDENCE)))
    for row in rows:
        del row["rank"], row["version"]
    return {"items": rows, "order": order, "slots": slots, "evidence": evidence, **hanging}
