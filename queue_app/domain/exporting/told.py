"""The events of an export: which facts each kind has, and how to read each fact.

The names are those of `EventTable.data`; references are numbers and names (`references.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from queue_app.domain import images, inputs
from queue_app.domain.cover import areas as area_rule
from queue_app.domain.errors import N_, InputError
from queue_app.domain.exporting.schema import SIGNED
from queue_app.domain.exporting.told_event import Facts, ToldEvent
from queue_app.domain.exporting.told_waits import brought_wait, told_wait
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
    plainly,
    refuse_others,
    text,
    truth,
)
from queue_app.domain.queue.events import EVENT_KINDS
from queue_app.domain.queue.item import State
from queue_app.domain.queue.limit import LARGEST, SMALLEST
from queue_app.domain.queue.plan import LONGEST_STEP, MOST_STEPS
from queue_app.domain.queue.reasons import ORDER_REASONS, PUT_BACK_REASONS
from queue_app.domain.waits.wait import MOST

MOST_ITEMS = 100_000
_NUMBER, _SLOT, _REASON = number(1), number(SMALLEST, LARGEST), text(inputs.REASON)


_MOMENT, _DAY = optional(plainly(moment)), optional(plainly(day))
_SENTENCE = optional(line(inputs.REASON))
ITEM_FIELDS: Mapping[str, Read] = {
    "number": _NUMBER,
    "title": line(inputs.TITLE),
    "state": choice(*(state.value for state in State)),
    "slot": optional(_SLOT),
    "urgent": truth,
    "placed": truth,
    "imported": truth,
    "improvement": truth,
    "origin_id": optional(_NUMBER),
    "reason_kind": optional(choice(*ORDER_REASONS)),
    "reason": _SENTENCE,
    "company": _SENTENCE,
    "agent_slot": optional(_SLOT),
    "people_only": _SENTENCE,
    "ready": _SENTENCE,
    "run": number(0),
    "started_at": _MOMENT,
    "started_on": _DAY,
    "put_back_at": _MOMENT,
    "finished_at": _MOMENT,
    "finished_on": _DAY,
    "dropped_at": _MOMENT,
}
"""The reader of each field of an item, in an event and in the item itself."""

_OF_RECORD = {**ITEM_FIELDS, "block_id": optional(_NUMBER), "under": optional(_NUMBER)}
_OF_BLOCK: Mapping[str, Read] = {
    "sentence": line(inputs.REASON),
    "kind": optional(line(inputs.AREA)),
    "next_step": _SENTENCE,
    "look_again": _DAY,
    "to_at": _MOMENT,
}
_PLAN_STEP = object_of({"words": line(LONGEST_STEP), "done_at": _MOMENT})
_AREAS = list_of(line(inputs.AREA), area_rule.MOST)


def _some(fields: Mapping[str, Read]) -> Read:
    """A reader of an object with some of these fields."""

    def read(name: str, raw: Any) -> Facts:
        if not isinstance(raw, dict):
            raise InputError(name, N_("This must be an object."))
        refuse_others(name, raw, fields)
        return {key: fields[key](f"{name} {key}", value) for key, value in raw.items()}

    return read


def _record(fields: Mapping[str, Read], *, gone: bool = False) -> Read:
    """A reader of a change to something with an id: `was` and `now`. `gone`: `now` can be null."""
    side = _some(fields)

    def read(name: str, raw: Any) -> Facts:
        if not isinstance(raw, dict) or "now" not in raw:
            raise InputError(name, N_("This must be an object with “id” and “now”."))
        refuse_others(name, raw, {"id": None, "was": None, "now": None})
        clean: Facts = {"id": _NUMBER(f"{name} id", raw.get("id"))}
        if "was" in raw:
            clean["was"] = side(name, raw["was"])
        clean["now"] = None if gone and raw["now"] is None else side(name, raw["now"])
        return clean

    return read


_RECORD = _record(_OF_RECORD)


def _records(name: str, raw: Any) -> list[Facts]:
    clean: list[Facts] = list_of(_RECORD, MOST_ITEMS)(name, raw)
    if not clean or len({record["id"] for record in clean}) < len(clean):
        raise InputError(name, N_("An event names at least one item, and each of them once."))
    return clean


def _plan(name: str, raw: Any) -> list[list[Any]]:
    """The steps as pairs of words and completion time."""
    pairs = [dict(zip(("words", "done_at"), step, strict=False)) if isinstance(step, list) else step for step in raw]
    return [list(step.values()) for step in list_of(_PLAN_STEP, MOST_STEPS)(name, pairs)]


def _plans(name: str, raw: Any) -> Facts:
    if not isinstance(raw, dict):
        raise InputError(name, N_("This must be an object."))
    side = _some({"was": _steps, "now": _steps})
    plans = {
        str(_NUMBER(name, int(item) if item.isdecimal() and len(item) < 11 else None)): side(name, plan)
        for item, plan in raw.items()
    }
    if any("now" not in plan for plan in plans.values()):
        raise InputError(name, N_("A plan needs its steps under “now”."))
    return plans


def _steps(name: str, raw: Any) -> list[list[Any]]:
    if not isinstance(raw, list):
        raise InputError(name, N_("This must be a list."))
    return _plan(name, raw)


def _marked(name: str, raw: Any) -> Facts:
    if not isinstance(raw, dict) or not all(n.isdecimal() and len(n) < 3 for n in raw):
        raise InputError(name, N_("This must be an object."))
    return {str(_SLOT(name, int(n))): truth(name, closing) for n, closing in raw.items()}


_NUMBERS = list_of(_SLOT, LARGEST)
_LIMIT = number(0, LARGEST)
FACTS: Mapping[str, Read] = {
    "items": _records,
    "wait": told_wait,
    "waits": list_of(brought_wait, MOST_ITEMS * MOST),
    "block": _record(_OF_BLOCK, gone=True),
    "blocks": list_of(_record({"to_at": _MOMENT}), MOST_ITEMS),
    "plans": _plans,
    "areas": _some({"was": _AREAS, "now": _AREAS}),
    "tags": list_of(object_of({"id": _NUMBER, "was": _AREAS, "now": _AREAS}), MOST_ITEMS),
    "slots": _some({"added": _NUMBERS, "deleted": _NUMBERS, "marked": _marked}),
    "winner": _NUMBER,
    "loser": _NUMBER,
    "above": optional(_NUMBER),
    "end": choice("bottom"),
    "reason": optional(_REASON),
    "reason_kind": optional(choice(*ORDER_REASONS)),
    "why": optional(choice(*PUT_BACK_REASONS)),
    "words": optional(_REASON),
    "people": number(0),
    "undoes": _NUMBER,
    "of": choice(*EVENT_KINDS),
    "limit": _LIMIT,
    "name": text(1_000),
    "count": number(0),
    "image": number(1, images.MOST_NUMBERS),
    "created_at": plainly(moment),
    "agent": line(inputs.NAME),
    SIGNED: line(inputs.NAME),
}
"""The reader of each fact, for any kind of event."""
_WORDS_BEFORE = _some({"words": text(inputs.WORDS), "reference": optional(line(inputs.REFERENCE)), "areas": _AREAS})
_BEFORE: Mapping[tuple[str, str], Read] = {
    ("edited", "was"): _WORDS_BEFORE,
    ("limit_set", "was"): _LIMIT,
    ("history_from", "was"): _DAY,
    ("history_from", "now"): _DAY,
}
"""Facts whose meaning depends on the kind of event."""


@dataclass(frozen=True, slots=True)
class KindFacts:
    """The facts that a kind of event always has, and those that are optional."""

    always: tuple[str, ...] = ("items",)
    maybe: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All facts. Any event can also have an author's name and an agent."""
        return (*self.always, *self.maybe, "agent", SIGNED)


