"""The other parts of an export: settings, slots, areas, kinds of block, days off, coins, quotes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError
from queue_app.domain.exporting.team_items import ToldItem
from queue_app.domain.exporting.told_event import ToldEvent
from queue_app.domain.exporting.values import (
    Read,
    choice,
    day,
    line,
    list_of,
    moment,
    number,
    object_of,
    optional,
    truth,
)
from queue_app.domain.queue.limit import LARGEST, SMALLEST

Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TeamFile:
    """A team as exported. The lists have objects with the fields of the document."""

    settings: Mapping[str, Any]
    slots: list[Part]
    agent_slots: list[Part]
    areas: list[Part]
    block_kinds: list[Part]
    days_off: list[Part]
    coins: list[Part]
    quotes: list[Part]
    items: list[ToldItem]
    events: list[ToldEvent]
    blocks: dict[int, int] = field(default_factory=dict)
    """{id of a block in the events: number of its item}, for the blocks that items have, in order."""
    begun: int = 0
    """The number of blocks that the events begin, including undone ones."""


def _week(name: str, raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) != 7 or set(raw) - {"0", "1"}:
        raise InputError(name, N_("This must be seven times 1 or 0, Monday first."))
    return raw


_MINUTE, _WHO = number(0, 24 * 60 - 1), choice("managers", "everybody")
SETTINGS_READ: Mapping[str, Read] = {
    "time_zone": line(inputs.ZONE),
    "working_days": _week,
    "end_of_day": _MINUTE,
    "standup_days": _week,
    "standup_minute": _MINUTE,
    "who_orders": _WHO,
    "who_limits": _WHO,
    "finished_means": lambda name, raw: inputs.text(name, raw or "", inputs.REASON),
    "agent_silence": number(2, 24 * 60),
    "agents_finish": truth,
    "history_from": optional(day),
}
_NAME = line(inputs.AREA)
_SLOT = object_of({"n": number(SMALLEST, LARGEST), "closing": truth})
_DATE = optional(day)
LISTS: Mapping[str, Read] = {
    "slots": _SLOT,
    "agent_slots": _SLOT,
    "areas": object_of(
        {"name": _NAME, "for_agents": truth, "archived_at": optional(moment), "merged_into": optional(_NAME)}
    ),
    "block_kinds": object_of({"name": _NAME, "inside": truth, "is_date": truth, "archived_at": optional(moment)}),
    "days_off": object_of({"day": day, "name": lambda name, raw: inputs.text(name, raw or "", inputs.NAME)}),
    "coins": object_of({"items": list_of(number(1), 2), "winner": number(1), "at": moment}),
    "quotes": object_of(
        {
            "day": day,
            "place": number(1),
            "about": choice("next", "item"),
            "item": optional(number(1)),
            "n": number(1),
            "p50": _DATE,
            "p70": _DATE,
            "p85": _DATE,
            "p95": _DATE,
            "overtaken": truth,
        }
    ),
}
"""The reader of each list's entries."""
