"""Company at the pull: take somebody along who does not know the area, ask one who does, or swarm. The pull is never refused.

Names leave the rules here: at most two, to the one who pulls, in an order of chance that tells nothing about them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from queue_app.domain.cover.states import Standing, Standings

MOST = 2
FEW = 2
"""An area that so many people or fewer cover needs another one."""

Way = Literal["swarm", "ask", "take_along"]
"""It is new to all of us; others can take it, and the one who pulls cannot; the one who pulls can, and few others."""
_WAYS: tuple[Way, ...] = ("swarm", "ask", "take_along")


class Rng(Protocol):
    """Chance, such as `random.Random`."""

    def random(self) -> float:
        """A number from 0 to 1."""


@dataclass(frozen=True, slots=True)
class There:
    """Who could be asked: `members` who are not away today, and which of them are `needed` on a blocked or over-age item."""

    members: frozenset[int]
    needed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pairing:
    """What is said at the pull, about which area (id), and the at most two `people` (ids) it is said with."""

    way: Way
    area: int
    people: tuple[int, ...] = ()


def pairing(areas: Sequence[int], me: int, standings: Standings, there: There, rng: Rng) -> Pairing | None:
    """What is proposed to `me` who pulls an item of these areas. None where enough people can take it.

    Of several areas it is about the one that needs company most: nobody covers it; then `me` does not; then few do.
    """
    found = [
        (_WAYS.index(way), standings[area].people, place, area)
        for place, area in enumerate(areas)
        if area in standings and (way := _way(standings[area], me))
    ]
    if not found:
        return None
    nth, _, _, area = min(found)
    way, standing = _WAYS[nth], standings[area]
    if way == "swarm":
        return Pairing(way, area)
    if way == "ask":
        could = (standing.able & there.members) - there.needed
        return Pairing(way, area, _some(could, standing.declared, rng))
    could = there.members - standing.able
    return Pairing(way, area, _some(could, standing.learners, rng)) if could else None


def _way(standing: Standing, me: int) -> Way | None:
    if not standing.able:
        return "swarm"
    if me not in standing.able:
        return "ask"
    return "take_along" if standing.people <= FEW else None


def _some(people: Iterable[int], first: Collection[int], rng: Rng) -> tuple[int, ...]:
    """At most two of them, those of `first` first, else by chance."""
    drawn = {person: rng.random() for person in sorted(people)}
    return tuple(sorted(drawn, key=lambda person: (person not in first, drawn[person]))[:MOST])
