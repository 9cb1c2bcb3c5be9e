"""A move goes next to an anchor, or to an end of the order. It needs a reason if an item enters or leaves the top."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.order import NoRoom, Spot, Target, several, top_size
from queue_app.domain.refusals import AnchorGone, NotOpen, ReasonMissing, SameItem


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason of a change of the order: a kind of `ORDER_REASONS` and a sentence."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """`moved`: the items in their present order. `spot`: the target, in the order without them. `head`: the ids of the first
    waiting items, at least the top and as many more as are moved. `coins`: a coin flip gave a moved item its place."""

    moved: tuple[Item, ...]
    spot: Spot
    head: tuple[int, ...]
    limit: int
    coins: bool = False


def effective_target(moved: tuple[Item, ...], anchor: Item | None, target: Target) -> Target:
    """The effective target. Raises NotOpen, SameItem or AnchorGone.

    A waiting item that is moved next to a running anchor goes to the first waiting place: running items stay above.
    """
    for item in moved:
        if not item.open:
            raise NotOpen(title=item.title, state=item.state)
    if target.anchor is None:
        return target
    if anchor is None or not anchor.open:
        raise AnchorGone(title=anchor.title if anchor else "")
    if anchor in moved:
        raise SameItem
    if anchor.state is State.IN_PROGRESS and any(item.state is State.WAITING for item in moved):
        return Target(end="top")
    return target


def landing(target: Target, places: Mapping[int, int]) -> int | None:
    """The index of the moved items in the order without them; None if the anchor is not in that order.

    `places`: {number: index} of the other open items, 0 = first.
    """
    if target.anchor is None:
        return 0 if target.end == "top" else len(places)
    if target.anchor not in places:
        return None
    return places[target.anchor] + (target.above is None)


def require_reason(facts: MoveFacts, reason: Reason | None) -> None:
    """Check that there is a reason if one is needed. Raises ReasonMissing if an item enters or leaves the top without one."""
    if reason is None and not is_in_place(facts) and crosses_top(facts):
        raise ReasonMissing(top=top_size(facts.limit))


def place_items(facts: MoveFacts, reason: Reason | None) -> list[Item] | NoRoom:
    """The moved items in their new places; [] if they are there already."""
    if is_in_place(facts):
        return []
    ranks = several(len(facts.moved), facts.spot)
    if isinstance(ranks, NoRoom):
        return ranks
    why: dict[str, Any] = {"reason_kind": reason.kind, "reason": reason.words} if reason else {}
    under = facts.spot.above_id
    items = []
    for item, rank in zip(facts.moved, ranks, strict=True):
        items.append(replace(item, rank=rank, under=under, **why))
        under = item.id
    return items


def place_words(facts: MoveFacts, target: Target) -> dict[str, Any]:
    """The target as it was asked for, for the history: the item below, or the bottom; {} if it was the item above.

    The stored neighbour above is not enough: it may run, and then it is not in the list of waiting items.
    """
    if facts.spot.above_id is None:
        return {}
    if target.above is not None:
        return {"above": facts.spot.below_id}
    return {"end": "bottom"} if target.end == "bottom" else {}


def is_in_place(facts: MoveFacts) -> bool:
    """Whether every moved item is in its target place already."""
    under = facts.spot.above_id
    for item in facts.moved:
        if item.rank is None or item.under != under:
            return False
        under = item.id
    return True


def crosses_top(facts: MoveFacts) -> bool:
    """Whether a moved waiting item enters or leaves the first `top_size` waiting places."""
    size = top_size(facts.limit)
    moved = [item.id for item in facts.moved if item.state is State.WAITING]
    before = set(facts.head[:size])
    others = [id_ for id_ in facts.head if id_ not in moved]
    at = _place_among(others, facts)
    after = set((others[:at] + moved + others[at:])[:size])
    return any((id_ in before) != (id_ in after) for id_ in moved)


def _place_among(others: list[int], facts: MoveFacts) -> int:
    if facts.spot.below_id in others:
        return others.index(facts.spot.below_id)
    if facts.spot.above_id in others:
        return others.index(facts.spot.above_id) + 1
    return 0 if facts.spot.above_id is None else len(others)
