"""Swap: put back one running item and pull the next one into its place, in one write. The way out when nothing moves."""

from dataclasses import replace

from queue_app.domain.queue.item import Item
from queue_app.domain.queue.pull import PullFacts, handed_out
from queue_app.domain.refusals import LimitOverrun


def swapped_in(back: Item, facts: PullFacts, expect: int | None) -> tuple[Item, int] | None:
    """The item that takes the slot of `back`, and the slot; None when nothing else is ready.

    `facts` leave `back` out. Raises LimitOverrun while more run than the limit, TopChanged as a pull does.
    """
    if facts.running > facts.limit:
        raise LimitOverrun(running=facts.running, limit=facts.limit)
    return handed_out(replace(facts, slot=back.slot), expect)
