"""Which repetition rules of a calendar file are accepted: those with few parts, and with an end."""

from typing import Literal

from icalendar import vRecur

_ANY = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_PARTS = {
    "YEARLY": (_ANY | {"BYMONTH", "BYMONTHDAY", "BYDAY"},),
    "MONTHLY": (_ANY | {"BYMONTHDAY"}, _ANY | {"BYDAY"}),
    "WEEKLY": (_ANY | {"BYDAY"},),
    "DAILY": (_ANY,),
}
"""The accepted parts by frequency. With more parts a rule may match no day, which takes long to find out."""

Passed = Literal["timed", "elsewhen", "repeats", "cancelled", "broken"]
"""Why an event is passed over: it has a time of day, is outside the years, repeats in another way, is cancelled, or has
no readable day.
"""


class PassedOver(Exception):
    """An event that gives no day off."""

    def __init__(self, why: Passed) -> None:
        super().__init__(why)
        self.why = why


def plain_rule(value: object) -> str:
    """The rule, by month, day and weekday, with an end unless it is yearly.

    Raises PassedOver for any other rule, and for several rules.
    """
    if isinstance(value, vRecur):
        parts = {str(part).upper(): values for part, values in value.items()}
        every, often = parts.get("INTERVAL", [1]), "".join(map(str, parts.get("FREQ", ())))
        ends = often == "YEARLY" or parts.keys() & {"COUNT", "UNTIL"}
        plain = any(parts.keys() <= allowed for allowed in _PARTS.get(often, ()))
        if plain and ends and len(every) == 1 and 1 <= every[0] <= 100:
            return bytes(value.to_ical()).decode()  # type: ignore[no-untyped-call]
    raise PassedOver("repeats")