KINDS: Mapping[str, KindFacts] = {
    "created": KindFacts(("limit", "slots")),
    "added": KindFacts(),
    "moved": KindFacts(maybe=("reason_kind", "reason", "above", "end")),
    "coin": KindFacts(("items", "winner", "loser")),
    "pulled": KindFacts(),
    "finished": KindFacts(maybe=("people", "areas", "plans", "slots", "block")),
    "put_back": KindFacts(maybe=("why", "words", "slots", "block")),
    "swapped": KindFacts(maybe=("why", "words")),
    "dropped": KindFacts(maybe=("reason", "slots", "block", "blocks")),
    "reopened": KindFacts(maybe=("reason",)),
    "restored": KindFacts(),
    "blocked": KindFacts(("items", "block")),
    "block_edited": KindFacts(("items", "block")),
    "unblocked": KindFacts(("items", "block")),
    "split": KindFacts(),
    "placed": KindFacts(),
    "urgent": KindFacts(maybe=("reason_kind", "reason")),
    "calmed": KindFacts(),
    "joined": KindFacts(),
    "left": KindFacts(),
    "asked": KindFacts(),
    "ready": KindFacts(maybe=("words",)),
    "for_people": KindFacts(),
    "edited": KindFacts(maybe=("was",)),
    "tagged": KindFacts(("items", "tags")),
    "planned": KindFacts(("items", "plans")),
    "noted": KindFacts(),
    "note_corrected": KindFacts(),
    "image_added": KindFacts(maybe=("image",)),
    "image_removed": KindFacts(maybe=("image",)),
    "undone": KindFacts(("items", "undoes", "of"), ("slots", "block", "blocks", "plans", "areas", "tags", "wait")),
    "wait_added": KindFacts(("items", "wait")),
    "wait_removed": KindFacts(("items", "wait")),
    "imported": KindFacts(maybe=("created_at", "block", "plans")),
    "brought_in": KindFacts(("name", "count"), ("waits",)),
    "import_taken_back": KindFacts(("name", "count")),
    "limit_set": KindFacts(("limit", "was", "slots"), ("reason",)),
    "history_from": KindFacts(("was", "now", "reason")),
}
"""The exported kinds of events with their exported facts."""
UNTOLD = frozenset(EVENT_KINDS) - KINDS.keys()
"""The kinds that are not exported: about people, skips, views and settings. The team's current settings are exported."""


