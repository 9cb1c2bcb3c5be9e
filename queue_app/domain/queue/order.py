"""The order: strict, without ties. The top is the first max(3, WIP limit) waiting places, everywhere the same.

Ranks are whole numbers with gaps, so that one move writes one row.

An insert between two neighbours takes the middle. If there is no room, items are spread over the smallest window around the spot
whose mean gap is at least (rows in the window) squared. Ranks written per insert, including the new row, measured over 30,000
inserts: 1.1 always at the same spot, 7.4 in a zigzag, and 1 alternately at both ends.
"""

from dataclasses import dataclass
from typing import Literal

SMALLEST_TOP = 3


def top_size(limit: int) -> int:
    """The number of waiting places in the top."""
    return max(SMALLEST_TOP, limit)


@dataclass(frozen=True, slots=True)
class Spot:
    """The gap between two open neighbours, by id and rank. None: the end of the order."""

    above_id: int | None = None
    above_rank: int | None = None
    below_id: int | None = None
    below_rank: int | None = None


@dataclass(frozen=True, slots=True)
class NoRoom:
    """The spot has too few free ranks for the `coming` items: make room there, read again and decide again."""

    spot: Spot
    coming: int


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a move: exactly one of `above` and `below` (the number of an anchor), or an end of the order."""

    above: int | None = None
    below: int | None = None
    end: Literal["top", "bottom"] | None = None

    @property
    def anchor(self) -> int | None:
        """The number of the anchor item, if the target names one."""
        return self.above if self.above is not None else self.below


RANK_GAP = 2**32
LARGEST_RANK = 2**62
"""Beyond this the whole order is renumbered, long before a 64-bit column overflows."""


def several(count: int, spot: Spot) -> list[int] | NoRoom:
    """`count` rising ranks strictly inside the spot: smaller ranks are higher up. At an open end they are RANK_GAP apart."""
    upper, lower = spot.above_rank, spot.below_rank
    if upper is not None and lower is not None:
        step = (lower - upper) // (count + 1)
        return [upper + step * (n + 1) for n in range(count)] if step >= 1 else NoRoom(spot, count)
    if lower is not None:
        ranks = [lower - (count - n) * RANK_GAP for n in range(count)]
    else:
        start = 0 if upper is None else upper + RANK_GAP
        ranks = [start + n * RANK_GAP for n in range(count)]
    return ranks if all(abs(rank) <= LARGEST_RANK for rank in ranks) else NoRoom(spot, count)


def roomy(rows: int, coming: int, upper: int | None, lower: int | None) -> bool:
    """Whether `rows` items spread between two fixed ranks have a mean gap worth the work, with room for `coming` more."""
    first, step = spread(rows, coming, upper, lower)
    if upper is not None and lower is not None:
        return step >= max(rows * rows, coming + 1)
    return abs(first - coming * step) <= LARGEST_RANK and abs(first + (rows + coming) * step) <= LARGEST_RANK


def spread(rows: int, coming: int, upper: int | None, lower: int | None) -> tuple[int, int]:
    """(first, step) for `rows` items between two fixed ranks. At an open end the step is RANK_GAP, or more for `coming`."""
    if upper is not None and lower is not None:
        step = (lower - upper) // (rows + 1)
        return upper + step, step
    step = max(RANK_GAP, coming + 1)
    if lower is not None:
        return lower - rows * step, step
    return (-(rows // 2) * step if upper is None else upper + step), step
