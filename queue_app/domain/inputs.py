"""Validation of input: text in one Unicode form without control characters, numbers, days. The limits are defined here.

Each function takes the name of the input and the raw value, and returns the clean value or raises InputError.
"""

import re
import unicodedata
from datetime import date
from typing import Any, TypeVar

from queue_app.domain.errors import N_, InputError
from queue_app.domain.well_formed import too_many_marks

Choice = TypeVar("Choice", bound=str)

TITLE, REASON, WORDS, AREA, NAME, EMAIL, REFERENCE, ZONE, SEARCH = 200, 500, 20_000, 40, 80, 254, 500, 64, 200
LARGEST_NUMBER = 2**31 - 1

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}\Z")
_BREAKS = re.compile(r"\r\n?")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters except newline and tab, and lone surrogates. One search is 15 times as fast as a test of each character."""


def text(field: str, raw: Any, most: int, least: int = 0) -> str:
    """Text of several lines, `least` to `most` characters long after cleaning."""
    if not isinstance(raw, str):
        raise InputError(field, N_("This must be text."))
    clean = _BREAKS.sub("\n", raw) if "\r" in raw else raw
    if _NO_TEXT.search(clean):
        raise InputError(field, N_("This has characters that are not text. Remove them."))
    if too_many_marks(clean):
        raise InputError(field, N_("One letter has more than 30 marks. Remove some."))
    return _measured(field, unicodedata.normalize("NFC", clean).strip(), most, least)


def readable(raw: str) -> str:
    """The text without what `text` refuses: control characters, and all marks if one letter has too many."""
    clean = _NO_TEXT.sub("", _BREAKS.sub("\n", raw))
    if too_many_marks(clean):
        clean = "".join(sign for sign in clean if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", clean).strip()


def seen(words: str) -> bool:
    """Whether the text has a visible character."""
    return any(map(_seen, words))


def line(field: str, raw: Any, most: int, least: int = 1) -> str:
    """Text of one line: line breaks and runs of spaces become one space."""
    if isinstance(raw, str):
        raw = " ".join(raw.split())
    return text(field, raw, most, least)


def _measured(field: str, clean: str, most: int, least: int) -> str:
    if least and not seen(clean):
        raise InputError(field, N_("This cannot be empty."))
    if len(clean) < least:
        raise InputError(field, N_("This needs at least {least} characters."), least=least)
    if len(clean) > most:
        raise InputError(
            field, N_("This is {length} characters long. Shorten it to {most}."), length=len(clean), most=most
        )
    return clean


def _seen(character: str) -> bool:
    """Whether the character is a letter, digit, punctuation or symbol. Joiners, direction marks and spaces are invisible."""
    return unicodedata.category(character)[0] in "LNPS"


def lines(raw: str) -> list[str]:
    """The lines of a text as a browser's text area shows them, without lines that have no visible character.

    Other breaks (U+2028, vertical tab, NEL) count as spaces. `static/js/lines.js` counts the same lines.
    """
    return [entry for entry in _BREAKS.sub("\n", raw).split("\n") if any(map(_seen, entry))]


def whole(field: str, raw: Any, low: int, high: int) -> int:
    """A whole number from `low` to `high`, as a number or as digits."""
    if isinstance(raw, str) and re.fullmatch(r"\s*-?[0-9]{1,19}\s*", raw):
        raw = int(raw)
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise InputError(field, N_("This must be a whole number."))
    if not low <= raw <= high:
        raise InputError(field, N_("This must be a number from {low} to {high}."), low=low, high=high)
    return raw


def day(field: str, raw: Any) -> date:
    """A calendar day, as YYYY-MM-DD."""
    try:
        if isinstance(raw, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
            return date.fromisoformat(raw)
    except ValueError:
        pass
    raise InputError(field, N_("This must be a day such as 2026-11-23."))


def one_of(field: str, raw: Any, choices: tuple[Choice, ...]) -> Choice:
    """One of a few fixed words."""
    for choice in choices:
        if raw == choice:
            return choice
    raise InputError(field, N_("Choose one of: {choices}."), choices=", ".join(choices))


def key(field: str, raw: Any) -> str:
    """An idempotency key."""
    if isinstance(raw, str) and _KEY.match(raw):
        return raw
    raise InputError(field, N_("Use 8 to 64 letters, digits, hyphens or underscores for a key."))


def flag(field: str, raw: Any) -> bool:
    """True or false; a ticked checkbox sends "on" or "1"."""
    if isinstance(raw, bool):
        return raw
    if raw in ("on", "1", "true"):
        return True
    if raw in ("", "0", "false", "off"):
        return False
    raise InputError(field, N_("This must be true or false."))
