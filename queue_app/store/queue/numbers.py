"""Numbers about the open work of every team, for monitoring. Closed items are not read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from queue_app.store.tables import BLOCK, ITEM, SLOT, TEAM


@dataclass(frozen=True, slots=True)
class TeamNumbers:
    """The numbers of one team, with the earliest start of a running item and of an open block."""

    team: int
    waiting: int
    running: int
    limit: int
    blocked: int
    oldest_start: datetime | None
    oldest_block: datetime | None


def team_numbers(connection: Connection) -> Iterator[TeamNumbers]:
    """The numbers of all teams that are not archived."""
    is_running = ITEM.c.slot.is_not(None)
    items = (
        select(
            ITEM.c.team_id,
            func.count().filter(~is_running).label("waiting"),
            func.count().filter(is_running).label("running"),
            func.count(ITEM.c.block_id).label("blocked"),
            func.min(ITEM.c.started_at).filter(is_running).label("oldest_start"),
            func.min(BLOCK.c.from_at).label("oldest_block"),
        )
        .select_from(ITEM.outerjoin(BLOCK, (BLOCK.c.team_id == ITEM.c.team_id) & (BLOCK.c.id == ITEM.c.block_id)))
        .where(ITEM.c.rank.is_not(None))
        .group_by(ITEM.c.team_id)
        .subquery()
    )
    limit = select(func.count()).where(SLOT.c.team_id == TEAM.c.id, ~SLOT.c.closing).scalar_subquery()
    query = (
        select(TEAM.c.id, limit.label("limit"), items)
        .select_from(TEAM.outerjoin(items, items.c.team_id == TEAM.c.id))
        .where(TEAM.c.archived_at.is_(None))
        .order_by(TEAM.c.id)
    )
    for row in connection.execute(query):
        counts = (row.waiting or 0, row.running or 0, row.limit, row.blocked or 0)
        yield TeamNumbers(row.id, *counts, row.oldest_start, row.oldest_block)
