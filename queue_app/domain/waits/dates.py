"""The dates of items that wait for others: never before those of what they wait for.

Where both wait in one queue that is exact: the item is as late as the later of the two places, so it is read at the larger n.
Otherwise each date is the later one of both at the same odds. What waits for an item without a date has none either.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter

from queue_app.domain.forecast.forecast import Range


@dataclass(frozen=True, slots=True)
class OwnDates:
    """An item by itself: its place `n` in the queue of its `team`; for one that runs there is no n but its `dates`.

    Without both it has no date: it is blocked or dropped, or nothing is known.
    """

    team: int
    n: int | None = None
    dates: Range | None = None


@dataclass(frozen=True, slots=True)
class JointDates:
    """The place and the dates with all that the item waits for. None of its dates is before `bound`: what it waits for that does
    not wait in the same queue."""

    n: int | None
    dates: Range | None
    bound: Range | None


def joint_dates(
    own: Mapping[int, OwnDates], on: Mapping[int, Sequence[int]], read: Callable[[int, int], Range | None]
) -> Mapping[int, JointDates]:
    """{id: its dates} for all items of `own`. `on` says for which each waits; `read` gives the dates of a team's place."""
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
    """The later date of all at each of the odds; None where one of them has no dates."""
    ranges = list(dates)
    known = [one for one in ranges if one is not None]
    if not known or len(known) < len(ranges):
        return None
    columns = zip(*((one.p50, one.p70, one.p85, one.p95) for one in known), strict=True)
    return Range(*(_last(column) for column in columns), rough=any(one.rough for one in known))


def _last(days: Sequence[date | None]) -> date | None:
    """The last day; None, which is later than the horizon, is later than all."""
    return max((day for day in days if day), default=None) if all(days) else None
