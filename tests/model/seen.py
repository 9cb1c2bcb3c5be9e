"""The rows of a team in the form of the plain queue."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from queue_app.store.agents import slots as agent_slots
from queue_app.store.agents.stints import AGENT_ON_IT
from queue_app.store.queue import slots
from queue_app.store.queue.items import folded
from queue_app.store.queue.stints import ON_IT
from queue_app.store.tables import AGENT_STINT, ITEM, STINT, WAIT
from queue_app.store.team import teams
from queue_app.usecases.transaction import in_transaction
from tests.cast import Cast

_ITEMS = select(ITEM).order_by(ITEM.c.rank)
_AGENTS = select(ITEM.c.number, AGENT_STINT.c.token_id).select_from(AGENT_STINT.join(ITEM, AGENT_ON_IT))


_ON = ITEM.alias("on_item")
_WAITS = select(ITEM.c.number, _ON.c.number).select_from(
    WAIT.join(ITEM, ITEM.c.id == WAIT.c.item_id).join(_ON, _ON.c.id == WAIT.c.on_item_id)
)


def another_team(cast: Cast, limit: int) -> Cast:
    """The same people in a new team."""

    def make(conn) -> int:
        team = teams.create(conn, {"name": "Lions"}, limit, cast.bob, cast.now)
        for who, role in ((cast.alice, "member"), (cast.bob, "manager")):
            teams.add_member(conn, team, who, role, cast.now)
        return team

    return replace(cast, team=in_transaction(cast.doors, make))


def seen(cast: Cast) -> dict[str, Any]:
    """The team as it is stored."""
    with cast.doors.reading() as conn:
        rows = conn.execute(_ITEMS.where(ITEM.c.team_id == cast.team)).mappings().all()
        stints = select(ITEM.c.number, STINT.c.person_id).select_from(STINT.join(ITEM, ON_IT))
        on = {tuple(row) for row in conn.execute(stints.where(ITEM.c.team_id == cast.team))}
        there = slots.all_slots(conn, cast.team)
        agents = {tuple(row) for row in conn.execute(_AGENTS.where(ITEM.c.team_id == cast.team))}
        waits = {tuple(row) for row in conn.execute(_WAITS.where(WAIT.c.team_id == cast.team))}
        at_once = agent_slots.at_once(conn, cast.team)
    assert all(row["folded"] == folded(row) for row in rows)
    return {
        "order": [row["number"] for row in rows if row["rank"] is not None],
        "titles": {row["number"]: row["title"] for row in rows},
        "states": {row["number"]: row["state"] for row in rows},
        "new": {row["number"] for row in rows if not row["placed"]},
        "blocked": {row["number"] for row in rows if row["block_id"] is not None},
        "waits": waits,
        "urgent": [row["number"] for row in rows if row["urgent"]],
        "on": on,
        "limit": sum(not slot.closing for slot in there),
        "closing": sum(slot.closing for slot in there),
        "taken": sum(slot.item_id is not None for slot in there),
        "runs": {row["number"]: row["run"] for row in rows},
        "agents": agents,
        "of agents": {row["number"] for row in rows if row["agent_slot"] is not None},
        "people only": {row["number"] for row in rows if row["people_only"]},
        "ready": {row["number"] for row in rows if row["ready"]},
        "at once": at_once,
    }
