"""What the team knew on each past evening: the history is undone from the present, evening by evening.

A day's events are those that count for its forecast day. Imported items are left out of the order before the import, but their
completions stay on their days. The order before the first event is not known.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from queue_app.domain.queue.replay import PastOrder, records_of

MOST = 1_000
"""How many open items are read, from the top."""


class PastEvent(NamedTuple):
    """An event other than an import: the forecast day that it counts for, and its data."""

    day: date
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Evening:
    """The evening before the forecast day `day`: the days of all completions known then, ascending; the first open items (ids)
    from top to bottom, empty before the first event; and the running ones."""

    day: date
    finished: tuple[date, ...]
    order: tuple[int, ...]
    running: frozenset[int]


@dataclass(frozen=True, slots=True)
class Present:
    """The present, from which the walk goes back: the order, which the walk changes, the days of all completions, the day on
    which each item was `imported`, and the day on which the history `began` (None: no events)."""

    order: PastOrder
    finished: Sequence[date] = ()
    imported: Mapping[int, date] = field(default_factory=dict)
    began: date | None = None


def evenings(now: Present, newest_first: Iterable[PastEvent], days: Iterable[date]) -> Iterator[Evening]:
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
            finished=tuple(sorted(finish for finish in done.elements() if finish < day)),
            order=order,
            running=frozenset(now.order.running).intersection(order),
        )


def _known(now: Present, day: date) -> tuple[int, ...]:
    before = (item for item in now.order.order if now.imported.get(item, date.min) < day)
    return tuple(islice(before, MOST))


def _take_back(order: PastOrder, done: Counter[date], event: PastEvent) -> None:
    records = records_of(event.data)
    order.take_back(records)
    for record in records:
        for fields, change in ((record["now"], -1), (record.get("was", {}), 1)):
            if fields.get("finished_on"):
                done[date.fromisoformat(fields["finished_on"])] += change


def overtaken(newest_first: Iterable[Evening], watched: Container[int], piece_of: Mapping[int, int]) -> dict[int, date]:
    """For each `watched` item, the last evening on which another item was above it that had not been there the evening before.

    The watched item was waiting on both evenings. A piece counts as the item that it came from (`piece_of`).
    """
    days: dict[int, date] = {}
    later: tuple[date, dict[int, frozenset[int]]] | None = None
    for evening in newest_first:
        above = _above(evening, watched, piece_of)
        if later is not None:
            day, above_later = later
            for item, items in above_later.items():
                if item not in days and not items <= above.get(item, items):
                    days[item] = day
        later = evening.day, above
    return days


def _above(evening: Evening, watched: Container[int], piece_of: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """{watched waiting item: the items above it}."""
    wholes = [piece_of.get(item, item) for item in evening.order]
    waiting = ((place, item) for place, item in enumerate(evening.order) if item not in evening.running)
    return {item: frozenset(wholes[:place]) for place, item in waiting if item in watched}
