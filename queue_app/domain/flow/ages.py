"""Work item age: the age of a running item compared with how long finished items took. Whole calendar days.

The service level expectation is a percentile (`SLE_SHARE`, nearest rank) of the cycle times of the last 90 days or 50 items, from
20 items on. With fewer, an item is old after twice the median; with one or two, no item is old.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeVar

from queue_app.domain.forecast.forecast import Range

DAYS, ITEMS, ENOUGH, FEWEST = 90, 50, 20, 3
SLE_SHARE = 85
"""The share of items, in per cent, that finish within the service level expectation. Pages show this value."""

Old = Literal["", "over", "red"]
"""`over`: over the service level expectation. `red`: over the 95th percentile."""

Length = TypeVar("Length", int, timedelta)


def nearest_rank(ascending: Sequence[Length], share: int) -> Length:
    """The smallest value that `share` per cent of the values do not exceed."""
    return ascending[-(-share * len(ascending) // 100) - 1]


@dataclass(frozen=True, slots=True)
class PastCycles:
    """Cycle times of finished items in days, ascending."""

    days: tuple[int, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there are enough items for percentiles."""
        return len(self.days) >= ENOUGH

    def percentile(self, share: int) -> int:
        """The nearest-rank percentile, at least one day."""
        return max(1, nearest_rank(self.days, share))

    def levels(self, shares: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Pairs of share in per cent and days; empty while too few items are finished."""
        return tuple((share, self.percentile(share)) for share in shares) if self.enough else ()


def past(days: Sequence[int]) -> PastCycles:
    """The past cycle times, from days in any order."""
    return PastCycles(tuple(sorted(days)))


def how_old(days: int, finished: PastCycles) -> tuple[Old, int | None]:
    """Whether an age of `days` is old, and the percentage of finished items that took less (None: too few items)."""
    if not finished.enough:
        return ("over" if len(finished.days) >= FEWEST and days > 2 * finished.percentile(50) else ""), None
    share = 100 * sum(took < days for took in finished.days) // len(finished.days)
    if days > finished.percentile(95):
        return "red", share
    return ("over" if days > finished.percentile(SLE_SHARE) else ""), share


def longer_of_ten(days: int, finished: PastCycles) -> int | None:
    """Of ten finished items, how many took longer than `days` (None: too few items); 0 only where hardly any did."""
    if not finished.enough:
        return None
    share = sum(took > days for took in finished.days) / len(finished.days)
    return max(1, round(10 * share)) if share >= 0.05 else 0


FAR = 3
SHARES = (50, SLE_SHARE, 95)


@dataclass(frozen=True, slots=True)
class RunningAge:
    """An item in progress. `since` is None if an import gave no start. `likely`: its finish dates (None: unknown)."""

    number: int
    title: str
    since: date | None
    blocked: bool = False
    likely: Range | None = None
    days: int = 0
    old: Old = ""
    older_than: int | None = None


@dataclass(frozen=True, slots=True)
class Ages:
    """The items in their order. `top` is the end of the scale in days; older items are drawn at the end."""

    items: tuple[RunningAge, ...]
    past: PastCycles
    top: int

    @property
    def levels(self) -> tuple[tuple[int, int], ...]:
        """Pairs of share in per cent and days; empty while too few items are finished."""
        return self.past.levels(SHARES)

    def along(self, days: int) -> float:
        """The position of an age on the scale, in per cent."""
        return 100 * min(days, self.top) / self.top


def ages(running: Sequence[RunningAge], past: PastCycles, today: date) -> Ages:
    """The items with their age on `today`. The scale shows the 95th percentile with some room, and ages up to three times it."""
    items = tuple(_aged(item, past, today) for item in running)
    oldest = max((item.days for item in items), default=0)
    far = past.percentile(95) if past.enough else 0
    top = min(max(oldest, -(-5 * far // 4)), FAR * far) if far else oldest
    return Ages(items, past, max(1, top))


def _aged(item: RunningAge, past: PastCycles, today: date) -> RunningAge:
    if item.since is None:
        return item
    days = max(0, (today - item.since).days)
    old, older_than = how_old(days, past)
    return replace(item, days=days, old=old, older_than=older_than)
