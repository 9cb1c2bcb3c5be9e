"""Pull the top item that is not blocked and not skipped by this person, if there is room. There is no choice in it.

Swap: put back one running item and pull the next one into its place, in one write. The way out when nothing moves.
Skip: this person is not handed this item before the next working day, or until it changes. It never reorders.
"""

from dataclasses import dataclass, replace

from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.item import Item, State
from queue_app.domain.refusals import LimitOverrun, NotNext, NotWaiting, TopChanged, WipLimitReached


@dataclass(frozen=True, slots=True)
class PullFacts:
    """`top` is what this person would pull (None: nothing), `slot` a free place in progress (None: no room),
    `mine` the other running items that the person is on, as (item id, run), `passed` how many blocked items stand above."""

    running: int
    limit: int
    slot: int | None
    top: Item | None
    passed: int
    mine: tuple[tuple[int, int], ...] = ()


def handed_out(facts: PullFacts, expect: int | None) -> tuple[Item, int] | None:
    """The item and the slot it takes; None when nothing can be pulled.

    Raises WipLimitReached, or TopChanged when another item than the expected number is on top by now.
    """
    if facts.slot is None:
        raise WipLimitReached(running=facts.running, limit=facts.limit)
    if facts.top is None:
        return None
    if expect is not None and expect != facts.top.number:
        raise TopChanged(title=facts.top.title, number=str(facts.top.number))
    return facts.top, facts.slot


def swapped_in(back: Item, facts: PullFacts, expect: int | None) -> tuple[Item, int] | None:
    """The item that takes the slot of `back`, and the slot; None when nothing else is ready.

    `facts` leave `back` out. Raises LimitOverrun while more run than the limit, TopChanged as a pull does.
    """
    if facts.running > facts.limit:
        raise LimitOverrun(running=facts.running, limit=facts.limit)
    return handed_out(replace(facts, slot=back.slot), expect)


def skipped(item: Item, facts: PullFacts, kind: str, why: str | None) -> None:
    """Whether this person may skip the item: only what a pull would hand out to them, with or without room.

    Raises NotWaiting, NotNext, and InputError where another reason than the area is not said.
    """
    if item.state is not State.WAITING:
        raise NotWaiting(title=item.title, state=item.state)
    if facts.top is None or facts.top.id != item.id:
        raise NotNext(title=item.title)
    if kind == "other" and not why:
        raise InputError("reason", N_("Say why in a few words. The team sees them without your name."))
