"""Key people, as a number without names: the fewest people whose absence means that nobody could start half of the next items."""

from collections import defaultdict
from collections.abc import Mapping
from functools import reduce
from itertools import combinations
from math import comb
from operator import or_

from queue_app.domain.cover.states import Standings

MOST_GROUPS = 1_000_000
_HAIR = 1e-9

Groups = Mapping[int, float]
"""{people who cover, one bit each: the demand that only they can take}."""


def fewest(standings: Standings, demands: Mapping[int, float]) -> int | None:
    """The fewest members whose absence leaves half of the demand of known areas with nobody; 0 if it is so already.

    Exact, by enumeration. None if no item of a known area waits, or if more than a million groups of people would have to be
    tried, which takes a team of over twenty.
    """
    groups = _groups(standings, demands)
    half = sum(groups.values()) / 2
    if half <= 0:
        return None
    for size in range(reduce(or_, groups).bit_count() + 1):
        within = {group: demand for group, demand in groups.items() if group.bit_count() <= size}
        if sum(within.values()) < half - _HAIR:
            continue
        bits = _bits(reduce(or_, within, 0))
        if comb(len(bits), size) > MOST_GROUPS:
            return None
        if len(bits) <= size or any(_lost(within, sum(gone)) >= half - _HAIR for gone in combinations(bits, size)):
            return size
    return None


def _groups(standings: Standings, demands: Mapping[int, float]) -> Groups:
    bits: dict[int, int] = {}
    groups: dict[int, float] = defaultdict(float)
    for area, standing in standings.items():
        if standing.known and area in demands:
            group = sum(bits.setdefault(person, 1 << len(bits)) for person in standing.able)
            groups[group] += demands[area]
    return groups


def _bits(group: int) -> list[int]:
    return [1 << n for n in range(group.bit_length()) if group >> n & 1]


def _lost(groups: Groups, gone: int) -> float:
    """The demand that is left with nobody if the people in `gone` are away."""
    return sum(demand for group, demand in groups.items() if not group & ~gone)
