"""Decides for all dates of a file together whether the day or the month comes first.

One number above 12 settles it. Dots mean that the day comes first. If nothing settles it, the importer asks and assumes
day first until the answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from queue_app.domain.importing.dates.calendar_words import month_languages
from queue_app.domain.importing.dates.moment import Moment, moment
from queue_app.domain.importing.dates.written_date import ORDERS, Order, WrittenDate, written_date

FEW_YEARS, MANY_DAYS = 3, 5


@dataclass(slots=True)
class DateReader:
    """Reads the dates of a file. `open_orders`: the possible orders if the file does not settle it."""

    orders: Mapping[str, Order] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    open_orders: tuple[Order, ...] = ()
    example: str = ""

    def read(self, cell: str) -> Moment | None:
        """The moment in a cell, or None."""
        written = written_date(cell)
        if written is None:
            return None
        order = self.orders.get(written.sign, "day_first")
        first = moment(written, order, self.languages)
        if first is not None or not written.open_order:
            return first
        return next(filter(None, (moment(written, other, self.languages) for other in ORDERS if other != order)), None)

    def preferring(self, order: Order) -> "DateReader":
        """The same reader with a fixed order, if the order was open."""
        return DateReader(dict.fromkeys(self.orders, order) | dict.fromkeys("/- ", order), self.languages)


def decide(cells: Iterable[str], chosen: Order | None = None) -> DateReader:
    """A reader for the dates in these cells."""
    written = {cell: date for cell in dict.fromkeys(cells) if (date := written_date(cell)) is not None}
    languages = month_languages({date.month for date in written.values() if date.month})
    reader = DateReader(languages=languages)
    orders: dict[str, Order] = {}
    for sign in dict.fromkeys(date.sign for date in written.values() if date.open_order):
        of_sign = {cell: date for cell, date in written.items() if date.open_order and date.sign == sign}
        possible = _possible(list(of_sign.values()))
        if chosen in possible or (chosen and not possible):
            possible = (chosen,)
        elif sign == "." and "day_first" in possible:
            possible = ("day_first",)
        orders[sign] = possible[0] if possible else "day_first"
        if len(possible) > 1:
            reader.open_orders, reader.example = possible, next(iter(of_sign))
    reader.orders = orders
    return reader


def _possible(dates: list[WrittenDate]) -> tuple[Order, ...]:
    """The orders in which all of these dates exist, or most of them if no order fits all."""
    counts = {order: sum(moment(date, order, frozenset()) is not None for date in dates) for order in ORDERS}
    if any(date.digits[2] == 4 for date in dates):
        counts["year_first"] = 0
    most = max(counts.values())
    if most * 10 < len(dates) * 9:
        return ()
    possible = [order for order in ORDERS if counts[order] == most]
    if "year_first" in possible and len(possible) > 1:
        years, last = {date.numbers[0] for date in dates}, {date.numbers[2] for date in dates}
        if len(years) <= FEW_YEARS and len(last) > MANY_DAYS:
            return ("year_first",)
        possible.remove("year_first")
    return tuple(possible)
