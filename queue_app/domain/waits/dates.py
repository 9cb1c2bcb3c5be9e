"""The dates of items that wait for others: never before the dates of the items that they wait for.

If both items wait in one queue, the dates are exact: those of the larger n of the two. Otherwise each date is the latest of
all at the same odds. An item that waits for an item without dates has none either.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter

from queue_app.domain.forecast.forecast import Range


@dataclass(frozen=True, slots=True)
class OwnDates:
    """The dates of an item without its waits: its `n` in the queue of its `team`, or its `dates` if it runs.

    Without either the item has no date: it is blocked or dropped, or nothing is known.
    """

    team: int
    n: int | None = None
    dates: Range | None = None


@dataclass(frozen=True, slots=True)
class JointDates:
    """The n and the dates of an item with all its waits. None of the dates is before `bound`, which comes from the items that it
    waits for outside its queue."""

    n: int | None
    dates: Range | None
    bound: Range | None


def joint_dates(
    own: Mapping[int, OwnDates], on: Mapping[int, Sequence[int]], read: Callable[[int, int], Range | None]
) -> Mapping[int, JointDates]:
    """{id: its dates} for all items of `own`. `on`: {id: the items it waits for}. `read(team, n)` gives the dates of an n."""
    known: dict[int, JointDates] = {}
    for item in TopologicalSorter({item: on.get(item, ()) for item in own}).static_order():
        if item in own:
            known[item] = _joint(own, item, on.get(item, ()), known, read)
    return known


def _joint(
    own: Mapping[int, OwnDates],
    item: int,
    others: Sequence[int],
    known: Mapping[int, JointDates],
    read: Callable[[int, int], Range | None],
) -> JointDates:
    mine, n = own[item], own[item].n
    bounds: list[Range | None] = []
    for other in others:
        theirs = known.get(other, _UNKNOWN)
        if n is not None and theirs.n is not None and own[other].team == mine.team and theirs.dates:
            n = max(n, theirs.n)
            bounds += [theirs.bound] if theirs.bound else []
        else:
            bounds.append(theirs.dates)
    bound = latest(bounds)
    by_itself = mine.dates if n is None else read(mine.team, n)
    return JointDates(n, latest([by_itself, *bounds]), bound)


_UNKNOWN = JointDates(None, None, None)


def latest(dates: Iterable[Range | None]) -> Range | None:
    """The latest date at each of the odds; None if one of the ranges is None."""
    ranges = list(dates)
    known = [one for one in ranges if one is not None]
    if not known or len(known) < len(ranges):
        return None
    columns = zip(*((one.p50, one.p70, one.p85, one.p95) for one in known), strict=True)
    return Range(*(_last(column) for column in columns), rough=any(one.rough for one in known))


def _last(days: Sequence[date | None]) -> date | None:
    """The last day. None means later than the horizon, so it is later than all days."""
    return max((day for day in days if day), default=None) if all(days) else None
