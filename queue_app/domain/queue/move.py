"""A move names one anchor, or an end of the order. It asks for a reason where an item enters or leaves the top."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.order import NoRoom, Spot, Target, several, top_size
from queue_app.domain.refusals import AnchorGone, NotOpen, ReasonMissing, SameItem


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a kind of `ORDER_REASONS` and a sentence."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """`moved` stand in their present order, `spot` leaves them out, `head` holds the ids of the first waiting items, at
    least the top and as many more as are moved; `coins`: one of the moved was put in its place by the coin."""

    moved: tuple[Item, ...]
    spot: Spot
    head: tuple[int, ...]
    limit: int
    coins: bool = False


def check(moved: tuple[Item, ...], anchor: Item | None, target: Target) -> Target:
    """The target that holds now. Raises NotOpen, SameItem or AnchorGone.

    A waiting item that is sent to a running anchor goes to the first waiting place: running items stand above.
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
    """Where in the order without the moved items they come to stand; None where the anchor is not in it.

    `places`: of the other open items by number, 0 = first.
    """
    if target.anchor is None:
        return 0 if target.end == "top" else len(places)
    if target.anchor not in places:
        return None
    return places[target.anchor] + (target.above is None)


def ask(facts: MoveFacts, reason: Reason | None) -> None:
    """Raises ReasonMissing where an item enters or leaves the top without one."""
    if reason is None and not there_already(facts) and crosses_top(facts):
        raise ReasonMissing(top=top_size(facts.limit))


def placed(facts: MoveFacts, reason: Reason | None) -> list[Item] | NoRoom:
    """The moved items in their new places; [] when they stand there already."""
    if there_already(facts):
        return []
    ranks = several(len(facts.moved), facts.spot)
    if isinstance(ranks, NoRoom):
        return ranks
    said: dict[str, Any] = {"reason_kind": reason.kind, "reason": reason.words} if reason else {}
    under = facts.spot.above_id
    there = []
    for item, rank in zip(facts.moved, ranks, strict=True):
        there.append(replace(item, rank=rank, under=under, **said))
        under = item.id
    return there


def there_already(facts: MoveFacts) -> bool:
    """Whether every moved item stands in its target place as it is."""
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
