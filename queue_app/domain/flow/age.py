"""How old is old: the age of a running item against how long the team's finished items took. Whole calendar days.

The service level expectation is the 85th percentile (nearest rank) of the cycle times of the last 90 days or 50 items, from
20 items on. With fewer, old is what runs over twice the median.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeVar

DAYS, ITEMS, ENOUGH = 90, 50, 20

Old = Literal["", "over", "red"]
"""Over the 85th percentile, over the 95th."""

Length = TypeVar("Length", int, timedelta)


def nearest_rank(ascending: Sequence[Length], share: int) -> Length:
    """The smallest value that `share` per cent of the values do not exceed."""
    return ascending[-(-share * len(ascending) // 100) - 1]


@dataclass(frozen=True, slots=True)
class Past:
    """Cycle times of finished items in days, ascending."""

    days: tuple[int, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether percentiles may be told."""
        return len(self.days) >= ENOUGH

    def percentile(self, share: int) -> int:
        """The nearest-rank percentile, at least one day."""
        return max(1, nearest_rank(self.days, share))

    def levels(self, shares: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Pairs of share in per cent and days, none while too few were finished."""
        return tuple((share, self.percentile(share)) for share in shares) if self.enough else ()


def past(days: Sequence[int]) -> Past:
    """The cycle times as they came."""
    return Past(tuple(sorted(days)))


def how_old(days: int, finished: Past) -> tuple[Old, int | None]:
    """Whether an age of `days` is old, and the share in per cent of finished items that took less (None: too few)."""
    if not finished.enough:
        return ("over" if finished.days and days > 2 * finished.percentile(50) else ""), None
    share = 100 * sum(took < days for took in finished.days) // len(finished.days)
    if days > finished.percentile(95):
        return "red", share
    return ("over" if days > finished.percentile(85) else ""), share
