"""The team's habit of putting items above others: net items per 30 days that came above each position, over 90 days.

An item that is added, moved up, reopened or restored counts as one more for the positions that it is newly above. An item that is
dropped or moved down counts as one less for those that it is no longer above. Pulls, finishes and put backs do not count, because
they are work; nor do imports. Pieces of a split are in the split factor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from queue_app.domain.forecast.fit import Floats
from queue_app.domain.queue.events import OF_THE_HABIT
from queue_app.domain.queue.item import State
from queue_app.domain.queue.replay import PastOrder, records_of

DAYS, PER, FEWEST_DAYS = 90, 30, 30


@dataclass(frozen=True, slots=True)
class Habit:
    """`steps[k]`: net items per 30 days that come above position k + 1. Deeper positions have the last value."""

    steps: tuple[float, ...] = ()

    def above(self, place: int) -> float:
        """Net items put above the position `place` (1 = first waiting) in 30 days; negative if more leave."""
        return self.steps[min(place, len(self.steps)) - 1] if self.steps else 0.0

    def put_above(self, place: int, days: Floats, finished: Floats) -> Floats:
        """Net items put above an item at `place` today, by the end of each of `days` (D,): calendar days, ascending from 0.

        `finished` (D,): items finished by then. The item moves up as others are finished, so each day uses the habit of the
        place that the item has by then. Once the item has been pulled, nothing more is put above it.
        """
        above, sums = 0.0, [0.0]
        for day in range(1, len(days)):
            place_then = round(place + above - finished[day - 1])
            if place_then >= 1:
                above += self.above(place_then) / PER * (days[day] - days[day - 1])
            sums.append(above)
        return np.array(sums)


def habit(now: PastOrder, newest_first: Iterable[tuple[str, Mapping[str, Any]]], days: int) -> Habit | None:
    """The habit, from the present order and the events (kind, data) of the last `days` (at most 90); None for under 30 days.

    It changes `now`, which ends as the order before these events.
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
    """Whether a decision about the order changed the item's place among the waiting ones."""
    was, now = record.get("was", {}), record["now"]
    running = State.IN_PROGRESS in (was.get("state"), now.get("state"))
    return not running and ("under" in was or "under" in now)


def _landed(order: PastOrder, item: int) -> int:
    """The item's position now; 0 if it left, or if no waiting item is below it."""
    place = order.place(item)
    return place if order.waiting(place + 1)[place:] else 0


def _count(counts: dict[int, int], before: int, after: int) -> None:
    """Count one more or one less above each position."""
    for place, net in _changes(before, after):
        counts[place] = counts.get(place, 0) + net


def _changes(before: int, after: int) -> tuple[tuple[int, int], ...]:
    """Pairs of (first position, one more or one less above it and all later ones)."""
    if before == after:
        return ()
    if not before:
        return ((after, 1),)
    if not after:
        return ((before + 1, -1),)
    return ((after, 1), (before, -1)) if after < before else ((before + 1, -1), (after + 1, 1))