def facts_told(kind: str, data: Facts) -> Facts:
    """The exported facts of an event's data. Older events have a single plan under `plan`."""
    if "plan" in data and data.get("items"):
        data = data | {"plans": {str(data["items"][0]["id"]): {"now": data["plan"]}}}
    return {name: data[name] for name in data if name in KINDS[kind].names and name != SIGNED}


_EVENT: Mapping[str, Callable[[str, Any], Any]] = {
    "at": moment,
    "kind": choice(*KINDS),
    "by": optional(line(inputs.NAME)),
    "data": lambda name, raw: raw,
}


def read_event(raw: Any) -> ToldEvent:
    """The event in a JSON value. Raises InputError."""
    clean = object_of(_EVENT)("", raw)
    kind, given = clean["kind"], clean["data"] or {}
    facts = KINDS[kind]
    if not isinstance(given, dict):
        raise InputError("data", N_("This must be an object."))
    for name in facts.always:
        if name not in given:
            raise InputError(name, N_("This is missing."))
    refuse_others("", given, dict.fromkeys(name for name in facts.names if name != SIGNED))
    data = {name: _BEFORE.get((kind, name), FACTS.get(name, _none))(name, value) for name, value in given.items()}
    data |= {SIGNED: clean["by"]} if clean["by"] else {}
    return ToldEvent.of(clean["at"], kind, data)


def _none(name: str, raw: Any) -> Any:
    raise InputError(name, N_("This field does not exist here. Remove it."))
