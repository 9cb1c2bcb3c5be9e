"""People join and leave a running item by their own click; nobody assigns others. Several people on one item is normal."""

from dataclasses import dataclass, replace

from queue_app.domain.queue.item import Item, State
from queue_app.domain.refusals import AlreadyOnIt, NotOnIt, NotRunning


@dataclass(frozen=True, slots=True)
class OnItFacts:
    """The item, the number of people on it, this person's running items as (item id, run), and the number of agents on it."""

    item: Item
    on_it: int
    mine: tuple[tuple[int, int], ...]
    agents: int = 0

    @property
    def stint(self) -> tuple[int, int]:
        """The key of a stint on the item: its id and its run."""
        return self.item.id, self.item.run


def join_item(facts: OnItFacts) -> Item:
    """The item after this person joined. A second person ends the item's request for company.

    Raises NotRunning, AlreadyOnIt.
    """
    _running(facts.item)
    if facts.stint in facts.mine:
        raise AlreadyOnIt(title=facts.item.title)
    return replace(facts.item, company=None) if facts.on_it else facts.item


def check_leave(facts: OnItFacts) -> None:
    """Check that this person may leave the item. Raises NotRunning, NotOnIt."""
    _running(facts.item)
    if facts.stint not in facts.mine:
        raise NotOnIt(title=facts.item.title)


def _running(item: Item) -> None:
    if item.state is not State.IN_PROGRESS:
        raise NotRunning(title=item.title, state=item.state)
