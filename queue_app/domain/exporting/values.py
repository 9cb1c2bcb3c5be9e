"""Readers of single values of an export. People edit files by hand, so values are checked like typed input."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.changes import plain

Read = Callable[[str, Any], Any]
"""Returns the clean value of a field. Raises InputError."""


def optional(read: Read) -> Read:
    """A value that may be missing."""
    return lambda field, raw: None if raw is None else read(field, raw)


def line(most: int) -> Read:
    """One line of text."""
    return lambda field, raw: inputs.line(field, raw, most)


def text(most: int) -> Read:
    """Text of several lines, or none."""
    return lambda field, raw: inputs.text(field, raw, most)


def number(low: int, high: int = inputs.LARGEST_NUMBER) -> Read:
    """A whole number. Digits in quotation marks are not a number."""

    def read(field: str, raw: Any) -> int:
        return inputs.whole(field, None if isinstance(raw, str) else raw, low, high)

    return read


def choice(*choices: str) -> Read:
    """One of a few words."""
    return lambda field, raw: inputs.one_of(field, raw, choices)


def truth(field: str, raw: Any) -> bool:
    """True or false."""
    if not isinstance(raw, bool):
        raise InputError(field, N_("This must be true or false."))
    return raw


def moment(field: str, raw: Any) -> datetime:
    """A moment with a time zone, converted to UTC."""
    try:
        at = datetime.fromisoformat(raw) if isinstance(raw, str) else None
        if at is not None and at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise InputError(field, N_("This must be a moment with a time zone, such as 2026-11-23T09:00:00+00:00."))


def plainly(read: Read) -> Read:
    """The value as an event stores it: dates and moments are text."""
    return lambda field, raw: plain(read(field, raw))


def day(field: str, raw: Any) -> date:
    """A calendar day."""
    return inputs.day(field, raw)


def object_of(fields: Mapping[str, Read]) -> Read:
    """An object with only these fields. A missing field is read as null; other fields are refused."""

    def read(field: str, raw: Any) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise InputError(field, N_("This must be an object."))
        refuse_others(field, raw, fields)
        return {name: check(f"{field} {name}", raw.get(name)) for name, check in fields.items()}

    return read


def list_of(check: Read, most: int) -> Read:
    """A list; a missing one is empty."""

    def read(field: str, raw: Any) -> list[Any]:
        if raw is None:
            return []
        if not isinstance(raw, list):
            raise InputError(field, N_("This must be a list."))
        if len(raw) > most:
            raise InputError(field, N_("There are {count} here. Use at most {most}."), count=len(raw), most=most)
        return [check(field, value) for value in raw]

    return read


def refuse_others(field: str, raw: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """Raise InputError for a name that this version does not know."""
    for name in raw:
        if name not in known:
            raise InputError(f"{field} {name[:40]}".strip(), N_("This field does not exist here. Remove it."))
