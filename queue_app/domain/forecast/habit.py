"""The team's habit of putting things above others: net items per 30 days that came above each place, over the last 90 days.

What is added at a place, lifted, reopened or restored counts for all places from there on; what is dropped or moved down counts
against. Pulls, finishes and put backs are work, pieces of a split are in the split factor, imports are no habit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from queue_app.domain.queue.events import OF_THE_HABIT
from queue_app.domain.queue.item import State
from queue_app.domain.queue.replay import PastOrder, records_of

DAYS, PER, FEWEST_DAYS = 90, 30, 30


@dataclass(frozen=True, slots=True)
class Habit:
    """`steps[k]`: net items per 30 days that come above place k + 1, as far as there were changes; deeper places: the last."""

    steps: tuple[float, ...] = ()

    def above(self, place: int) -> float:
        """Net items put above `place` (1 = first waiting) in 30 days; negative where more goes than comes."""
        return self.steps[min(place, len(self.steps)) - 1] if self.steps else 0.0


def habit(now: PastOrder, newest_first: Iterable[tuple[str, Mapping[str, Any]]], days: int) -> Habit | None:
    """From the present order and the events (kind, data) of the last `days` (at most 90); None with under 30 days of them.

    `now` is taken back on the way.
    """
    if days < FEWEST_DAYS:
        return None
    counts: dict[int, int] = {}
    for kind, data in newest_first:
        records = records_of(data)
        changed = [r["id"] for r in records if _reorders(r)] if kind in OF_THE_HABIT else []
        after = {item: _landed(now, item) for item in changed}
        now.take_back(records)
        for item in changed:
            _count(counts, now.place(item), after[item])
    nets = accumulate(counts.get(place, 0) for place in range(1, max(counts, default=0) + 1))
    return Habit(tuple(net * PER / days for net in nets))


def _reorders(record: Mapping[str, Any]) -> bool:
    """Whether its place among what waits is another one, by somebody's decision about the order."""
    was, now = record.get("was", {}), record["now"]
    running = State.IN_PROGRESS in (was.get("state"), now.get("state"))
    return not running and ("under" in was or "under" in now)


def _landed(order: PastOrder, item: int) -> int:
    """The place where it stands now; 0 when it left, or stands below everything and so above nothing."""
    place = order.place(item)
    return place if order.waiting(place + 1)[place:] else 0


def _count(counts: dict[int, int], before: int, after: int) -> None:
    """Every place that has one more above it, and every place that has one less."""
    for place, net in _changes(before, after):
        counts[place] = counts.get(place, 0) + net


def _changes(before: int, after: int) -> tuple[tuple[int, int], ...]:
    """(place from which on, one more or one less above it)."""
    if before == after:
        return ()
    if not before:
        return ((after, 1),)
    if not after:
        return ((before + 1, -1),)
    return ((after, 1), (before, -1)) if after < before else ((before + 1, -1), (after + 1, 1))
