"""What can be done to an item now, and why not: what its page offers. The verbs decide again, under the lock.

A verb that the item's state has no use for is left out; one that would be refused now comes with its refusal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from queue_app.domain.errors import Refusal
from queue_app.domain.queue import life
from queue_app.domain.queue.item import Item
from queue_app.domain.queue.pull import PullFacts
from queue_app.domain.refusals import AlreadyUrgent, LimitOverrun, NothingToPull, TopChanged, WipLimitReached

Possible = Mapping[str, Refusal | None]
"""{verb: None, or what it would be refused with}."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """`pull` is what a pull would find, the item left out while it runs; `why_nothing` what stands in the way when that is
    nothing (counts of blocked and skipped items); `urgent` the title of another urgent item; `mine`: this person is on it."""

    item: Item
    pull: PullFacts
    why_nothing: Mapping[str, int]
    urgent: str | None = None
    mine: bool = False


def possible(facts: ItemFacts) -> Possible:
    """What can be done to the item: the verbs that its state allows, as far as the further facts have a use for them."""
    verbs = life.verbs(facts.item.state, facts.item.blocked) - {"coin"}
    return {verb: _ASKED.get(verb, _allowed)(facts) for verb in sorted(verbs) if _useful(verb, facts)}


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


_ASKED: Mapping[str, Callable[[ItemFacts], Refusal | None]] = {"pull": _pull, "swap": _swap, "urgent": _urgent}
