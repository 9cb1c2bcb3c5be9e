"""JSON of any shape, with limits for depth, brackets and numbers.

A file can hold several values, as JSON Lines does. Values are read along a path; any part of it can be missing or have
another type.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.importing.flaws import Flaw, FlawedFile

MOST_BRACKETS, MOST_PARTS, LONGEST_NUMBER, LARGEST = 3_000_000, 20_000_000, 40, 1e300
MOST_LEVELS = 6
"""The depth down to which an answer is searched for paging fields."""
_BLANK = re.compile(r"[\s,\x1e]*")
_FIRST_RECORD = re.compile(r"\[\s*\{")


@dataclass(frozen=True, slots=True)
class JsonFile:
    """The value, or a list if the file has several. `cut_off`: the line at which the file breaks off."""

    value: Any
    cut_off: int | None = None


def read_json(text: str) -> JsonFile:
    """The values of a JSON text. Of a broken text, the complete ones. Raises FlawedFile."""
    few_parts(text.count("[") + text.count("{"), text.count(","))
    try:
        return _values(text)
    except RecursionError:
        raise FlawedFile([Flaw(1, "file", N_("This file is nested too deeply."))]) from None


def few_parts(brackets: int, commas: int) -> None:
    """Raise FlawedFile if the text has too many parts."""
    if brackets > MOST_BRACKETS or brackets + commas > MOST_PARTS:
        raise FlawedFile([Flaw(1, "file", N_("This file has too many parts. Split it."))])


def _values(text: str) -> JsonFile:
    values: list[Any] = []
    place = _after_blanks(text, 1 if text.startswith("\ufeff") else 0)
    while place < len(text):
        try:
            value, place = DECODER.raw_decode(text, place)
        except json.JSONDecodeError as error:
            return _broken(text, place, values, error)
        values.append(value)
        place = _after_blanks(text, place)
    if len(values) == 1:
        return JsonFile(values[0])
    lists = all(isinstance(value, list) for value in values)
    return JsonFile([one for value in values for one in value] if lists else values)


def _broken(text: str, place: int, values: list[Any], error: json.JSONDecodeError) -> JsonFile:
    """What can be saved of a text that is invalid from here on: the complete records before the fault."""
    line = text.count("\n", 0, error.pos) + 1
    whole = [*values, *_whole_records(text, place, error.pos)]
    if not whole:
        raise FlawedFile([Flaw(line, "file", N_("This is no JSON. Export the file again."))])
    return JsonFile(whole, cut_off=line)


def _whole_records(text: str, place: int, end: int) -> Iterator[Any]:
    """The complete records of the list that is open at the fault. Scans each character once."""
    opening = _records_begin(text, place, end)
    while 0 <= opening < end:
        try:
            value, after = DECODER.raw_decode(text, opening)
        except (json.JSONDecodeError, RecursionError):
            return
        yield value
        opening = _after_blanks(text, after)
        if not text.startswith("{", opening):
            return


def _records_begin(text: str, place: int, end: int) -> int:
    """The offset of the first record: after the first `[` that an object follows."""
    match = _FIRST_RECORD.search(text, place, end)
    return match.end() - 1 if match else -1


def _after_blanks(text: str, place: int) -> int:
    match = _BLANK.match(text, place)
    return match.end() if match else place


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


DECODER = json.JSONDecoder(parse_int=_whole, parse_constant=lambda _: None, strict=False)


def at(value: Any, *path: str | int) -> Any:
    """The value at the end of the path, or None."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def text_at(value: Any, *path: str | int) -> str:
    """The text or number at the end of the path, as stripped text."""
    end = at(value, *path)
    if isinstance(end, bool) or not isinstance(end, str | int | float):
        return ""
    return clean(str(end)).strip()


def number_at(value: Any, *path: str | int) -> float:
    """The number at the end of the path, or 0."""
    end = at(value, *path)
    return float(end) if isinstance(end, int | float) and abs(end) < LARGEST else 0.0


def list_at(value: Any, *path: str | int) -> list[Any]:
    """The list at the end of the path, or an empty list."""
    end = at(value, *path)
    return end if isinstance(end, list) else []


def has_more(value: Any, depth: int = 0) -> bool:
    """Whether an API answer says that it is one page of a longer list."""
    if not isinstance(value, dict) or depth > MOST_LEVELS:
        return False
    if (
        value.get("hasNextPage") is True
        or isinstance(value.get("next_page"), dict)
        or text_at(value, "@odata.nextLink")
    ):
        return True
    return any(has_more(inner, depth + 1) for inner in value.values())


def clean(text: str) -> str:
    """The text without lone surrogates, which are not valid text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
