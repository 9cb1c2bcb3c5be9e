"""Urgent: any member may put one open item of the team on top, with a reason. The WIP limit still holds."""

from dataclasses import dataclass, replace

from queue_app.domain.queue.item import Item
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import NoRoom, Spot, several
from queue_app.domain.refusals import AlreadyUrgent, NotOpen, NotUrgent


@dataclass(frozen=True, slots=True)
class UrgentFacts:
    """`urgent`: the title of the team's urgent item. `spot`: the spot above every other open item. `coins`: a coin flip decided
    between this item and another one."""

    item: Item
    urgent: str | None
    spot: Spot
    coins: bool


def mark_urgent(facts: UrgentFacts, reason: Reason) -> Item | NoRoom:
    """The item, marked urgent and above every open item. Raises NotOpen, AlreadyUrgent."""
    item = facts.item
    if not item.open:
        raise NotOpen(title=item.title, state=item.state)
    if facts.urgent is not None:
        raise AlreadyUrgent(title=facts.urgent)
    urgent = replace(item, urgent=True, placed=True, reason_kind=reason.kind, reason=reason.words)
    if item.under is None:
        return urgent
    ranks = several(1, facts.spot)
    return ranks if isinstance(ranks, NoRoom) else urgent.at(ranks[0], None)


def calmed(item: Item) -> Item:
    """The item without the mark; it keeps its place. Raises NotUrgent."""
    if not item.urgent:
        raise NotUrgent(title=item.title)
    return replace(item, urgent=False)
