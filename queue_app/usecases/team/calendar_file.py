"""Reads days off from an iCalendar file: whole-day events from three years back to three years ahead.

Repetition rules are expanded if they are plain: yearly ones, and daily, weekly and monthly ones that end. The steps for a file
are limited, and so are its size, lines, lists and events.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from queue_app.domain.errors import N_, InputError
from queue_app.domain.team.days_off import LONGEST_SPELL, NAME, DaysOff
from queue_app.domain.team.event_meaning import DayMeaning, day_meaning
from queue_app.usecases.team.calendar_lines import Properties, Written, days, events, first, lines_of, written
from queue_app.usecases.team.calendar_rule import Passed, PassedOver, plain_rule

LARGEST_FILE, MOST_EVENTS, MOST_STEPS = 1_000_000, 3_000, 100_000
MOST_PARTS = 60_000
"""The most lines, together with the entries of lists in them."""
NEVER = 50_000
"""The steps of a rule that matches no day: the library searches all years to come."""

DAY = timedelta(days=1)
THREE_YEARS = timedelta(days=3 * 366)
OLDEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """The days off in a file. `taken` counts the events used, `passed` the events passed over, by reason."""

    spells: tuple[DaysOff, ...]
    taken: int
    passed: Counter[Passed]

    @property
    def text(self) -> str:
        """The list as a person would paste it."""
        return "\n".join(map(str, self.spells))


@dataclass(frozen=True, slots=True)
class EventDays:
    """One event of a file: its name, its description, and the spells it covers."""

    name: str
    description: str
    spells: frozenset[DaysOff]


@dataclass(frozen=True, slots=True)
class CalendarEvents:
    """The events of a file that cover whole days. `passed` counts the others, by reason. `broken_off`: the last is incomplete."""

    days: tuple[EventDays, ...]
    passed: Counter[Passed]
    broken_off: bool

    @property
    def all(self) -> int:
        """How many events the file has."""
        return len(self.days) + self.passed.total()


def read(name: str, raw: bytes, today: date, zone: ZoneInfo) -> CalendarDays:
    """Read the file; `name` is the name of the input, `zone` the team's.

    Raises InputError for another kind of file, or one that is too large.
    """
    found = read_events(name, raw, today, zone)
    passed = found.passed + Counter[Passed]()
    spells: set[DaysOff] = set()
    for event in found.days:
        if all(meaning_of(event, spell) == "observance" for spell in event.spells):
            passed["observance"] += 1
        else:
            spells |= event.spells
    if not spells:
        raise InputError(name, N_("This file has no whole day within three years of today. Choose another one."))
    ordered = sorted(spells, key=lambda spell: (spell.first, spell.last, spell.name))
    return CalendarDays(tuple(ordered), found.all - passed.total(), passed)


def meaning_of(event: EventDays, spell: DaysOff) -> DayMeaning:
    """The meaning of a spell of the event."""
    return day_meaning(event.name, event.description, (spell.last - spell.first).days + 1)


def read_events(name: str, raw: bytes, today: date, zone: ZoneInfo) -> CalendarEvents:
    """The events of the file with their days. Raises InputError for another kind of file, or one that is too large."""
    found = _events(name, raw)
    reading = _Reading(name, today - THREE_YEARS, today + THREE_YEARS, zone, _moved(found, zone))
    passed: Counter[Passed] = Counter()
    days = []
    for event in found:
        try:
            spells = reading.spells_of(event)
        except PassedOver as over:
            passed[over.why] += 1
        else:
            days.append(EventDays(_name(event), first(event, "DESCRIPTION"), frozenset(spells)))
    return CalendarEvents(tuple(days), passed, broken_off=bool(found) and not found[-1])


def _events(name: str, raw: bytes) -> list[Properties]:
    if len(raw) > LARGEST_FILE:
        raise InputError(name, N_("This file is larger than 1 MB. Export only the calendar with your days off."))
    if raw.upper().count(b"BEGIN:") > MOST_EVENTS * 3:
        raise InputError(name, N_("This file has more than {most} events. Export fewer."), most=MOST_EVENTS)
    if raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n") + raw.count(b",") > MOST_PARTS:
        raise InputError(name, N_("This file has too many lines. Export only the calendar with your days off."))
    lines = lines_of(raw)
    if not any(line[:16].rstrip().upper() in ("BEGIN:VCALENDAR", "BEGIN:VEVENT") for line in lines):
        raise InputError(name, N_("This is not an iCalendar file. Export an .ics file from your calendar."))
    found = list(events(lines))
    if len(found) > MOST_EVENTS:
        raise InputError(name, N_("This file has more than {most} events. Export fewer."), most=MOST_EVENTS)
    return found


def _moved(found: Iterable[Properties], zone: ZoneInfo) -> Mapping[str, set[date]]:
    """The repetitions that have an event of their own, as {uid: days that the rule gives}."""
    moved: dict[str, set[date]] = defaultdict(set)
    for event in found:
        moved[first(event, "UID")] |= days(event, "RECURRENCE-ID", zone)
    return moved


@dataclass(slots=True)
class _Reading:
    """Reads the events of a file between two days, and counts the steps that repetitions take."""

    name: str
    since: date
    until: date
    zone: ZoneInfo
    moved: Mapping[str, set[date]]
    steps: int = field(default=0, init=False)

    def spells_of(self, event: Properties) -> set[DaysOff]:
        """The days off of the event. Raises PassedOver, and InputError if events in the file repeat too often."""
        day, length = _span(event, self.zone)
        name = _name(event)
        starts = (start for start in self._starts(event, day) if OLDEST <= start <= self.until)
        spells = (DaysOff(start, start + timedelta(days=length - 1), name) for start in starts)
        within = {spell for spell in spells if spell.last >= self.since}
        if not within:
            raise PassedOver("elsewhen")
        return within

    def _starts(self, event: Properties, day: date) -> set[date]:
        if "RECURRENCE-ID" in event:
            return {day}
        rules = event.get("RRULE", [])
        if len(rules) > 1:
            raise PassedOver("repeats")
        starts = set(self._repeated(rules[0], day)) if rules else {day}
        added = days(event, "RDATE", self.zone)
        return (starts | added) - days(event, "EXDATE", self.zone) - self.moved.get(first(event, "UID"), set())

    def _repeated(self, value: str, day: date) -> Iterator[date]:
        if day < OLDEST:
            raise PassedOver("elsewhen")
        rule = plain_rule(value, day, self.since - timedelta(days=LONGEST_SPELL), self.until, self.zone)
        self._count(rule.steps)
        occurred = False
        try:
            for at in rule.occurrences:
                occurred = True
                self._count(1)
                if at.date() > self.until:
                    break
                yield at.date()
        except IndexError:  # Seen for a 99th Monday: the library does not check such numbers.
            raise PassedOver("broken") from None
        if not occurred:
            self._count(NEVER)

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise InputError(self.name, N_("Events in this file repeat too often. Export a file without them."))


def _span(event: Properties, zone: ZoneInfo) -> tuple[date, int]:
    """The first day and the number of days; DTEND is the day after the last. Raises PassedOver."""
    if first(event, "STATUS").upper() == "CANCELLED":
        raise PassedOver("cancelled")
    try:
        start = written(first(event, "DTSTART"), zone)
        length = _length(event, start, zone)
    except (ValueError, OverflowError):
        raise PassedOver("broken") from None
    if length > LONGEST_SPELL:
        raise PassedOver("elsewhen")
    return start.day, length


def _length(event: Properties, start: Written, zone: ZoneInfo) -> int:
    """How many days. Besides plain dates, times from midnight to midnight are whole days, and those that Outlook marks so.

    Raises PassedOver for another time, ValueError for an end before the start.
    """
    marked = first(event, "X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"
    midnight = start.at_midnight
    if "DTEND" in event:
        end = written(first(event, "DTEND"), zone)
        length, midnight = (end.day - start.day).days, midnight and end.at_midnight
    elif "DURATION" in event:
        from icalendar import vDuration

        lasts: timedelta = vDuration.from_ical(first(event, "DURATION"))  # type: ignore[no-untyped-call]
        length, midnight = lasts.days, midnight and not lasts % DAY
    else:
        length = 0
    if length < 0:
        raise ValueError(length)
    if not (start.plain or marked or (midnight and length)):
        raise PassedOver("timed")
    return max(1, length)


def _name(event: Properties) -> str:
    """The summary as one valid line."""
    words = "".join(char if char.isprintable() else " " for char in first(event, "SUMMARY"))
    return " ".join(words.split())[:NAME].strip(" -–—:;,")  # noqa: RUF001
