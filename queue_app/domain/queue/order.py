"""One strict order. The top is the first max(3, WIP limit) waiting places, everywhere the same."""

from dataclasses import dataclass
from typing import Literal

SMALLEST_TOP = 3

ReasonKind = Literal["customer_defect", "date", "others_depend", "learned", "coin", "other"]
REASON_KINDS: tuple[ReasonKind, ...] = ("customer_defect", "date", "others_depend", "learned", "coin", "other")
"""Why an order changes: a customer's defect, a date, others depend on it, we learned something, the coin, other."""


def top_size(limit: int) -> int:
    """How many waiting places are the top."""
    return max(SMALLEST_TOP, limit)


@dataclass(frozen=True, slots=True)
class Spot:
    """A gap between two open neighbours, by id and rank. None: that end of the order."""

    above_id: int | None = None
    above_rank: int | None = None
    below_id: int | None = None
    below_rank: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Where a move goes: exactly one of `above` and `below` (the number of an anchor), or an end of the order."""

    above: int | None = None
    below: int | None = None
    end: Literal["top", "bottom"] | None = None

    @property
    def anchor(self) -> int | None:
        """The number of the anchor item, if the target names one."""
        return self.above if self.above is not None else self.below
