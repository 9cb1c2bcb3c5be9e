"""What imported items have besides their own row: a block from a flag, a plan from a checklist, notes from comments."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.importing.rows import Row
from queue_app.domain.queue.block import Block, plain_block
from queue_app.domain.queue.plan import Step, change
from queue_app.store.importing import belongings as store
from queue_app.store.importing.items import NO_BELONGINGS, ReadyBelongings
from queue_app.store.importing.known import open_ids
from queue_app.usecases.tx import Result, Tx


@dataclass(frozen=True, slots=True)
class Belongings:
    """The belongings of all rows of an import, in row order.

    Tools do not say when a step was done, so the time of the import is used.
    """

    rows: Sequence[Row]
    at: datetime

    @property
    def counts(self) -> Result:
        """The number of blocks, plans and notes."""
        return {
            "blocks": self._blocks,
            "plans": sum(bool(row.steps) for row in self.rows),
            "notes": sum(len(r.notes) for r in self.rows),
        }

    @property
    def _blocks(self) -> int:
        return sum(bool(row.flag) for row in self.rows)

    def laid_out(self, connection: Connection) -> Iterator[ReadyBelongings]:
        """The belongings as the temporary table stores them."""
        blocks = iter(store.new_block_ids(connection, self._blocks) if self._blocks else ())
        return (_ready(row, self._plan(row), next(blocks) if row.flag else None) for row in self.rows)

    def _plan(self, row: Row) -> list[Step]:
        return [Step(step.words, self.at if step.done else None) for step in row.steps]

    def first_block(self, connection: Connection) -> int:
        """The offset of the new blocks' ids, under the lock."""
        return store.first_block_id(connection) if self._blocks else 0

    def block(self, tx: Tx, first_item: int, first_block: int) -> None:
        """Block the items with a flag, under the lock."""
        if self._blocks:
            store.block(tx.conn, tx.team.id, first_item, first_block, tx.at)

    def write(self, connection: Connection, team: int, ids: Sequence[int], were: Mapping[str, int]) -> None:
        """Write plans and notes for the items with these ids. `were`: {author: id of the member}."""
        at = self.at
        plans = ((id_, self._plan(row)) for id_, row in zip(ids, self.rows, strict=True) if row.steps)
        store.write_plans(connection, team, plans)
        notes = (
            (id_, note.words, were.get(note.author), min(note.at or row.created_at or at, at))
            for id_, row in zip(ids, self.rows, strict=True)
            for note in row.notes
        )
        store.write_notes(connection, team, notes)


def waits_of(tx: Tx, rows: Sequence[Row], ids: Sequence[int]) -> list[dict[str, Any]]:
    """The waits of imported rows in the form that events store.

    A row can wait for another row, or for an open item that the team already has.
    """
    if not any(row.waits_for for row in rows):
        return []
    team, at = tx.team.id, tx.at
    by_key = {row.key: id_ for row, id_ in zip(rows, ids, strict=True) if row.key}
    others = {key for row in rows if row.key == row.reference for key in row.waits_for} - by_key.keys()
    by_key |= open_ids(tx.conn, team, others) if others else {}
    return [
        {"item": id_, "on_team": team, "on": on, "n": n, "at": at.isoformat()}
        for row, id_ in zip(rows, ids, strict=True)
        for n, on in enumerate((by_key[key] for key in row.waits_for if key in by_key), 1)
    ]


def _ready(row: Row, plan: Sequence[Step], block: int | None) -> ReadyBelongings:
    if block is None and not plan:
        return NO_BELONGINGS
    return ReadyBelongings(
        block=block,
        flag=row.flag or None,
        blocked=json.dumps(plain_block(Block(row.flag))) if block is not None else None,
        plan=json.dumps(change([], plan)) if plan else None,
    )
