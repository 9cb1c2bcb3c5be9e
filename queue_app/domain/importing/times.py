"""Times in a file: a moment, or only a day. A time without a zone is in the file's zone.

A local time that occurred twice, or never, is read as the earlier of its two moments, or with the offset from before the
change. The other reading is used only where the finish would be before the start.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from queue_app.domain.errors import N_
from queue_app.domain.importing.foreign_words import MONTHS

Slashes = Literal["day_first", "month_first"]
SLASHES: tuple[Slashes, ...] = ("day_first", "month_first")
"""The order in a slashed date: 22/11/2026 or 11/22/2026."""

FIRST_YEAR = 1970
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(Z|[+-]\d\d:?(?:\d\d)?)?\Z")
_PARTED = re.compile(
    r"(\d{1,2})([./-]) ?(\d{1,2}|[^\W\d_]{3,12})\.?[./ -] ?(\d{4}|\d\d)"
    r"(?:,? (\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AaPp])\.?[Mm]\.?)?)?\Z"
)


class NoTime(ValueError):
    """The cell is no day and no time; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class TimeRead:
    """A parsed cell: its possible moments (none: only a day; two: the clocks were changed), and the day if no moment."""

    moments: tuple[datetime, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A moment and its day in the team's zone, or only the day."""

    at: datetime | None
    on: date


def read(cell: str, zone: ZoneInfo, slashes: Slashes | None) -> TimeRead:
    """Parse a cell. Raises NoTime."""
    try:
        digits = "".join(_digit(sign) for sign in cell)
        parsed = _iso(digits) or _parted(digits, slashes)
        if parsed is None:
            raise NoTime(N_("This is not a day or time. Write it as 2026-11-23 or 2026-11-23T09:15:00Z."))
        if parsed.year < FIRST_YEAR:
            raise NoTime(N_("This is before 1970."))
        return TimeRead(moments=_moments(parsed, zone)) if isinstance(parsed, datetime) else TimeRead(day=parsed)
    except NoTime:
        raise
    except (ValueError, OverflowError) as error:
        raise NoTime(N_("This day or time does not exist.")) from error


def _digit(sign: str) -> str:
    """A digit of any script as one of 0 to 9; every other sign as it is."""
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def _iso(cell: str) -> date | datetime | None:
    if _ISO_DAY.match(cell):
        return date.fromisoformat(cell)
    parts = _ISO_TIME.match(cell)
    return datetime.fromisoformat("T".join(parts.group(1, 2)) + (parts[3] or "")) if parts else None


def _parted(cell: str, slashes: Slashes | None) -> date | datetime | None:
    """22/Nov/26 9:15 AM as in Jira, with the month in some languages; 22.11.2026, which is never an American date; numbers
    with other signs only where a person chose which part comes first."""
    parts = _PARTED.match(cell)
    if parts is None:
        return None
    first, sign, second, year, hour, minute, second_of, half = parts.groups()
    if not second.isdecimal():
        day, month = int(first), _month(second)
    elif sign == ".":
        day, month = int(first), int(second)
    elif slashes is None:
        raise NoTime(N_("This date has two meanings. Choose whether the day or the month comes first."))
    else:
        day, month = (int(first), int(second)) if slashes == "day_first" else (int(second), int(first))
    on = date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if hour is None:
        return on
    return datetime(on.year, on.month, on.day, _hour(int(hour), half), int(minute), int(second_of or 0))  # noqa: DTZ001


def _month(word: str) -> int:
    month = MONTHS.get(word.casefold())
    if month is None:
        raise NoTime(N_("This month is not known. Write the date as 2026-11-23."))
    return month


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half in "Pp" else 0)


def _moments(moment: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    if moment.tzinfo is not None:
        return (moment.astimezone(UTC),)
    readings = (moment.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return tuple(dict.fromkeys(readings))


def settled(start: TimeRead | None, finish: TimeRead | None, zone: ZoneInfo) -> tuple[Time | None, Time | None] | None:
    """Both as times of a team in `zone`; None when the finish is before the start in every reading."""
    for started in _readings(start, zone):
        for finished in _readings(finish, zone):
            if _in_order(started, finished):
                return started, finished
    return None


def _readings(when: TimeRead | None, zone: ZoneInfo) -> list[Time | None]:
    if when is None:
        return [None]
    if when.day is not None:
        return [Time(None, when.day)]
    return [Time(at, at.astimezone(zone).date()) for at in when.moments]


def _in_order(started: Time | None, finished: Time | None) -> bool:
    if started is None or finished is None:
        return True
    if started.at is not None and finished.at is not None:
        return started.at <= finished.at
    return started.on <= finished.on
