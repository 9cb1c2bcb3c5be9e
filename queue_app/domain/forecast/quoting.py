"""The quotes of a forecast day, kept to be scored later: for today from the team's forecast, for past days from what was known on
the evening before."""

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
    """The facts behind the dates of past days, besides the evenings.

    `finished`: (day, id of the item it was split from, or its own), ascending. `spells`: as in `usually_running`. `pieces`:
    {item: the day since which it is a piece}. `blocked`: (item, first day, last day or None). `since`: the start of the history.
    """

    finished: Sequence[tuple[date, int]] = ()
    spells: Sequence[tuple[date, date | None]] = ()
    pieces: Mapping[int, date] = field(default_factory=dict)
    blocked: Sequence[tuple[int, date, date | None]] = ()
    since: date | None = None


def quotes(team_forecast: TeamForecast, day: date, line: Sequence[Open]) -> Iterator[Quote]:
    """The quotes for each of PLACES: of the n-th completion, and of the item at that position, as far as there are dates.

    `line`: the running items and the first waiting ones, in order.
    """
    if not team_forecast.has_dates:
        return
    yield from (Quote(day, place, place, team_forecast.forecast.completion(place)) for place in PLACES)
    order = ForecastOrder.of(line)
    waiting = [
        (item.id, int(n)) for item, n in zip(line, readable(order, team_forecast.forecast), strict=True) if item.waiting
    ]
    for place in PLACES:
        item, n = waiting[place - 1] if place <= len(waiting) else (0, 0)
        if n:
            yield Quote(day, place, n, team_forecast.forecast.place(n), item)


def past_quotes(evenings: Iterable[Evening], past: PastFacts, calendar: Calendar) -> Iterator[Quote]:
    """The quotes of each evening's day, from what was known then alone."""
    for evening in evenings:
        team_forecast, line = _forecast_on(evening, past, calendar)
        yield from quotes(team_forecast, evening.day, line)


def _forecast_on(evening: Evening, past: PastFacts, calendar: Calendar) -> tuple[TeamForecast, list[Open]]:
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
