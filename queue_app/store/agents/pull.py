"""The facts of a pull by an agent, in one query: the facts of a person's pull, plus the areas and slots for agents."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from queue_app.domain.agents.pull import AgentPullFacts
from queue_app.store.agents.slots import AGENTS_AT_ONCE, AGENTS_WORKING, FREE_FOR_AGENTS
from queue_app.store.agents.stints import HELD, OPEN_STINTS
from queue_app.store.db.prepared import Prepared
from queue_app.store.queue.items import columns, read, ready, waiting
from queue_app.store.queue.order import LIMIT
from queue_app.store.queue.slots import FREE, RUNNING
from queue_app.store.tables import AREA, CLOCK, ITEM, ITEM_AREA

_TEAM: BindParameter[int] = bindparam("team")


def open_to_agents(item: FromClause) -> ColumnElement[bool]:
    """The condition that agents may pull the item: it is not people only, and none of its areas is closed to agents.

    If the team closes any area, an item without areas is closed too, because nobody has said what it touches.
    """
    its_area = and_(ITEM_AREA.c.team_id == item.c.team_id, ITEM_AREA.c.item_id == item.c.id)
    same = and_(AREA.c.team_id == ITEM_AREA.c.team_id, AREA.c.id == ITEM_AREA.c.area_id)
    closed = exists().select_from(ITEM_AREA.join(AREA, same)).where(its_area, AREA.c.for_agents.is_(False))
    any_closed = exists().where(
        AREA.c.team_id == item.c.team_id, AREA.c.for_agents.is_(False), AREA.c.archived_at.is_(None)
    )
    return and_(item.c.people_only.is_(None), ~closed, or_(exists().where(its_area), ~any_closed))


def _facts() -> Select[Any]:
    top, above, held = (ITEM.alias(name) for name in ("top", "passed", "held"))
    first = (
        select(ITEM.c.id)
        .where(ITEM.c.team_id == _TEAM, ready(ITEM), open_to_agents(ITEM))
        .order_by(ITEM.c.rank)
        .limit(1)
        .scalar_subquery()
    )
    passed = select(func.count()).select_from(above).where(above.c.team_id == _TEAM, above.c.rank < top.c.rank)
    return (
        select(
            RUNNING.label("running"),
            LIMIT.label("wip"),
            FREE.label("free"),
            AGENTS_WORKING.label("working"),
            AGENTS_AT_ONCE.label("at_once"),
            FREE_FOR_AGENTS.label("free_for_agents"),
            passed.where(waiting(above)).correlate(top).scalar_subquery().label("passed"),
            OPEN_STINTS.label("open_stints"),
            *columns(top, "top_"),
            *columns(held, "held_"),
        )
        .select_from(CLOCK)
        .outerjoin(top, and_(top.c.team_id == CLOCK.c.team_id, top.c.id == first))
        .outerjoin(held, and_(held.c.team_id == CLOCK.c.team_id, held.c.id == HELD.scalar_subquery()))
        .where(CLOCK.c.team_id == _TEAM)
    )


_FACTS = Prepared(_facts())
_WAITING = select(func.count()).select_from(ITEM).where(ITEM.c.team_id == _TEAM, waiting(ITEM))


def agent_pull_facts(connection: Connection, team: int, token: int) -> AgentPullFacts:
    """The facts of a pull by this agent."""
    (row,) = _FACTS.rows(connection, {"team": team, "token": token})
    return AgentPullFacts(
        held=read(row, "held_"),
        running=row["running"],
        limit=row["wip"],
        slot=row["free"],
        working=row["working"],
        at_once=row["at_once"],
        agent_slot=row["free_for_agents"],
        top=read(row, "top_"),
        passed=row["passed"],
        was_on=row["open_stints"] > 0,
    )


def count_waiting(connection: Connection, team: int) -> int:
    """How many items are waiting, including those that agents may not pull."""
    return int(connection.execute(_WAITING, {"team": team}).scalar_one())
