"""When an item is likely finished, in words: near dates in days, far ones in weeks, and those beyond three years."""

import re
from datetime import date

from markupsafe import Markup, escape

from queue_app.domain.flow.span import monday_of
from queue_app.domain.forecast.forecast import Forecast, Range
from queue_app.service.http.language import gettext as _
from queue_app.service.http.language import ngettext
from queue_app.web.html.dates import between, day_words
from queue_app.web.html.dates import week_of as week_words
from queue_app.web.html.numbers import number

_NUMBER = re.compile("([0-9]) ")
"""Keeps a number on the same line as its month."""

_TOGETHER = re.compile(r"\([^()]*\)|[0-9]+ %")
"""Words in brackets and a percentage, which stay on one line in the largest type."""

DAYS_TO_PLACE = 10
"""Down to this position a range is in days; below it days would be too precise."""


def when_words(when: Range, forecast: Forecast, place: int) -> tuple[str, str]:
    """The range from even odds to 85 % in two parts; the second may be empty."""
    today = forecast.today
    if when.p50 is None:
        return _("later than {}").format(day_words(forecast.last, today)), ""
    if place <= DAYS_TO_PLACE and when.p85 is not None:
        return between(when.p50, when.p85, today), ""
    first = week_words(when.p50, today)
    if when.p85 is None:
        return first, _("or later; no safe date")
    last = week_words(when.p85, today)
    return first, "" if last == first else _("to {}").format(last)


def answer_words(when: Range, forecast: Forecast, place: int) -> Markup:
    """The range from even odds to 85 % as a sentence with emphasised days."""
    sentence, *days = _answer(when, forecast, place)
    unbroken = _TOGETHER.sub(lambda found: found[0].replace(" ", "\u00a0"), sentence)
    return escape(unbroken).format(*(Markup("<em>{}</em>").format(_NUMBER.sub("\\1\u00a0", day)) for day in days))


def _answer(when: Range, forecast: Forecast, place: int) -> tuple[str, ...]:
    today = forecast.today
    if when.p50 is None:
        return _("Later than {}"), day_words(forecast.last, today)
    near = place <= DAYS_TO_PLACE and when.p85 is not None
    even = day_words(when.p50 if near else monday_of(when.p50), today)
    if when.p85 is None:
        return _("No safe date; even odds in the week of {}"), even
    sure = day_words(when.p85 if near else monday_of(when.p85), today)
    if near:
        return (_("By {} (85 % sure)"), sure) if even == sure else (_("By {} (85 % sure), even odds by {}"), sure, even)
    if even == sure:
        return _("In the week of {} (85 % sure)"), sure
    return _("By the week of {} (85 % sure), even odds in the week of {}"), sure, even


def likely_words(when: Range, today: date) -> str:
    """For a running item: `likely finished 27 Nov - 4 Dec (50 to 85 %)`."""
    if when.p85 is None:
        return (
            _("even odds by {}; too few items took longer to say more").format(day_words(when.p50, today))
            if when.p50
            else ""
        )
    return _("likely finished {} (50 to 85 %)").format(between(when.p50 or when.p85, when.p85, today))


def span_words(days: int) -> str:
    """The length of a history: days, weeks, or years."""
    if days < 21:
        return ngettext("{} day", "{} days", days).format(days)
    if days < 730:
        return ngettext("{} week", "{} weeks", days // 7).format(days // 7)
    return ngettext("{} year", "{} years", days // 365).format(days // 365)


def history_words(forecast: Forecast) -> str:
    """The basis of a forecast: `94 items finished over 26 weeks`."""
    since: date = forecast.since or forecast.today
    items = ngettext("{} item finished over {}", "{} items finished over {}", forecast.items)
    return items.format(number(forecast.items), span_words((forecast.today - since).days))
