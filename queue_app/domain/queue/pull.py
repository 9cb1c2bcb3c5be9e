"""Pull: if there is room, take the top item that is not blocked, waits for no other one and is not skipped by this person.

Swap: put back one running item and pull the next one into its slot, in one write. It helps when all running items are stuck.
Skip: this person does not get this item until the next working day, or until it changes. The order stays.
"""

from dataclasses import dataclass, replace

from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.item import Item, State
from queue_app.domain.refusals import LimitOverrun, NotNext, NotWaiting, TopChanged, WipLimitReached


@dataclass(frozen=True, slots=True)
class PullFacts:
    """`top`: the item that this person would pull (None: nothing). `slot`: a free slot (None: no room). `mine`: the other running
    items of the person, as (item id, run). `passed`: how many items above `top` are blocked or wait for others."""

    running: int
    limit: int
    slot: int | None
    top: Item | None
    passed: int
    mine: tuple[tuple[int, int], ...] = ()


def take_top(facts: PullFacts, expect: int | None) -> tuple[Item, int] | None:
    """The pulled item and its slot; None if nothing can be pulled.

    Raises WipLimitReached, or TopChanged if the top item does not have the number `expect`.
    """
    if facts.slot is None:
        raise WipLimitReached(running=facts.running, limit=facts.limit)
    if facts.top is None:
        return None
    if expect is not None and expect != facts.top.number:
        raise TopChanged(title=facts.top.title, number=str(facts.top.number))
    return facts.top, facts.slot


def take_next(back: Item, facts: PullFacts, expect: int | None) -> tuple[Item, int] | None:
    """The item that takes the slot of `back`, and the slot; None if no other item can be pulled.

    `facts` leave `back` out. Raises LimitOverrun if more items run than the limit, and TopChanged as a pull does.
    """
    if facts.running > facts.limit:
        raise LimitOverrun(running=facts.running, limit=facts.limit)
    return take_top(replace(facts, slot=back.slot), expect)


def check_skip(item: Item, facts: PullFacts, kind: str, why: str | None) -> None:
    """Check that this person may skip the item: it must be the item that a pull would take if there were room.

    Raises NotWaiting, NotNext, and InputError if the kind is "other" and `why` is empty.
    """
    if item.state is not State.WAITING:
        raise NotWaiting(title=item.title, state=item.state)
    if facts.top is None or facts.top.id != item.id:
        raise NotNext(title=item.title)
    if kind == "other" and not why:
        raise InputError("reason", N_("Say why in a few words. The team sees them without your name."))
