"""Days in charts: short plain text, because the `<title>` of a mark in a drawing holds no other elements."""

from datetime import date

from queue_app.domain.flow.cycles import Dot
from queue_app.domain.flow.span import Bin, Span, Step, Tick
from queue_app.service.http.language import gettext as _
from queue_app.web.html.dates import in_words

Days = Bin | Span | Dot
"""Anything with a first and a last day."""


def short_day(on: date, today: date) -> str:
    """`2 Nov`, with the year unless it is the present one."""
    return _formatted(on, "MMMd" if on.year == today.year else "yMMMd")


def stretch(days: Days, today: date) -> str:
    """`2 Nov to 8 Nov`, or one day; with years if they differ from each other or from the present one."""
    if days.first == days.last:
        return short_day(days.first, today)
    skeleton = "MMMd" if days.first.year == days.last.year == today.year else "yMMMd"
    first, last = (_formatted(on, skeleton) for on in (days.first, days.last))
    return _("{first} to {last}").format(first=first, last=last)


def tick(tick: Tick) -> str:
    """`2 Nov`, `Nov` or `2026`: the label under a chart."""
    return _formatted(tick.on, {"day": "MMMd", "month": "MMM", "year": "y"}.get(tick.as_, "MMMd"))


def month(on: date) -> str:
    """`Nov`."""
    return _formatted(on, "MMM")


def part(bin_: Bin, span: Span, today: date, step: Step | None = None) -> str:
    """`2 Nov`, `week of 2 Nov`, `November 2026`, `2026`; for an incomplete part, its first and last day."""
    if bin_.first == bin_.last:
        return short_day(bin_.first, today)
    if not bin_.whole:
        return stretch(bin_, today)
    words = short_day(bin_.first, today)
    if (step or span.step) == "week":
        return _("week of {day}").format(day=words)
    return _formatted(bin_.first, "yMMMM" if span.step == "month" else "y")


def _formatted(on: date, skeleton: str) -> str:
    return in_words(on, skeleton).replace(",", "")
