"""Dates and ages in words, in the team's zone, with the exact instant in the markup and in the tooltip."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval, format_skeleton
from markupsafe import Markup

from queue_app.domain.flow.span import monday_of
from queue_app.service.http.language import gettext as _
from queue_app.service.http.language import locale

NEAR = timedelta(days=300)
"""A future day within this time is shown without a year: nobody mistakes it for a past one."""


def moment(at: datetime, zone: str) -> Markup:
    """`Fri 20 Nov, 05:10` in the team's zone."""
    local = at.astimezone(ZoneInfo(zone))
    words = f"{_day_words(local.date(), local.date())}, {local:%H:%M}"
    return _time(at, words, zone)


def clock(at: datetime, zone: str) -> Markup:
    """`05:10` in the team's zone."""
    return _time(at, f"{at.astimezone(ZoneInfo(zone)):%H:%M}", zone)


def day(on: date, today: date | None = None) -> Markup:
    """`Fri 20 Nov`, with the year unless it is the present one. `today` and its neighbours are words."""
    words = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get((on - today).days) if today else None
    title = format_date(on, "full", locale=locale())
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        on.isoformat(), title, words or _day_words(on, today or on)
    )


def day_of(at: datetime, zone: str, today: date | None = None) -> Markup:
    """The day of a moment in the team's zone, in words."""
    return day(at.astimezone(ZoneInfo(zone)).date(), today)


def between(first: date, last: date, today: date) -> str:
    """Two days as a short interval, or one day if they are equal; with the year if it is far off."""
    if first == last:
        return day_words(first, today)
    return _interval(first, last, "yMMMd" if last - today > NEAR else "MMMd", locale())


def day_words(on: date, today: date) -> str:
    """A day without its weekday, with the year if it is far off."""
    return in_words(on, "yMMMd" if on - today > NEAR else "MMMd")


def week_of(day: date, today: date) -> str:
    """`week of 14 Dec`: its Monday, with the year if it is far off."""
    return _("week of {}").format(day_words(monday_of(day), today))


def ago(since: datetime, now: datetime, zone: str) -> Markup:
    """`2 d 4 h`: a duration. The page updates it from the instant in the markup."""
    return Markup('<time datetime="{}" title="{}" data-ago>{}</time>').format(
        _exact(since), _in_full(since, zone), ago_words(now - since)
    )


def ago_words(lasting: timedelta) -> str:
    """Minutes below an hour, hours below a day, days and hours below three days, then days."""
    minutes = max(0, int(lasting.total_seconds()) // 60)
    hours, days = minutes // 60, minutes // 1440
    if days >= 3:
        return _("{} d").format(days)
    if days and hours % 24:
        return _("{} d {} h").format(days, hours % 24)
    if days:
        return _("{} d").format(days)
    if hours:
        return _("{} h").format(hours)
    return _("{} min").format(minutes) if minutes else _("just now")


def ago_patterns() -> str:
    """The words of `ago_words`, for the script that updates them in the browser."""
    return "|".join((_("just now"), _("{} min"), _("{} h"), _("{} d"), _("{} d {} h")))


def in_words(on: date, skeleton: str) -> str:
    """The parts of a day in a CLDR skeleton."""
    return _by_skeleton(on, skeleton, locale())


def _time(at: datetime, words: str, zone: str) -> Markup:
    return Markup('<time datetime="{}" title="{}">{}</time>').format(_exact(at), _in_full(at, zone), words)


def _exact(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_full(at: datetime, zone: str) -> str:
    return format_datetime(at, "full", tzinfo=ZoneInfo(zone), locale=locale())


def _day_words(on: date, today: date) -> str:
    return in_words(on, "MMMEd" if on.year == today.year else "yMMMd").replace(",", "")


@lru_cache(maxsize=8192)
def _by_skeleton(on: date, skeleton: str, written: Locale) -> str:
    return format_skeleton(skeleton, datetime(on.year, on.month, on.day, tzinfo=UTC), locale=written)


@lru_cache(maxsize=8192)
def _interval(first: date, last: date, skeleton: str, written: Locale) -> str:
    return str(format_interval(first, last, skeleton, locale=written))
