"""What is quoted on a forecast day, to be compared later: today from the forecast of the team, and backwards, for each past day
from what was known on the evening before it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from queue_app.domain.forecast.forecast import forecast
from queue_app.domain.forecast.hindcast import Evening
from queue_app.domain.forecast.places import ForecastOrder, Open, readable
from queue_app.domain.forecast.record import PLACES, Quote
from queue_app.domain.forecast.team import SPLIT_DAYS, USUAL_DAYS, TeamForecast, split_factor, usually_running
from queue_app.domain.team.calendar import Calendar


@dataclass(frozen=True, slots=True)
class PastFacts:
    """What else the dates of a past day were made of.

    `finished`: (day, id of what it was a piece of, or its own), ascending. `spells`: as `usually_running` takes them. `pieces`:
    {item: the day since which it is a piece}. `blocked`: (item, first day, last day or None). `since`: where the history begins.
    """

    finished: Sequence[tuple[date, int]] = ()
    spells: Sequence[tuple[date, date | None]] = ()
    pieces: Mapping[int, date] = field(default_factory=dict)
    blocked: Sequence[tuple[int, date, date | None]] = ()
    since: date | None = None


def quotes(told: TeamForecast, day: date, line: Sequence[Open]) -> Iterator[Quote]:
    """For each of PLACES the n-th completion, and the very item at that place, as far as there are dates.

    `line`: the items that run and the first ones that wait, in their order.
    """
    if not told.any:
        return
    yield from (Quote(day, place, place, told.forecast.completion(place)) for place in PLACES)
    order = ForecastOrder.of(line)
    waiting = [(item.id, int(n)) for item, n in zip(line, readable(order, told.forecast), strict=True) if item.waiting]
    for place in PLACES:
        item, n = waiting[place - 1] if place <= len(waiting) else (0, 0)
        if n:
            yield Quote(day, place, n, told.forecast.place(n), item)


def backwards(evenings: Iterable[Evening], past: PastFacts, calendar: Calendar) -> Iterator[Quote]:
    """What would have been quoted on the day of each evening, from nothing but what was known then."""
    for evening in evenings:
        told, line = _told(evening, past, calendar)
        yield from quotes(told, evening.day, line)


def _told(evening: Evening, past: PastFacts, calendar: Calendar) -> tuple[TeamForecast, list[Open]]:
    day = evening.day
    done = past.finished[bisect_left(past.finished, (day - timedelta(days=SPLIT_DAYS), 0)) : _before(past, day)]
    split = split_factor(len(done), len({whole for _, whole in done}))
    line = list(_line(evening, past, split))
    numbers = ForecastOrder.of(line).n()
    learned = forecast(
        calendar.history(evening.finished, day, past.since),
        calendar,
        day,
        usual=usually_running(_spells(past, day), day, len(evening.running)),
        reach=max(PLACES[-1], int(numbers.max(initial=0))),
    )
    return TeamForecast(learned, calendar, split), line


def _line(evening: Evening, past: PastFacts, split: float) -> Iterator[Open]:
    blocked = {
        item for item, first, last in past.blocked if first < evening.day and (last is None or last >= evening.day)
    }
    room = PLACES[-1]
    for item in evening.order:
        waits = item not in evening.running
        if waits and not room:
            return
        room -= waits
        piece = past.pieces.get(item, evening.day) < evening.day
        yield Open(item, 1.0 if piece else split, waits, item in blocked)


def _before(past: PastFacts, day: date) -> int:
    return bisect_left(past.finished, (day, 0))


def _spells(past: PastFacts, day: date) -> list[tuple[date, date | None]]:
    first = day - timedelta(days=USUAL_DAYS)
    return [(start, end) for start, end in past.spells if start < day and (end is None or end > first)]
