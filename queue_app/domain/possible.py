"""What can be done to an item now, and why not: what its page offers. The verbs decide again, under the lock.

A verb that the item's state has no use for is left out; one that would be refused now comes with its refusal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from queue_app.domain.item import Item, State
from queue_app.domain.pull import PullFacts
from queue_app.domain.refusals import AlreadyUrgent, LimitOverrun, NothingToPull, TopChanged, WipLimitReached
from queue_app.domain.said import Refusal

Possible = Mapping[str, Refusal | None]
"""{verb: None, or what it would be refused with}."""


@dataclass(frozen=True, slots=True)
class Facts:
    """`pull` is what a pull would find, the item left out while it runs; `why_nothing` what stands in the way when that is
    nothing (counts of blocked and skipped items); `urgent` the title of another urgent item; `mine`: this person is on it."""

    item: Item
    pull: PullFacts
    why_nothing: Mapping[str, int]
    urgent: str | None = None
    mine: bool = False


_ALWAYS = ("edit", "note")
_OPEN = ("move", "split", "drop", "plan", "step", "tick", "ask")


def possible(facts: Facts) -> Possible:
    """What can be done to the item, in its state."""
    return dict(_possible(facts))


def _possible(facts: Facts) -> Iterator[tuple[str, Refusal | None]]:
    item = facts.item
    if item.state is State.WAITING:
        yield from _waiting(facts)
    elif item.state is State.IN_PROGRESS:
        yield from _running(facts)
    yield from dict.fromkeys(_ALWAYS).items()
    if not item.open:
        yield ("reopen" if item.state is State.FINISHED else "restore"), None
        return
    yield from dict.fromkeys(_OPEN).items()
    yield from dict.fromkeys(("unblock", "edit_block") if item.blocked else ("block",)).items()
    if item.urgent:
        yield "calm", None
    else:
        yield "urgent", AlreadyUrgent(title=facts.urgent) if facts.urgent else None


def _waiting(facts: Facts) -> Iterator[tuple[str, Refusal | None]]:
    pull, item = facts.pull, facts.item
    is_next = pull.top is not None and pull.top.id == item.id
    if pull.slot is None:
        yield "pull", WipLimitReached(running=pull.running, limit=pull.limit)
    elif is_next:
        yield "pull", None
    elif pull.top is not None:
        yield "pull", TopChanged(title=pull.top.title, number=pull.top.number)
    if is_next:
        yield "skip", None
    if not item.placed:
        yield "place", None


def _running(facts: Facts) -> Iterator[tuple[str, Refusal | None]]:
    pull = facts.pull
    yield "finish", None
    yield "put_back", None
    yield ("leave" if facts.mine else "join"), None
    if pull.running > pull.limit:
        yield "swap", LimitOverrun(running=pull.running, limit=pull.limit)
    elif pull.top is None:
        yield "swap", NothingToPull(**facts.why_nothing)
    else:
        yield "swap", None
