"""The events of an iCalendar file as lines: {name of a property: its values as written}.

Only the properties that say which days an event covers are read. What else a file holds (time zones, alarms, tasks, other
properties) cannot refuse it, however broken it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

Properties = Mapping[str, list[str]]

_READ = re.compile(
    r"(DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|UID|STATUS|SUMMARY|DESCRIPTION|X-MICROSOFT-CDO-ALLDAYEVENT)[;:]",
    re.I,
)
_FOLD = re.compile(rb"\n[ \t]")
_WRITTEN = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z)?)?(?:/.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
    """A date or a time of a file, as a day of the team. `at_midnight` is also true of a plain date, `plain` only of one."""

    day: date
    plain: bool
    at_midnight: bool


def lines_of(raw: bytes) -> list[str]:
    """The content lines. Folds are undone in bytes, because some programs fold inside a letter. What is not UTF-8 is Latin-1."""
    broken = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    whole = _FOLD.sub(b"", broken)
    try:
        return whole.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        return whole.decode("cp1252", "replace").split("\n")


def events(lines: list[str]) -> Iterator[Properties]:
    """The events of all calendars in the file. The last one has no properties where the file breaks off in it."""
    event: dict[str, list[str]] | None = None
    inside = 0
    for line in lines:
        word = line[:16].rstrip().upper()
        step = word.startswith("BEGIN:") - word.startswith("END:")
        if event is None:
            event = {} if word == "BEGIN:VEVENT" else None
            continue
        inside += step
        if inside < 0:
            yield event
            event, inside = None, 0
        elif not inside and not step:
            _add(event, line)
    if event is not None:
        yield {}


def _add(event: dict[str, list[str]], line: str) -> None:
    if not _READ.match(line):
        return
    from icalendar.parser import Contentline

    try:
        name, _, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return
    event.setdefault(name.upper(), []).append(value.strip())


def first(event: Properties, name: str) -> str:
    """The first value of a property that has words, or nothing."""
    return next((value for value in event.get(name, ()) if value), "")


def written(value: str, zone: ZoneInfo) -> Written:
    """A DATE, DATE-TIME or PERIOD. A time in UTC is a day of the team's `zone`, but 00:00 in UTC is a plain date that a
    program wrote as a time. Raises ValueError."""
    parts = _WRITTEN.fullmatch(value.strip())
    if parts is None:
        raise ValueError(value)
    day, clock, utc = parts.groups()
    on = date.fromisoformat(day)
    if clock is None:
        return Written(on, plain=True, at_midnight=True)
    at = time.fromisoformat(clock)
    if utc and at != time():
        local = datetime.combine(on, at, UTC).astimezone(zone)
        on, at = local.date(), local.time()
    return Written(on, plain=False, at_midnight=at == time())


def days(event: Properties, name: str, zone: ZoneInfo) -> set[date]:
    """The days of a property that holds lists, without those that cannot be read."""
    found = set()
    for value in ",".join(event.get(name, ())).split(","):
        try:
            found.add(written(value, zone).day)
        except (ValueError, OverflowError):
            continue
    return found
