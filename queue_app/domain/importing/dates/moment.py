"""A date or a time from a file, with or without a time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from queue_app.domain.importing.dates.calendar_words import month_of
from queue_app.domain.importing.dates.written_date import Order, WrittenDate

FIRST_YEAR, LAST_YEAR = 1970, 2199
SERIAL = (20_000, 80_000)
"""Spreadsheet serial dates, in days since 30 December 1899: from 1954 to 2119."""

SECONDS, MILLISECONDS = (300_000_000, 7_000_000_000), (300_000_000_000, 7_000_000_000_000)
_EXCEL = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet has no zone


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or a time with the file's time zone if it has one."""

    value: date

    def iso(self) -> str:
        """ISO 8601, with `Z` for UTC."""
        text = self.value.isoformat()
        return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text

    @property
    def key(self) -> datetime:
        """The key that compares moments of one file."""
        if not isinstance(self.value, datetime):
            return datetime(self.value.year, self.value.month, self.value.day)  # noqa: DTZ001 - only compared
        return self.value.astimezone(UTC).replace(tzinfo=None) if self.value.tzinfo else self.value

    @property
    def day_only(self) -> bool:
        """Whether the file gives only a date."""
        return not isinstance(self.value, datetime)

    def placed(self, zone: ZoneInfo) -> "Moment":
        """The moment in this zone, if the file gives no zone."""
        if isinstance(self.value, datetime) and self.value.tzinfo is None:
            return Moment(self.value.replace(tzinfo=zone))
        return self


def moment(written: WrittenDate, order: Order, languages: frozenset[str]) -> Moment | None:
    """The written date as a moment, with this order of numbers. None for a date that does not exist."""
    if written.count is not None:
        return counted(written.count)
    parts = day_month_year(written, order, languages)
    if parts is None:
        return None
    try:
        day = date(parts[2], parts[1], parts[0])
        return Moment(_timed(day, written)) if FIRST_YEAR <= day.year <= LAST_YEAR else None
    except (ValueError, OverflowError):
        return None


def counted(count: float) -> Moment | None:
    """The moment of a count: spreadsheet days, or seconds or milliseconds since 1970."""
    if SERIAL[0] <= count <= SERIAL[1]:
        at = _EXCEL + timedelta(seconds=round(count * 86_400))
        return Moment(at.date() if count == int(count) else at)
    if MILLISECONDS[0] <= count <= MILLISECONDS[1]:
        count = count // 1_000
    if SECONDS[0] <= count <= SECONDS[1]:
        return Moment(datetime.fromtimestamp(int(count), UTC))
    return None


def day_month_year(written: WrittenDate, order: Order, languages: frozenset[str]) -> tuple[int, int, int] | None:
    """The day, month and year that the numbers give, or None."""
    if written.month:
        month = month_of(written.month, languages)
        day, year = _day_and_year(written)
        return None if month is None else (day, month, _whole(year))
    first, second, third = written.numbers
    if written.digits[0] == 4 or order == "year_first":
        return third, second, _whole(first)
    return (first, second, _whole(third)) if order == "day_first" else (second, first, _whole(third))


def _day_and_year(written: WrittenDate) -> tuple[int, int]:
    first, second = written.numbers
    return (second, first) if written.digits[0] == 4 or first > 31 else (first, second)


def _whole(year: int) -> int:
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _timed(day: date, written: WrittenDate) -> date:
    if written.clock is None:
        return day
    zone = None if written.offset is None else timezone(timedelta(minutes=written.offset)) if written.offset else UTC
    return datetime(day.year, day.month, day.day, *written.clock, tzinfo=zone)
