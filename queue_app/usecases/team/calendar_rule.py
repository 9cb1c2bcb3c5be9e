"""The repetition rules of a calendar file that are accepted: those with few parts and an end.

A rule without a count is started near the requested days, so that an old rule costs no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from queue_app.usecases.team.calendar_lines import written

if TYPE_CHECKING:
    from dateutil.rrule import rrule
    from icalendar import vRecur

_ANY = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_PARTS = {
    "YEARLY": (_ANY | {"BYMONTH", "BYMONTHDAY", "BYDAY"},),
    "MONTHLY": (_ANY | {"BYMONTHDAY"}, _ANY | {"BYDAY"}),
    "WEEKLY": (_ANY | {"BYDAY"},),
    "DAILY": (_ANY,),
}
"""The accepted parts by frequency. A rule with more parts may match no day, which takes long to find out."""

_PERIOD = {"YEARLY": (366, 12), "MONTHLY": (31, 2), "WEEKLY": (7, 2), "DAILY": (1, 1)}
"""By frequency: the days of a period, and the steps that the library takes for one."""

Passed = Literal["timed", "elsewhen", "repeats", "cancelled", "broken", "observance"]
"""Why an event is passed over: it has a time of day, is outside the years, repeats in another way, is cancelled, has no
readable day, or is a working day by its name or description.
"""


class PassedOver(Exception):
    """An event that gives no day off."""

    def __init__(self, why: Passed) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class PlainRule:
    """An accepted rule: its occurrences, and the least number of steps up to the last requested day."""

    occurrences: rrule
    steps: int


def plain_rule(value: str, first: date, since: date, until: date, zone: ZoneInfo) -> PlainRule:
    """The rule of an event on `first`, by month, day and weekday, with an end unless it is yearly. Its occurrences before
    `since` may be left out.

    Raises PassedOver for any other rule.
    """
    from icalendar import vRecur

    try:
        parts = dict(pair.upper().split("=") for pair in value.split(";") if pair)
        end = written(parts.pop("UNTIL"), zone).day if "UNTIL" in parts else None
        rule = vRecur.from_ical(";".join(f"{name}={values}" for name, values in parts.items()))
    except (ValueError, OverflowError):
        raise PassedOver("repeats") from None
    often, every = "".join(map(str, rule.get("FREQ", ()))), rule.get("INTERVAL", [1])
    named = rule.keys() | ({"UNTIL"} if end else set())
    ends = often == "YEARLY" or named & {"COUNT", "UNTIL"}
    plain = any(named <= allowed for allowed in _PARTS.get(often, ()))
    if not (plain and ends and len(every) == 1 and 1 <= every[0] <= 100):
        raise PassedOver("repeats")
    begins = first if "COUNT" in rule or first >= since else _near(rule, often, every[0], first, since)
    if end:
        rule["UNTIL"] = [end]
    days, steps = _PERIOD[often]
    return PlainRule(_occurrences(rule, begins), max(0, (until - begins).days) // (days * every[0]) * steps)


def _occurrences(rule: vRecur, begins: date) -> rrule:
    from dateutil.rrule import rrule, rrulestr

    try:
        text = bytes(rule.to_ical()).decode()  # type: ignore[no-untyped-call]
        read = rrulestr(text, dtstart=datetime.combine(begins, time()), ignoretz=True)
    except (ValueError, TypeError, OverflowError):
        raise PassedOver("broken") from None
    if not isinstance(read, rrule):
        raise PassedOver("repeats")
    return read


def _near(rule: dict[str, Any], often: str, every: int, first: date, since: date) -> date:
    """The first day of the last period of the rule before `since`. It adds to the rule the parts that `first` implies."""
    if often in ("DAILY", "WEEKLY"):
        step = every * _PERIOD[often][0]
        return first + timedelta(days=(since - first).days // step * step)
    _explain(rule, often, first)
    step = every * (12 if often == "YEARLY" else 1)
    months = (since.year - first.year) * 12 + (since.month - first.month if often == "MONTHLY" else 0)
    ahead = months // step * step
    year, month = divmod(first.year * 12 + (first.month - 1 if often == "MONTHLY" else 0) + ahead, 12)
    return date(year, month + 1, 1) if ahead > 0 else first


def _explain(rule: dict[str, Any], often: str, first: date) -> None:
    if not rule.keys() & {"BYMONTHDAY", "BYDAY"}:
        rule["BYMONTHDAY"] = [first.day]
        if often == "YEARLY" and "BYMONTH" not in rule:
            rule["BYMONTH"] = [first.month]
