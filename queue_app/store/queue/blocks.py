"""Blocks of items, each with a start and an end. An item has at most one open block."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, insert, select, update

from queue_app.domain.queue.block import Block, BlockFacts, OpenBlock
from queue_app.store.queue.items import columns, read
from queue_app.store.tables import BLOCK, ITEM, KIND

_OF_TEAM = BLOCK.c.team_id == bindparam("of_team")
_INSERT = insert(BLOCK).returning(BLOCK.c.id)
_EDIT = (
    update(BLOCK)
    .where(_OF_TEAM, BLOCK.c.id == bindparam("of_id"))
    .values({n: bindparam(f"to_{n}") for n in ("sentence", "kind_id", "next_step", "look_again", "edited_at")})
)
_END = (
    update(BLOCK)
    .where(_OF_TEAM, BLOCK.c.id == bindparam("of_id"))
    .values(to_at=bindparam("at", type_=BLOCK.c.to_at.type))
)
_BEGUN = select(BLOCK.c.id, BLOCK.c.from_at).where(
    BLOCK.c.team_id == bindparam("team"), BLOCK.c.id.in_(bindparam("blocks", expanding=True))
)
_FORGET = delete(BLOCK).where(_OF_TEAM, BLOCK.c.id == bindparam("of_id"))


def _facts() -> Select[Any]:
    chosen_kind = and_(KIND.c.team_id == ITEM.c.team_id, KIND.c.id == bindparam("kind"), KIND.c.archived_at.is_(None))
    spell = [BLOCK.c[n].label(f"block_{n}") for n in ("sentence", "kind_id", "next_step", "look_again", "from_at")]
    return (
        select(*columns(ITEM), *spell, KIND.c.id.label("kind_known"))
        .select_from(ITEM)
        .outerjoin(BLOCK, and_(BLOCK.c.team_id == ITEM.c.team_id, BLOCK.c.id == ITEM.c.block_id))
        .outerjoin(KIND, chosen_kind)
        .where(ITEM.c.team_id == bindparam("team"), ITEM.c.number == bindparam("number"))
    )


_FACTS = _facts()


def block_facts(connection: Connection, team_id: int, number: int, kind: int | None = None) -> BlockFacts | None:
    """The facts of the team's item `number`; None for an unknown number. `kind` is the id of the chosen kind of block."""
    row = connection.execute(_FACTS, {"team": team_id, "number": number, "kind": kind}).mappings().one_or_none()
    item = read(row) if row is not None else None
    if row is None or item is None:
        return None
    block = Block(row["block_sentence"], row["block_kind_id"], row["block_next_step"], row["block_look_again"])
    spell = OpenBlock(item.block_id, block, row["block_from_at"]) if item.block_id is not None else None
    return BlockFacts(item, spell, row["kind_known"] is not None)


def begin(connection: Connection, team_id: int, item_id: int, block: Block, at: datetime) -> int:
    """Insert an open block; returns its id."""
    row = {"team_id": team_id, "item_id": item_id, "from_at": at, "edited_at": at, "sentence": block.sentence}
    row |= {"kind_id": block.kind, "next_step": block.next_step, "look_again": block.look_again}
    return int(connection.execute(_INSERT, row).scalar_one())


def edit(connection: Connection, team_id: int, block_id: int, block: Block, at: datetime) -> None:
    """Update the reason, kind and next step of a block."""
    row = {"of_team": team_id, "of_id": block_id, "to_sentence": block.sentence, "to_kind_id": block.kind}
    further = {"to_next_step": block.next_step, "to_look_again": block.look_again, "to_edited_at": at}
    connection.execute(_EDIT, {**row, **further})


def end(connection: Connection, team_id: int, block_id: int, to_at: datetime) -> None:
    """End a block."""
    connection.execute(_END, {"of_team": team_id, "of_id": block_id, "at": to_at})


def begun(connection: Connection, team_id: int, blocks: Sequence[int]) -> list[tuple[int, datetime]]:
    """(id, start) of these blocks. Without blocks it runs no statement."""
    rows = connection.execute(_BEGUN, {"team": team_id, "blocks": list(blocks)}) if blocks else ()
    return [(row.id, row.from_at) for row in rows]


def end_all(connection: Connection, team_id: int, ends: Mapping[int, datetime | None]) -> None:
    """End several blocks: {id: moment}. With None as the moment the block goes on."""
    if ends:
        rows = [{"of_team": team_id, "of_id": block, "at": to_at} for block, to_at in ends.items()]
        connection.execute(_END, rows)


def forget(connection: Connection, team_id: int, block_id: int) -> None:
    """Delete a block whose beginning was undone. Its item must not refer to it any more."""
    connection.execute(_FORGET, {"of_team": team_id, "of_id": block_id})
