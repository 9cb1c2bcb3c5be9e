"""The answer to each write: its event, the facts, the links to the changed items, and the undo.

The facts are those that the use case returns. A test compares the two for each action.
"""

from typing import Any

from flask import url_for

from queue_app.api.hal import Document, document, templates
from queue_app.api.schemas import DAY, FLAG, INTEGER, LINKS, TEXT, Schema, many, maybe, named, optionally, values
from queue_app.domain.queue.events import EVENT_KINDS
from queue_app.service.http.access import Caller
from queue_app.usecases.action import Action
from queue_app.usecases.queue.undo import UNDO
from queue_app.usecases.transaction import Outcome

UNSAID = frozenset({"evidence"})
"""Parts of a stored outcome that only an undo needs. They are not sent, because they tell how many people worked on an item."""

WRITTEN = named(
    "Written",
    optionally(values(_links=LINKS, seq=INTEGER, changed=FLAG), _templates=values(undo={"type": "object"}))
    | {
        "description": "What a write did. `seq` is the number of its event, or the present one where nothing changed. "
        "`_templates` has `undo` where it can be taken back. The link `item` leads to the item, `each` with "
        "a number to one of several `items`."
    },
)

_ITEMS = {"items": many(INTEGER)}
_NOTE = {"item": INTEGER, "note": INTEGER}
_VERSION = {"item": INTEGER, "version": INTEGER}
_FACTS: dict[str, dict[str, Schema]] = {
    "add": _ITEMS,
    "paste": _ITEMS,
    "move": _ITEMS,
    "queue areas": _ITEMS,
    "queue drop": _ITEMS,
    "coin": {"item": INTEGER} | _ITEMS,
    "split": {"item": INTEGER} | _ITEMS,
    "undo": {"undone": INTEGER, "kind": TEXT} | _ITEMS,
    "swap": {"item": INTEGER, "back": INTEGER, "passed": INTEGER},
    "skip": {"item": INTEGER, "until": DAY},
    "finish": {"item": INTEGER, "on": DAY, "rest": maybe(INTEGER), "freed": many(INTEGER)},
    "wait-for": {"item": INTEGER, "wait": INTEGER},
    "ask": {"item": INTEGER, "words": maybe(TEXT)},
    "people-only": {"item": INTEGER, "why": maybe(TEXT)},
    "note": _NOTE,
    "correct-note": _NOTE,
    "ready": _NOTE,
    "edit": _VERSION,
    "item areas": _VERSION,
    "save-view": {"view": INTEGER},
    "change-view": {"view": INTEGER},
    "remove-view": {"view": INTEGER},
    "set-wip-limit": {"limit": INTEGER, "was": INTEGER},
    "add-absence": {"absence": INTEGER},
    "add-area": {"area": INTEGER},
    "rename-area": {"area": INTEGER},
    "archive-area": {"area": INTEGER},
    "bring-back-area": {"area": INTEGER},
    "merge-areas": {"area": INTEGER},
    "add-block-kind": {"block_kind": INTEGER},
    "change-block-kind": {"block_kind": INTEGER},
    "archive-block-kind": {"block_kind": INTEGER},
    "bring-back-block-kind": {"block_kind": INTEGER},
    "add-days-off": {"days": INTEGER},
    "remove-days-off": {"days": INTEGER},
    "forget-history": {"history_from": maybe(DAY)},
    "take-back-import": {"taken_back": INTEGER, "kept": many(INTEGER)},
}
"""{action: its facts}. `on` comes first if two actions share a name. Other actions on an item return only its number."""

_OF_A_PULL = {"passed": INTEGER, "run": INTEGER, "held": FLAG, "work": {"type": "object"}}
"""An agent's pull also returns its run, whether it already held the item, and the whole item."""


def facts_of_write(action: Action) -> Schema:
    """The facts that the action returns in addition to WRITTEN."""
    if action.name == "pull":
        return optionally(values(item=INTEGER), **_OF_A_PULL)
    facts = _FACTS.get(f"{action.on} {action.name}", _FACTS.get(action.name))
    return values(**({"item": INTEGER} if action.on == "item" else {}) if facts is None else facts)


def written(caller: Caller, outcome: Outcome, **further: Any) -> Document:
    """The answer to a write, built from the stored outcome, so that a repeated request gets the same answer."""
    facts = {name: value for name, value in outcome.result.items() if name not in UNSAID}
    event = {"seq": outcome.seq, "changed": outcome.changed}
    answer = document(_links(caller, facts), event | facts | event | further)
    return answer | ({"_templates": _way_back(caller, outcome)} if _may_undo(caller, outcome) else {})


def _links(caller: Caller, facts: dict[str, Any]) -> dict[str, str]:
    team = caller.team.id
    links = {"team": url_for("api.team", team=team), "queue": url_for("api.queue", team=team)}
    several = facts.get("items", ())
    number = facts["item"] if "item" in facts else several[0] if len(several) == 1 else None
    if number is not None:
        links["item"] = url_for("api.item", team=team, item=number)
    if len(several) > 1:
        links["each"] = url_for("api.item", team=team, item=1).removesuffix("1") + "{number}"
    return links


def _may_undo(caller: Caller, outcome: Outcome) -> bool:
    right = EVENT_KINDS[outcome.kind].undo if outcome.kind else None
    return right is not None and caller.agent is None and caller.may(right)


def _way_back(caller: Caller, outcome: Outcome) -> Document:
    """The template of the undo, with the event's number filled in."""
    offered = templates([UNDO], team=caller.team.id)
    for field in offered["undo"]["properties"]:
        field["value"] = outcome.seq
    return offered
