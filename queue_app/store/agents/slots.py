"""The slots of agents, as rows: how many items agents may have at once, in addition to the WIP limit."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, exists, func, insert, select, update

from queue_app.domain.agents.slots import AgentSlotsChange
from queue_app.store.tables import AGENT_SLOT, ITEM

_TEAM: BindParameter[int] = bindparam("team")
_taken = exists().where(ITEM.c.team_id == AGENT_SLOT.c.team_id, ITEM.c.agent_slot == AGENT_SLOT.c.n)
_open = (AGENT_SLOT.c.team_id == _TEAM, AGENT_SLOT.c.closing.is_(False))

FREE_FOR_AGENTS = select(func.min(AGENT_SLOT.c.n)).where(*_open, ~_taken).scalar_subquery()
"""The lowest free slot of the agents, or NULL if they have no room."""

AGENTS_AT_ONCE = select(func.count()).select_from(AGENT_SLOT).where(*_open).scalar_subquery()
"""How many items agents may have at once."""

AGENTS_WORKING = (
    select(func.count())
    .select_from(ITEM)
    .where(ITEM.c.team_id == _TEAM, ITEM.c.agent_slot.is_not(None))
    .scalar_subquery()
)
"""How many running items agents pulled."""

_ALL: Select[Any] = select(AGENT_SLOT.c.n, AGENT_SLOT.c.closing, _taken.label("taken")).where(
    AGENT_SLOT.c.team_id == _TEAM
)
_AT_ONCE = select(AGENTS_AT_ONCE)
_ONE = (AGENT_SLOT.c.team_id == _TEAM, AGENT_SLOT.c.n == bindparam("which"))
_DELETE = delete(AGENT_SLOT).where(*_ONE)
_MARK = update(AGENT_SLOT).where(*_ONE).values(closing=bindparam("to_closing"))


def at_once(connection: Connection, team: int) -> int:
    """How many items the team's agents may have at once."""
    return int(connection.execute(_AT_ONCE, {"team": team}).scalar_one())


def agent_slots(connection: Connection, team: int) -> tuple[Mapping[int, bool], frozenset[int]]:
    """All slots of the agents as {number: closing}, and the numbers of the taken slots."""
    rows = connection.execute(_ALL, {"team": team}).all()
    return {row.n: row.closing for row in rows}, frozenset(row.n for row in rows if row.taken)


def change_slots(connection: Connection, team: int, change: AgentSlotsChange) -> None:
    """Store the changed slots."""
    if change.added:
        connection.execute(insert(AGENT_SLOT), [{"team_id": team, "n": n, "closing": False} for n in change.added])
    if change.deleted:
        connection.execute(_DELETE, [{"team": team, "which": n} for n in change.deleted])
    if change.marked:
        marks = change.marked.items()
        connection.execute(_MARK, [{"team": team, "which": n, "to_closing": closes} for n, closes in marks])
