"""Pull: take the top item that is not blocked, waits for no other and is not skipped by this person, if there is room.

Swap: put back one running item and pull the next one into its slot, in one write. It helps when nothing moves.
Skip: this person does not get this item before the next working day, or until it changes. The order stays.
"""

from dataclasses import dataclass, replace

from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.item import Item, State
from queue_app.domain.refusals import LimitOverrun, NotNext, NotWaiting, TopChanged, WipLimitReached


@dataclass(frozen=True, slots=True)
class PullFacts:
    """`top` is the item that this person would pull (None: nothing), `slot` a free slot (None: no room), `mine` the other running
    items of the person, as (item id, run), `passed` the number of items above `top` that are blocked or wait for others."""

    running: int
    limit: int
    slot: int | None
    top: Item | None
    passed: int
    mine: tuple[tuple[int, int], ...] = ()


def take_top(facts: PullFacts, expect: int | None) -> tuple[Item, int] | None:
    """The pulled item and its slot; None when nothing can be pulled.

    Raises WipLimitReached, or TopChanged when the top item is not the one with the number `expect`.
    """
    if facts.slot is None:
        raise WipLimitReached(running=facts.running, limit=facts.limit)
    if facts.top is None:
        return None
    if expect is not None and expect != facts.top.number:
        raise TopChanged(title=facts.top.title, number=str(facts.top.number))
    return facts.top, facts.slot


def take_next(back: Item, facts: PullFacts, expect: int | None) -> tuple[Item, int] | None:
    """The item that takes the slot of `back`, and the slot; None when no other item is ready.

    `facts` leave `back` out. Raises LimitOverrun while more items run than the limit, TopChanged as a pull does.
    """
    if facts.running > facts.limit:
        raise LimitOverrun(running=facts.running, limit=facts.limit)
    return take_top(replace(facts, slot=back.slot), expect)


def check_skip(item: Item, facts: PullFacts, kind: str, why: str | None) -> None:
    """Check that this person may skip the item: it must be the one that a pull would take, with or without room.

    Raises NotWaiting, NotNext, and InputError for another reason than the area without words.
    """
    if item.state is not State.WAITING:
        raise NotWaiting(title=item.title, state=item.state)
    if facts.top is None or facts.top.id != item.id:
        raise NotNext(title=item.title)
    if kind == "other" and not why:
        raise InputError("reason", N_("Say why in a few words. The team sees them without your name."))
