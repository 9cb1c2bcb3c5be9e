"""Work item age: what runs now, against how long finished items took. Elapsed calendar days since the start."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from queue_app.domain.flow.age import Old, Past, how_old
from queue_app.domain.forecast.forecast import Range

FAR = 3
SHARES = (50, 85, 95)


@dataclass(frozen=True, slots=True)
class Running:
    """An item in progress; `since` is None where an import knew no start, `likely` where nothing is known of its age."""

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
    """The items in their order. `top` is the end of the scale; what is older is drawn there."""

    items: tuple[Running, ...]
    past: Past
    top: int

    @property
    def levels(self) -> tuple[tuple[int, int], ...]:
        """Pairs of share in per cent and days, once enough was finished."""
        return self.past.levels(SHARES)

    def along(self, days: int) -> float:
        """How far along the scale, in per cent."""
        return 100 * min(days, self.top) / self.top


def ages(running: Sequence[Running], past: Past, today: date) -> Ages:
    """Each with its age on `today`; the scale shows the 95th percentile with some air, and ages up to three times of it."""
    items = tuple(_aged(item, past, today) for item in running)
    oldest = max((item.days for item in items), default=0)
    far = past.percentile(95) if past.enough else 0
    top = min(max(oldest, -(-5 * far // 4)), FAR * far) if far else oldest
    return Ages(items, past, max(1, top))


def _aged(item: Running, past: Past, today: date) -> Running:
    if item.since is None:
        return item
    days = max(0, (today - item.since).days)
    old, older_than = how_old(days, past)
    return replace(item, days=days, old=old, older_than=older_than)
