"""What a team knew on each evening of its past: the history taken back from the present, evening by evening.

A day's events are those that count for its forecast day. An import has a past of its own: it is taken out of the order of the
time before it, and its completions stay on their days. The order of the time before the history began is not known.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from queue_app.domain.queue.replay import PastOrder, records_of

MOST = 1_000
"""So many open items from the top are looked at."""


class Happened(NamedTuple):
    """An event of the history, imports left out: the forecast day that it counts for, and its data."""

    day: date
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Evening:
    """Before the forecast day `day`: the days of all completions as they were known, ascending; the first open items (ids) from
    top to bottom, empty where no order was kept yet; and those that ran."""

    day: date
    finished: tuple[date, ...]
    order: tuple[int, ...]
    running: frozenset[int]


@dataclass(frozen=True, slots=True)
class Present:
    """Where the way back begins: the order, which is taken back on the way, the days of all completions, on which day each item
    was `imported`, and on which the history `began` (None: there is none)."""

    order: PastOrder
    finished: Sequence[date] = ()
    imported: Mapping[int, date] = field(default_factory=dict)
    began: date | None = None


def evenings(now: Present, newest_first: Iterable[Happened], days: Iterable[date]) -> Iterator[Evening]:
    """The evening before each of `days`, which descend."""
    done = Counter(now.finished)
    events = iter(newest_first)
    event = next(events, None)
    for day in days:
        while event is not None and event.day >= day:
            _take_back(now.order, done, event)
            event = next(events, None)
        order = () if now.began is None or now.began >= day else _known(now, day)
        yield Evening(
            day=day,
            finished=tuple(sorted(one for one in done.elements() if one < day)),
            order=order,
            running=frozenset(now.order.running).intersection(order),
        )


def _known(now: Present, day: date) -> tuple[int, ...]:
    there = (item for item in now.order.order if now.imported.get(item, date.min) < day)
    return tuple(islice(there, MOST))


def _take_back(order: PastOrder, done: Counter[date], event: Happened) -> None:
    records = records_of(event.data)
    order.take_back(records)
    for record in records:
        for said, change in ((record["now"], -1), (record.get("was", {}), 1)):
            if said.get("finished_on"):
                done[date.fromisoformat(said["finished_on"])] += change


def overtaken(newest_first: Iterable[Evening], watched: Container[int], piece_of: Mapping[int, int]) -> dict[int, date]:
    """By item of `watched` the last of these days on whose evening something stood above it that had not stood there on the
    evening before it. It waited on both. A piece stands for what it came from (`piece_of`)."""
    found: dict[int, date] = {}
    later: tuple[date, dict[int, frozenset[int]]] | None = None
    for evening in newest_first:
        above = _above(evening, watched, piece_of)
        if later is not None:
            day, above_then = later
            for item, some in above_then.items():
                if item not in found and not some <= above.get(item, some):
                    found[item] = day
        later = evening.day, above
    return found


def _above(evening: Evening, watched: Container[int], piece_of: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """By waiting item what stands above it."""
    wholes = [piece_of.get(item, item) for item in evening.order]
    waiting = ((place, item) for place, item in enumerate(evening.order) if item not in evening.running)
    return {item: frozenset(wholes[:place]) for place, item in waiting if item in watched}
