"""Pull the top item that is not blocked and not skipped by this person, if there is room. There is no choice in it."""

from dataclasses import dataclass

from queue_app.domain.queue.item import Item
from queue_app.domain.refusals import TopChanged, WipLimitReached


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
