"""Reads days off from an iCalendar file: whole-day events from three years back to three years ahead.

Rules are expanded if they are plain: yearly ones, and daily, weekly and monthly ones that end. Reading takes at most
about a second for any file: its size, lines, lists, events and repetitions are limited.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event, vDDDLists, vDDDTypes
from icalendar.timezone import tzp

from queue_app.domain.errors import N_, InputError
from queue_app.domain.team.days_off import LONGEST_SPELL, NAME, DaysOff
from queue_app.usecases.team.calendar_rule import Passed, PassedOver, plain_rule

LARGEST_FILE, MOST_EVENTS, MOST_REPETITIONS = 1_000_000, 3_000, 50_000
MOST_PARTS = 60_000
"""Limit of lines, and of parts of lists in them: each is an object of the library, however short."""
NEVER = 20_000
"""Cost of a rule that matches no day: the library searches all years to come."""

THREE_YEARS = timedelta(days=3 * 366)
OLDEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """The days off of a file. `taken` counts the events used, `passed` those passed over, by reason."""

    spells: tuple[DaysOff, ...]
    taken: int
    passed: Counter[Passed]

    @property
    def text(self) -> str:
        """The list as a person would paste it."""
        return "\n".join(map(str, self.spells))


def read(name: str, raw: bytes, today: date) -> CalendarDays:
    """Read the file; `name` is the name of the input.

    Raises InputError for another kind of file, or one that is too large.
    """
    events = _events(name, raw)
    reading = _Reading(name, today - THREE_YEARS, today + THREE_YEARS, _moved(events))
    passed: Counter[Passed] = Counter()
    spells: set[DaysOff] = set()
    for event in events:
        try:
            spells |= reading.spells_of(event)
        except PassedOver as over:
            passed[over.why] += 1
    if not spells:
        raise InputError(name, N_("This file has no whole day within three years of today. Choose another one."))
    ordered = sorted(spells, key=lambda spell: (spell.first, spell.last, spell.name))
    return CalendarDays(tuple(ordered), len(events) - passed.total(), passed)


def _events(name: str, raw: bytes) -> list[Event]:
    if len(raw) > LARGEST_FILE:
        raise InputError(name, N_("This file is larger than 1 MB. Export only the calendar with your days off."))
    if raw.upper().count(b"BEGIN:") > MOST_EVENTS * 3:
        raise InputError(name, N_("This file has more than {most} events. Export fewer."), most=MOST_EVENTS)
    if raw.count(b"\n") + raw.count(b",") > MOST_PARTS:
        raise InputError(name, N_("This file has too many lines. Export only the calendar with your days off."))
    try:
        calendars = Calendar.from_ical(raw.decode("utf-8-sig"), multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, RecursionError):
        raise InputError(name, N_("This is not an iCalendar file. Export an .ics file from your calendar.")) from None
    finally:
        tzp.use_default()  # The library keeps the time zones of every file for as long as the process lives.
    if len(events) > MOST_EVENTS:
        raise InputError(name, N_("This file has more than {most} events. Export fewer."), most=MOST_EVENTS)
    return [event for event in events if isinstance(event, Event)]


def _moved(events: Iterable[Event]) -> Mapping[str, set[date]]:
    """Repetitions replaced by an event of their own: {uid: days by the rule}."""
    moved: dict[str, set[date]] = defaultdict(set)
    for event in events:
        day = _plain(event.get("RECURRENCE-ID"))
        if day is not None:
            moved[str(event.get("UID", ""))].add(day)
    return moved


@dataclass(slots=True)
class _Reading:
    """Reads the events of one file between two days, and counts the expanded repetitions."""

    name: str
    since: date
    until: date
    moved: Mapping[str, set[date]]
    repetitions: int = field(default=0, init=False)

    def spells_of(self, event: Event) -> set[DaysOff]:
        """The days off of the event. Raises PassedOver, and InputError when the file repeats too much."""
        first, days = _span(event)
        starts = self._starts(event, first)
        spells = (DaysOff(start, start + timedelta(days=days - 1), _name(event)) for start in starts)
        within = {spell for spell in spells if spell.last >= self.since and spell.first <= self.until}
        if not within:
            raise PassedOver("elsewhen")
        return within

    def _starts(self, event: Event, first: date) -> Iterable[date]:
        if "RRULE" not in event:
            return [first] if OLDEST <= first <= self.until else []
        skipped, moved = _skipped(event), self.moved.get(str(event.get("UID", "")), ())
        return (day for day in self._repeated(event, first) if day not in skipped and day not in moved)

    def _repeated(self, event: Event, first: date) -> Iterator[date]:
        rule = plain_rule(event["RRULE"])
        if first < OLDEST:
            raise PassedOver("elsewhen")
        try:
            occurrences = rrulestr(rule, dtstart=datetime.combine(first, time()), ignoretz=True)
        except (ValueError, TypeError, OverflowError):
            raise PassedOver("broken") from None
        occurred = False
        try:
            for at in occurrences:
                occurred = True
                self._count(1)
                if at.date() > self.until:
                    break
                yield at.date()
        except IndexError:  # Seen for a 99th Monday: it is looked for without being asked about beforehand.
            raise PassedOver("broken") from None
        if not occurred:
            self._count(NEVER)

    def _count(self, repetitions: int) -> None:
        self.repetitions += repetitions
        if self.repetitions > MOST_REPETITIONS:
            raise InputError(self.name, N_("Events in this file repeat too often. Export a file without them."))


def _span(event: Event) -> tuple[date, int]:
    """The first day and the number of days; DTEND is the day after the last. Raises PassedOver."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        raise PassedOver("cancelled")
    try:
        start, end = event.start, event.end
    except (ValueError, TypeError, OverflowError, AttributeError):
        raise PassedOver("broken") from None
    if isinstance(start, datetime) or isinstance(end, datetime):
        raise PassedOver("timed")
    if end < start:
        raise PassedOver("broken")
    days = max(1, (end - start).days)
    if days > LONGEST_SPELL:
        raise PassedOver("elsewhen")
    return start, days


def _skipped(event: Event) -> set[date]:
    """The days that EXDATE removes from a rule."""
    excluded = event.get("EXDATE", [])
    parts = excluded if isinstance(excluded, list) else [excluded]
    dates = (value for part in parts if isinstance(part, vDDDLists) for value in part.dts)
    return {day for value in dates if (day := _plain(value)) is not None}


def _plain(value: object) -> date | None:
    at = value.dt if isinstance(value, vDDDTypes) else None
    return at.date() if isinstance(at, datetime) else at if isinstance(at, date) else None


def _name(event: Event) -> str:
    """The summary as one valid line."""
    words = "".join(char if char.isprintable() else " " for char in str(event.get("SUMMARY", "")))
    return " ".join(words.split())[:NAME].strip(" -–—:;,")  # noqa: RUF001
