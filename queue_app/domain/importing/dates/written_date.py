"""The parts of a written date: its numbers, the name of its month, its time of day.

`deciding.py` decides what the numbers mean, for all cells of a file together.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from queue_app.domain.importing.dates.calendar_words import HALVES, MONTHS, OTHER_WORDS

Order = Literal["day_first", "month_first", "year_first"]
ORDERS: tuple[Order, ...] = ("day_first", "month_first", "year_first")

LONGEST = 80
"""The maximum number of characters of a date."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """The parts as written. `numbers` are in written order, with the number of `digits` of each.

    `month` is a month name; `month_at` is its index in `numbers`. `offset` is in minutes; None without a zone. `count`
    is a serial number of days or seconds instead of a date.
    """

    numbers: tuple[int, ...] = ()
    digits: tuple[int, ...] = ()
    sign: str = ""
    month: str = ""
    month_at: int = 0
    clock: tuple[int, int, int] | None = None
    offset: int | None = None
    count: float | None = None

    @property
    def open_order(self) -> bool:
        """Whether the date has only numbers and does not begin with the year, so that the order is open."""
        return not self.month and len(self.numbers) == 3 and self.digits[0] < 3


_CLOCK = re.compile(
    r"(?:(?P<before>[^\W\d_]+)\s?)?(?<!\d)(?P<h>\d{1,2})\s?[:h時时시]\s?(?P<m>\d{2})"
    r"(?:\s?[:分분]\s?(?P<s>\d{2})(?:[.,]\d{1,9})?)?[秒초분分]?\s?(?P<half>[^\W\d_]\.?\s?(?:[^\W\d_]{1,12})?\.?)?",
)
_DOTTED_CLOCK = re.compile(r"(?<=\d{4})[ ,T]\s*(?P<h>\d{1,2})\.(?P<m>\d\d)(?:\.(?P<s>\d\d))?\Z")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?\Z")
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+-])(\d\d):?(\d\d)(?:\s?\(.*\))?\Z|(?:(?<=[\d\s])Z|\s(?:GMT|UTC|UT))\Z", re.I)
_SHORT_OFFSET = re.compile(r"(?<=[:.\d]\d\d)([+-])(\d\d)\Z")
_NAMED = re.compile(r"\s(EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|BST|EET|EEST|MSK|JST|IST|WET|WEST|AEST|AEDT)\Z")
_ZONES = {
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "CET": 60,
    "CEST": 120, "BST": 60, "EET": 120, "EEST": 180, "MSK": 180, "JST": 540, "IST": 330, "WET": 0, "WEST": 60, "AEST": 600,
    "AEDT": 660,
}  # fmt: skip
_PARTS = re.compile(r"(\d+)|([^\W\d_][\w.'’]*)|(\S)")  # noqa: RUF001
_EAST = str.maketrans({"年": "-", "년": "-", "日": " ", "일": " "})
_EAST_MONTH = re.compile(r"(\d{1,2})\s?[月월]")
_ENGLISH = ("jan", "feb", "march", "april", "may", "june", "july", "aug", "sep", "oct", "nov", "dec")
_NUMBER = re.compile(r"(?:\d{1,16}(?:\.\d{1,12})?|\d{5},\d{1,12})\Z")


def written_date(cell: str) -> WrittenDate | None:
    """The date in a cell, or None."""
    return _written(cell) if len(cell) <= LONGEST else None


@lru_cache(maxsize=20_000)
def _written(cell: str) -> WrittenDate | None:
    text = _plain(cell)
    if not text or not any(map(str.isdigit, text)):
        return None
    if compact := _compact(text):
        return compact
    if _NUMBER.match(text):
        return WrittenDate(count=float(text.replace(",", "."))) if len(text) > 4 else None
    text, offset = _cut_offset(text)
    text, clock = _cut_clock(text)
    return None if clock == BAD else _of_parts(text, clock, offset)


def _plain(cell: str) -> str:
    """The cell with ASCII digits and plain spaces."""
    if cell.isascii():
        return " ".join(cell.split())
    text = unicodedata.normalize("NFKC", cell)
    text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    text = "".join(" " if unicodedata.category(sign) in ("Zs", "Cf") else sign for sign in text)
    return " ".join(text.split())


def _compact(text: str) -> WrittenDate | None:
    parts = _COMPACT.match(text)
    if parts is None or not "1970" <= parts[1] < "2200" or not "01" <= parts[2] <= "12" or parts[3] > "31":
        return None
    clock = (int(parts[4]), int(parts[5]), int(parts[6] or 0)) if parts[4] else None
    offset = _cut_offset(" " + parts[7])[1] if parts[7] else None
    return WrittenDate((int(parts[1]), int(parts[2]), int(parts[3])), (4, 2, 2), "-", clock=clock, offset=offset)


def _cut_offset(text: str) -> tuple[str, int | None]:
    found = _OFFSET.search(text) if ":" in text or "T" in text or text[:1] == " " else None
    found = found or (_SHORT_OFFSET.search(text) if ":" in text else None)
    if found:
        sign, hours, minutes = (*found.groups(), None, None, None)[:3]
        ahead = int(hours or 0) * 60 + int(minutes or 0)
        return text[: found.start()], -ahead if sign == "-" else ahead
    named = _NAMED.search(text)
    return (text[: named.start()], _ZONES[named[1]]) if named and ":" in text else (text, None)


BAD = (-1, -1, -1)


def _cut_clock(text: str) -> tuple[str, tuple[int, int, int] | None]:
    parts = _CLOCK.search(text) or _DOTTED_CLOCK.search(text)
    if parts is None:
        return text, None
    found = parts.groupdict()
    hour, minute, second = int(found["h"]), int(found["m"]), int(found.get("s") or 0)
    rest_before, rest_after = text[: parts.start()], text[parts.end() :]
    before, after = _folded(found.get("before") or ""), _folded(found.get("half") or "")
    half = HALVES.get(after) if after in HALVES else HALVES.get(before)
    if before and before not in HALVES and before != "t":
        rest_before += f" {before} "
    if after and after not in HALVES:
        rest_after = f" {found['half']}{rest_after}"
    if half is not None:
        hour = hour % 12 + half if hour <= 12 else hour
    valid = hour < 24 and minute < 60 and second <= 60
    return f"{rest_before} {rest_after}", (hour, minute, min(second, 59)) if valid else BAD


def _folded(word: str) -> str:
    return "".join(word.casefold().replace(".", "").split())


def _of_parts(text: str, clock: tuple[int, int, int] | None, offset: int | None) -> WrittenDate | None:
    numbers: list[str] = []
    signs: list[str] = []
    month, month_at = "", 0
    for digits, word, sign in _PARTS.findall(_EAST_MONTH.sub(_month_name, text).translate(_EAST)):
        if digits:
            numbers.append(digits)
        elif sign:
            signs.append(sign)
        elif (name := word.casefold().strip(".'’")) in MONTHS and not month:  # noqa: RUF001
            month, month_at = name, len(numbers)
        elif name.replace(".", "") not in OTHER_WORDS and name != "t":
            return None
    if len(numbers) != (2 if month else 3) or any(sign not in "./-,()" for sign in signs) or _too_long(numbers):
        return None
    lengths = tuple(map(len, numbers))
    sign = next((one for one in signs if one in "./-"), " ")
    return WrittenDate(tuple(map(int, numbers)), lengths, sign, month, month_at, clock, offset)


def _month_name(found: re.Match[str]) -> str:
    """Replace `11月` with a month name, because it is known to be the month."""
    number = int(found[1])
    return f" {_ENGLISH[number - 1]} " if 1 <= number <= 12 else found[0]


def _too_long(numbers: list[str]) -> bool:
    return any(len(number) not in (1, 2, 4) for number in numbers) or sum(len(number) == 4 for number in numbers) > 1
