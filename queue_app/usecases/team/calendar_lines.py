"""The events of an iCalendar file, as {name of a property: its values as written}.

Only the properties that say which days an event covers are read. So a file is not refused for errors in anything else, such as
time zones, alarms, tasks and other properties.
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
    """A date or a time in a file, as a day of the team. `plain`: it is a date. `at_midnight`: it is a date, or at 00:00."""

    day: date
    plain: bool
    at_midnight: bool


def lines_of(raw: bytes) -> list[str]:
    """The content lines. They are unfolded as bytes, because some programs fold inside a character. Not UTF-8: Windows-1252."""
    broken = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    whole = _FOLD.sub(b"", broken)
    try:
        return whole.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        return whole.decode("cp1252", "replace").split("\n")


def events(lines: list[str]) -> Iterator[Properties]:
    """The events of all calendars in the file. If the file breaks off inside an event, that last one has no properties."""
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
    """The first value of a property that is not empty, or ""."""
    return next((value for value in event.get(name, ()) if value), "")


def written(value: str, zone: ZoneInfo) -> Written:
    """Parse a DATE, DATE-TIME or PERIOD. A time in UTC is converted to the team's `zone`, but not 00:00 in UTC, which is a date
    that a program wrote as a time. Raises ValueError."""
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
    """The days in a property with lists, without those that cannot be read."""
    found = set()
    for value in ",".join(event.get(name, ())).split(","):
        try:
            found.add(written(value, zone).day)
        except (ValueError, OverflowError):
            continue
    return found
