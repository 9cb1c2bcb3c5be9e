"""Urgent: any member may put one open item of the team on top, with a reason. It never goes over the WIP limit."""

from dataclasses import dataclass, replace

from queue_app.domain.queue.item import Item
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import NoRoom, Spot, several
from queue_app.domain.refusals import AlreadyUrgent, NotOpen, NotUrgent


@dataclass(frozen=True, slots=True)
class UrgentFacts:
    """`urgent` is the title of the team's urgent item, `spot` the one above every other open item; `coins`: the coin
    fell for this item and another one."""

    item: Item
    urgent: str | None
    spot: Spot
    coins: bool


def marked(facts: UrgentFacts, reason: Reason) -> Item | NoRoom:
    """The item as the urgent one, above every open one. Raises NotOpen, AlreadyUrgent."""
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
    """Without the mark; it stays where it stands. Raises NotUrgent."""
    if not item.urgent:
        raise NotUrgent(title=item.title)
    return replace(item, urgent=False)
