"""What belongs to imported items: their open blocks, plans and notes."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, literal, select, text, update

from queue_app.domain.folding import search_fold
from queue_app.domain.queue.plan import Step
from queue_app.store.db.bulk import insert_rows, readied
from queue_app.store.importing.arriving import ARRIVING
from queue_app.store.tables import BLOCK, ITEM, NOTE, STEP

_STEP = ("team_id", "item_id", "n", "words", "done_at")
_NOTE = ("team_id", "item_id", "words", "folded", "by", "at")
_LAST_BLOCK = select(func.coalesce(func.max(BLOCK.c.id), 0))
_NEXT_BLOCKS = text("SELECT nextval(pg_get_serial_sequence('block', 'id')) FROM generate_series(1, :count)")


def new_block_ids(connection: Connection, count: int) -> Sequence[int]:
    """Ids for new blocks. On SQLite they count from 0, like those of items."""
    if connection.dialect.name == "sqlite":
        return range(count)
    return list(connection.execute(_NEXT_BLOCKS, {"count": count}).scalars())


def first_block_id(connection: Connection) -> int:
    """The offset to add to the `new_block_ids`. The transaction must hold the write lock."""
    return connection.execute(_LAST_BLOCK).scalar_one() + 1 if connection.dialect.name == "sqlite" else 0


def block(connection: Connection, team_id: int, first_item: int, first_block: int, at: datetime) -> None:
    """Block the arrived items that have a flag. `first_item` and `first_block` are the offsets of their ids."""
    has_flag, item = ARRIVING.c.block.is_not(None), ARRIVING.c.id + first_item
    since = literal(at, BLOCK.c.from_at.type)
    rows = select(ARRIVING.c.block + first_block, literal(team_id), item, ARRIVING.c.flag, since, since).where(has_flag)
    names = ["id", "team_id", "item_id", "sentence", "from_at", "edited_at"]
    connection.execute(insert(BLOCK).from_select(names, rows, include_defaults=False))
    own = select(BLOCK.c.id).where(
        BLOCK.c.team_id == ITEM.c.team_id, BLOCK.c.item_id == ITEM.c.id, BLOCK.c.to_at.is_(None)
    )
    which = (ITEM.c.team_id == team_id, ITEM.c.id.in_(select(item).where(has_flag)))
    connection.execute(update(ITEM).where(*which).values(block_id=own.scalar_subquery()))


def write_plans(connection: Connection, team_id: int, plans: Iterable[tuple[int, Sequence[Step]]]) -> None:
    """Insert the plans of new items, as (item id, steps)."""
    ready = readied(STEP, _STEP, connection.dialect)
    rows = (
        ready((team_id, item, n, step.words, step.done_at))
        for item, steps in plans
        for n, step in enumerate(steps, start=1)
    )
    insert_rows(connection, STEP, _STEP, rows)


def write_notes(connection: Connection, team_id: int, notes: Iterable[tuple[int, str, int | None, datetime]]) -> None:
    """Insert notes, as (item id, words, the id of the member who wrote it, moment)."""
    ready = readied(NOTE, _NOTE, connection.dialect)
    rows = (ready((team_id, item, words, search_fold(words), by, at)) for item, words, by, at in notes)
    insert_rows(connection, NOTE, _NOTE, rows)
