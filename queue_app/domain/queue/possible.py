"""The verbs that an item's page offers now. Each verb decides again under the lock.

A verb that makes no sense in the item's state is left out. A verb that would be refused now comes with its refusal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from queue_app.domain.errors import Refusal
from queue_app.domain.queue import life
from queue_app.domain.queue.item import Item
from queue_app.domain.queue.pull import PullFacts
from queue_app.domain.refusals import AlreadyUrgent, LimitOverrun, NothingToPull, TopChanged, WipLimitReached

Possible = Mapping[str, Refusal | None]
"""{verb: None, or its refusal}."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """`pull`: the facts of a pull, without the item while it runs. `why_nothing`: the counts of blocked and skipped items if
    nothing can be pulled. `urgent`: the title of another urgent item. `mine`: this person is on the item. `waits`: the item
    waits for other items."""

    item: Item
    pull: PullFacts
    why_nothing: Mapping[str, int]
    urgent: str | None = None
    mine: bool = False
    waits: bool = False


def possible(facts: ItemFacts) -> Possible:
    """The verbs that the item's state allows and that make sense with these facts, with their refusals."""
    verbs = life.verbs(facts.item.state, facts.item.blocked) - {"coin"}
    return {verb: _CHECKS.get(verb, _allowed)(facts) for verb in sorted(verbs) if _useful(verb, facts)}


def _useful(verb: str, facts: ItemFacts) -> bool:
    item, is_next = facts.item, _is_next(facts)
    match verb:
        case "pull":
            return is_next or facts.pull.slot is None or facts.pull.top is not None
        case "skip":
            return is_next
        case "place":
            return not item.placed
        case "join" | "leave":
            return facts.mine == (verb == "leave")
        case "urgent" | "calm":
            return item.urgent == (verb == "calm")
        case "stop_waiting":
            return facts.waits
    return True


def _allowed(_: ItemFacts) -> None:
    return None


def _is_next(facts: ItemFacts) -> bool:
    return facts.pull.top is not None and facts.pull.top.id == facts.item.id


def _pull(facts: ItemFacts) -> Refusal | None:
    pull = facts.pull
    if pull.slot is None:
        return WipLimitReached(running=pull.running, limit=pull.limit)
    if pull.top is None or _is_next(facts):
        return None
    return TopChanged(title=pull.top.title, number=str(pull.top.number))


def _swap(facts: ItemFacts) -> Refusal | None:
    pull = facts.pull
    if pull.running > pull.limit:
        return LimitOverrun(running=pull.running, limit=pull.limit)
    return NothingToPull(**facts.why_nothing) if pull.top is None else None


def _urgent(facts: ItemFacts) -> Refusal | None:
    return AlreadyUrgent(title=facts.urgent) if facts.urgent else None


_CHECKS: Mapping[str, Callable[[ItemFacts], Refusal | None]] = {"pull": _pull, "swap": _swap, "urgent": _urgent}
