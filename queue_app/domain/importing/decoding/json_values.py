"""JSON of any shape, bounded: depth, brackets, numbers. A file may hold several values one after the other, as JSON lines do.

Values are read along a path, where any part may be missing or of another kind.
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
"""So deep an answer tells of its pages."""
_BLANK = re.compile(r"[\s,\x1e]*")
_FIRST_RECORD = re.compile(r"\[\s*\{")


@dataclass(frozen=True, slots=True)
class JsonFile:
    """The value: a list of all where the file has several. `cut_off`: the line where the file breaks off."""

    value: Any
    cut_off: int | None = None


def read_json(text: str) -> JsonFile:
    """The values of a JSON text; of one that breaks off, what is whole. Raises FlawedFile."""
    few_parts(text.count("[") + text.count("{"), text.count(","))
    try:
        return _values(text)
    except RecursionError:
        raise FlawedFile([Flaw(1, "file", N_("This file is nested too deeply."))]) from None


def few_parts(brackets: int, commas: int) -> None:
    """Raises FlawedFile for a text with too many parts."""
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
    """What can be had of a text that is no JSON from here on: the whole records before the fault."""
    line = text.count("\n", 0, error.pos) + 1
    whole = [*values, *_whole_records(text, place, error.pos)]
    if not whole:
        raise FlawedFile([Flaw(line, "file", N_("This is no JSON. Export the file again."))])
    return JsonFile(whole, cut_off=line)


def _whole_records(text: str, place: int, end: int) -> Iterator[Any]:
    """The records of the list that is open at the fault: each is read from its brace on. Takes one look at each character."""
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
    """Where the first record of the file's list begins: after the first `[` that an object follows."""
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
    """The text or number at the end of the path, as text without blanks around it."""
    end = at(value, *path)
    if isinstance(end, bool) or not isinstance(end, str | int | float):
        return ""
    return clean(str(end)).strip()


def number_at(value: Any, *path: str | int) -> float:
    """The number at the end of the path; 0 where there is none."""
    end = at(value, *path)
    return float(end) if isinstance(end, int | float) and abs(end) < LARGEST else 0.0


def list_at(value: Any, *path: str | int) -> list[Any]:
    """The list at the end of the path; empty where there is none."""
    end = at(value, *path)
    return end if isinstance(end, list) else []


def has_more(value: Any, depth: int = 0) -> bool:
    """Whether an answer says that it is a page of a longer list, as many addresses do."""
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
    """Lone surrogates are no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
