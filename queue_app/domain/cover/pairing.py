"""Pairing at the pull: take along a person who does not know the area, ask one who does, or swarm. No pull is refused.

Names leave the rules here: at most two, shown only to the person who pulls, in random order so that the order reveals nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from queue_app.domain.cover.states import Standing, Standings

MOST = 2
FEW = 2
"""An area that this many people or fewer cover needs one more."""

Way = Literal["swarm", "ask", "take_along", "unknown"]
"""swarm: nobody covers the area. ask: others do, the puller does not. take_along: the puller does, and few others do. unknown:
too little work is finished to say. That is no alarm and names nobody."""
_WAYS: tuple[Way, ...] = ("swarm", "ask", "take_along", "unknown")


class Rng(Protocol):
    """A source of random numbers, such as `random.Random`."""

    def random(self) -> float:
        """A number from 0 to 1."""


@dataclass(frozen=True, slots=True)
class AvailablePeople:
    """The `members` (ids) who are not away today, and the people `needed` on a blocked or over-age item."""

    members: frozenset[int]
    needed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pairing:
    """A suggestion at the pull: the way, the area (id) and at most two `people` (ids)."""

    way: Way
    area: int
    people: tuple[int, ...] = ()


def suggest_pairing(
    areas: Sequence[int], me: int, standings: Standings, available: AvailablePeople, rng: Rng
) -> Pairing | None:
    """The suggestion for `me`, who pulls an item of these areas; None if enough people can take it.

    If there are several areas, the weakest counts: one that nobody covers, else one that `me` does not cover, else one that few
    cover, else one that is not known yet.
    """
    candidates = [
        (_WAYS.index(way), standings[area].people, place, area)
        for place, area in enumerate(areas)
        if area in standings and (way := _way(standings[area], me))
    ]
    if not candidates:
        return None
    nth, _, _, area = min(candidates)
    way, standing = _WAYS[nth], standings[area]
    if way in ("swarm", "unknown"):
        return Pairing(way, area)
    if way == "ask":
        could = (standing.able & available.members) - available.needed
        return Pairing(way, area, _some(could, standing.declared, rng))
    could = available.members - standing.able
    return Pairing(way, area, _some(could, standing.learners, rng)) if could else None


def _way(standing: Standing, me: int) -> Way | None:
    if not standing.known:
        return "unknown"
    if not standing.able:
        return "swarm"
    if me not in standing.able:
        return "ask"
    return "take_along" if standing.people <= FEW else None


def _some(people: Iterable[int], first: Collection[int], rng: Rng) -> tuple[int, ...]:
    """At most two of `people`, in random order, those of `first` before the others."""
    drawn = {person: rng.random() for person in sorted(people)}
    return tuple(sorted(drawn, key=lambda person: (person not in first, drawn[person]))[:MOST])
