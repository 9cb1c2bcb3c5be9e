"""The coin orders two equally important waiting items, once per pair until one of them is moved for a reason.

The winner goes directly above the other item, or stays where it is if it is above already. An undo puts it back, but the pair
stays flipped: otherwise people could flip until they like the result.
"""

from dataclasses import dataclass, replace
from datetime import date

from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.order import NoRoom, Spot, several
from queue_app.domain.refusals import CoinAlreadyFlipped, NotWaiting


@dataclass(frozen=True, slots=True)
class CoinFacts:
    """`upper` is above `lower`; `spot` is directly above `upper`; `fell_for`: the title of the winner of an earlier flip."""

    upper: Item
    lower: Item
    spot: Spot
    fell_for: str | None


def flip(facts: CoinFacts, chance: float, today: date) -> tuple[Item, Item] | NoRoom:
    """The winner before and after. The lower item wins if `chance`, in [0, 1), is >= 0.5.

    Raises NotWaiting, CoinAlreadyFlipped.
    """
    for item in (facts.upper, facts.lower):
        if item.state is not State.WAITING:
            raise NotWaiting(title=item.title, state=item.state)
    if facts.fell_for is not None:
        raise CoinAlreadyFlipped(title=facts.fell_for)
    if chance < 0.5:
        return facts.upper, _won(facts.upper, facts.lower, today)
    ranks = several(1, facts.spot)
    if isinstance(ranks, NoRoom):
        return ranks
    return facts.lower, _won(facts.lower, facts.upper, today).at(ranks[0], facts.spot.above_id)


def _won(winner: Item, loser: Item, today: date) -> Item:
    """The winner. The coin becomes its reason if it moves, or has no reason yet."""
    placed = replace(winner, placed=True)
    if winner.reason is not None and winner.rank is not None and loser.rank is not None and winner.rank < loser.rank:
        return placed
    return replace(placed, reason_kind="coin", reason=f"Coin flip against “{loser.title}”, {today}")
