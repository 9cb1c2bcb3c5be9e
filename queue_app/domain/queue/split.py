"""Split: the item stays as the first piece; the others are new items that refer to it.

If it waits, the pieces take its place. If it runs, it goes on running, and the other pieces wait on top.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.order import NoRoom, Spot, several
from queue_app.domain.refusals import NotOpen

FEWEST, MOST = 2, 50


@dataclass(frozen=True, slots=True)
class SplitFacts:
    """The item, the spot directly below it, the spot above every open item, and whether it has areas."""

    item: Item
    below: Spot
    top: Spot
    areas: bool

    @property
    def spot(self) -> Spot:
        """The spot for the other pieces."""
        return self.top if self.item.state is State.IN_PROGRESS else self.below


def pieces(facts: SplitFacts, titles: Sequence[str], first_number: int) -> tuple[Item, list[Item]] | NoRoom:
    """The changed item and the new items in the order of `titles`; their ids are negative until they are stored.

    `first_number` is the number of the first new item. Raises NotOpen.
    """
    item = facts.item
    if not item.open:
        raise NotOpen(title=item.title, state=item.state)
    ranks = several(len(titles) - 1, facts.spot)
    if isinstance(ranks, NoRoom):
        return ranks
    others = [
        _other(facts, n, first_number + n, title, rank)
        for n, (title, rank) in enumerate(zip(titles[1:], ranks, strict=True))
    ]
    return replace(item, title=titles[0], version=item.version + 1), others


def _other(facts: SplitFacts, n: int, number: int, title: str, rank: int) -> Item:
    """A new piece. It inherits the reason and `placed`, but not the urgent mark, the block and the people."""
    return Item(
        id=-n - 1,
        number=number,
        title=title,
        rank=rank,
        under=-n if n else facts.spot.above_id,
        placed=facts.item.placed,
        origin_id=facts.item.origin_id or facts.item.id,
        reason_kind=facts.item.reason_kind,
        reason=facts.item.reason,
    )
