"""The settings for agents: how many items at once, which areas, after how long an agent is silent, and who finishes."""

from collections.abc import Sequence
from typing import Any

from queue_app.domain.agents.slots import MOST, agent_slots_change
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.team.rights import Right
from queue_app.store.agents import areas, slots
from queue_app.store.team import teams
from queue_app.usecases import fields
from queue_app.usecases.action import Action, Values
from queue_app.usecases.tx import Result, Tx, write

FINISHERS = {"people": N_("people"), "agents": N_("people and agents")}
SHORTEST_SILENCE, LONGEST_SILENCE = 2, 24 * 60
"""Minutes. Calls are noted every half minute, so with a shorter time active agents would count as silent."""


@write(Right.MANAGE)
def set_agents(
    tx: Tx, *, at_once: int | None = None, for_agents: Sequence[int] | None = None, **columns: Any
) -> Result:
    """Set how many items agents may have `at_once`, the areas (ids) `for_agents`, and columns of the team; None: unchanged.

    Raises NotFound for an unknown area. Changes nothing if all values are the same.
    """
    was: dict[str, Any] = teams.settings(tx.conn, tx.team.id)
    was |= {"agents_at_once": slots.at_once(tx.conn, tx.team.id)}
    wanted = {name: value for name, value in columns.items() if value is not None}
    wanted |= {} if at_once is None else {"agents_at_once": at_once}
    if for_agents is not None:
        was["areas_for_agents"], every = areas.for_agents(tx.conn, tx.team.id)
        if not set(for_agents) <= set(every):
            raise NotFound
        wanted["areas_for_agents"] = sorted(for_agents)
    now = {name: value for name, value in wanted.items() if was[name] != value}
    if now:
        _write(tx, now)
        tx.record("settings", was={name: was[name] for name in now}, now=now)
    return {"changed": sorted(now)}


def _write(tx: Tx, now: dict[str, Any]) -> None:
    if "agents_at_once" in now:
        change = agent_slots_change(*slots.agent_slots(tx.conn, tx.team.id), now["agents_at_once"])
        slots.change_slots(tx.conn, tx.team.id, change)
    if "areas_for_agents" in now:
        areas.open_to_agents_only(tx.conn, tx.team.id, now["areas_for_agents"])
    columns = {name: value for name, value in now.items() if name in teams.SETTINGS}
    if columns:
        teams.change(tx.conn, tx.team.id, columns)


def _settings(values: Values) -> Values:
    return {
        "at_once": values["at_once"],
        "for_agents": values["areas"],
        "agent_silence": values["silence"],
        "agents_finish": None if values["who_finishes"] is None else values["who_finishes"] == "agents",
    }


SET_AGENTS = Action(
    "set-agents",
    set_agents,
    "team",
    N_("Save settings of agents"),
    (
        fields.number("at_once", N_("Items of agents at once (0: none)"), 0, MOST),
        fields.number("silence", N_("Minutes until an agent is silent"), SHORTEST_SILENCE, LONGEST_SILENCE),
        fields.choice("who_finishes", FINISHERS, N_("Who finishes items?")),
        fields.emptied(fields.numbers("areas", 1000, N_("Areas that agents may take"))),
    ),
    _settings,
)
