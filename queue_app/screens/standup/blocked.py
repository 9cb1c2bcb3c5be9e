"""The blocked items in the order of the stand-up: long ones first, running before waiting, by order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, bindparam, select

from queue_app.domain.pressing import Pressing
from queue_app.domain.standup import Advice, BlockedFacts, Meetings, advice, is_long, usual_length
from queue_app.screens.frame import Scene
from queue_app.screens.queue.parts import KIND_OF_BLOCK, OPEN_BLOCKS, block_columns, block_of
from queue_app.screens.queue.positions import positions
from queue_app.screens.values import BlockShown, Headcount, OnIt
from queue_app.store.tables import BLOCK, ITEM, KIND


@dataclass(frozen=True, slots=True)
class BlockedRow:
    """A blocked item. `position` is None while it runs; then `on` is the number of people on it.

    `long`: over three days, or longer than 85 % of past blocks. `changed`: edited since the last stand-up.
    """

    number: int
    title: str
    block: BlockShown
    position: int | None = None
    on: Headcount | None = None
    changed: bool = False
    long: bool = False
    advice: Advice | None = None


MOST = 100
PAST = 200
"""How many past blocks define the usual length."""

_TEAM: BindParameter[int] = bindparam("team")
_OPEN = (
    select(*(ITEM.c[name] for name in ("id", "number", "title", "rank", "slot")), *block_columns())
    .select_from(OPEN_BLOCKS.outerjoin(KIND, KIND_OF_BLOCK))
    .where(BLOCK.c.team_id == _TEAM, BLOCK.c.to_at.is_(None))
    .order_by(ITEM.c.rank + 0)  # The sum keeps SQLite from walking along the order.
    .limit(MOST)
)
_PAST = (
    select(BLOCK.c.from_at, BLOCK.c.to_at)
    .where(BLOCK.c.team_id == _TEAM, BLOCK.c.to_at.is_not(None))
    .order_by(BLOCK.c.id.desc())
    .limit(PAST)
)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the rows are compared with: positions of waiting items, people on running ones, the meetings, past blocks."""

    positions: Mapping[int, int]
    people: Mapping[int, OnIt]
    scene: Scene
    meetings: Meetings
    since: datetime
    usual: timedelta | None


def blocked_rows(
    connection: Connection, scene: Scene, meetings: Meetings, since: datetime, people: Mapping[int, OnIt]
) -> tuple[BlockedRow, ...]:
    """`people` are on the running items, by id. One statement if nothing is blocked, else three."""
    query = {"team": scene.team.id}
    rows = connection.execute(_OPEN, query).mappings().all()
    if not rows:
        return ()
    usual = usual_length([row.to_at - row.from_at for row in connection.execute(_PAST, query)])
    at = positions(connection, scene.team.id, [row["id"] for row in rows if row["slot"] is None])
    judged = _Judged(at, people, scene, meetings, since, usual)
    keyed = [(_pressing(row, blocked_row).key, blocked_row) for row in rows for blocked_row in [_row(row, judged)]]
    return tuple(blocked_row for _, blocked_row in sorted(keyed, key=lambda pair: pair[0]))


def _pressing(row: RowMapping, blocked_row: BlockedRow) -> Pressing:
    return Pressing(("blocked",), row["rank"], blocked_row.position is not None, blocked_row.long)


def _row(row: RowMapping, by: _Judged) -> BlockedRow:
    runs = row["slot"] is not None
    facts = BlockedFacts(row["block_from_at"], row["block_edited_at"], row["block_look_again"], runs)
    on = by.people.get(row["id"])
    block: Any = block_of(row)
    return BlockedRow(
        number=row["number"],
        title=row["title"],
        block=block,
        position=by.positions.get(row["id"]),
        on=Headcount(on.count if on else 0, on.mine if on else False) if runs else None,
        changed=row["block_edited_at"] > by.since,
        long=is_long(facts, by.scene.frame.now, by.usual),
        advice=advice(facts, by.scene.frame.now, by.meetings),
    )
