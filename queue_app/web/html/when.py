"""When an item is likely finished, in words: near dates in days, far ones in weeks, and those beyond three years."""

from datetime import date

from queue_app.domain.flow.span import monday_of
from queue_app.domain.forecast.forecast import Forecast, Range
from queue_app.service.http.language import gettext as _
from queue_app.service.http.language import ngettext
from queue_app.web.html.dates import between, day_words
from queue_app.web.html.dates import week_of as week_words
from queue_app.web.html.numbers import number

DAYS_TO_PLACE = 10
"""Down to this position a range is in days; below it days would be too precise."""


def when_words(when: Range, forecast: Forecast, place: int) -> tuple[str, str]:
    """The range from even odds to 85 % in two parts; the second may be empty. More than a year ahead, a date at 85 % is not
    reliable."""
    today, sure = forecast.today, when.until(forecast.year).p85
    if when.p50 is None:
        return _("later than {}").format(day_words(forecast.last, today)), ""
    if place <= DAYS_TO_PLACE and sure is not None:
        return between(when.p50, sure, today), ""
    first, last = monday_of(when.p50), sure and monday_of(sure)
    if last is None:
        return week_words(first, today), _("or later; no safe date")
    if last == first:
        return week_words(first, today), ""
    return _("weeks of {}").format(between(first, last, today)), ""


def likely_words(when: Range, today: date) -> str:
    """For a running item: `likely finished 27 Nov - 4 Dec (50 to 85 %)`, and whether that is rough."""
    if when.p50 is None:
        return ""
    if when.p85 is None:
        return _("even odds by {}; too few items took longer to say more").format(day_words(when.p50, today))
    words = (
        _("likely finished {} (50 to 85 %); rough: few items took this long")
        if when.rough
        else _("likely finished {} (50 to 85 %)")
    )
    return words.format(between(when.p50, when.p85, today))


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
