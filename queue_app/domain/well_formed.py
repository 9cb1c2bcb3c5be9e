"""Checks for well-formed text and JSON. Every request is checked before anything reads it.

Refused are NUL and lone surrogates (databases store them differently), NaN and infinities, whole numbers beyond 2^53 (programs
read them differently), duplicate names, and more nesting or marks on a letter than any honest request has.

Time and memory of each check are linear in the input: the regular expressions never backtrack.
"""

import json
import re
import unicodedata
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

from queue_app.domain.errors import N_, Sentence, UserError

DEEPEST = 32
LARGEST = 2**53
MOST_FIELDS = 2_000
MOST_MARKS = 30
"""Combining marks on one letter, as in Unicode's Stream-Safe Text Format. Sorting marks takes quadratic time."""

_BAD_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
"""An unterminated string is one match up to the end, so that nothing is scanned twice."""
_UNSOUND = re.compile("[\x00\ud800-\udfff]")
_MANY_MARKS = re.compile(rb"[^\0]{%d}" % (MOST_MARKS + 1))


class Malformed(UserError):
    """The request is malformed (HTTP 400)."""

    code = "unsound"  # Part of the API since 0.1: programs compare it.

    sentence = N_("This request is malformed: {what}. Nothing was changed.")


def encoded(raw: bytes) -> None:
    """Check a query string or a form body. Raises Malformed."""
    if raw.count(b"&") >= MOST_FIELDS:
        raise Malformed(what=Sentence(N_("it has too many fields")))
    if _BAD_PERCENT.search(raw):
        raise Malformed(what=Sentence(N_("a percent sign is not followed by two hexadecimal digits")))
    try:
        check_text(unquote_to_bytes(raw).decode("utf-8"))
    except UnicodeDecodeError:
        raise Malformed(what=Sentence(N_("it is not UTF-8"))) from None


def check_text(words: str) -> None:
    """Check decoded text. Raises Malformed."""
    if _UNSOUND.search(words):
        raise Malformed(what=Sentence(N_("it contains NUL or half a character")))
    if too_many_marks(words):
        raise Malformed(what=Sentence(N_("one letter has more than 30 marks")))


def too_many_marks(words: str) -> bool:
    """Whether one letter has more marks than any language uses. Check this before normalisation."""
    return not words.isascii() and _MANY_MARKS.search(bytes(map(unicodedata.combining, words))) is not None


def parse_json(raw: bytes) -> Any:
    """The value of a JSON document. Raises Malformed."""
    _shallow(raw)
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_int=_whole,
            parse_float=_fraction,
        )
    except UnicodeDecodeError:
        raise Malformed(what=Sentence(N_("it is not UTF-8"))) from None
    except (ValueError, RecursionError):
        raise Malformed(what=Sentence(N_("it is not JSON"))) from None
    _texts(value)
    return value


def _shallow(raw: bytes) -> None:
    depth = 0
    for match in STRING_OR_BRACKET.finditer(raw):
        sign = match.group()[:1]
        depth += 1 if sign in b"[{" else -1 if sign in b"]}" else 0
        if depth > DEEPEST:
            raise Malformed(what=Sentence(N_("it is nested too deeply")))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed(what=Sentence(N_("a name appears twice")))
    return members


def _whole(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST:
        raise Malformed(what=Sentence(N_("a number is too large")))
    return int(digits)


def _fraction(digits: str) -> float:
    value = float(digits)
    if abs(value) > LARGEST:
        raise Malformed(what=Sentence(N_("a number is too large")))
    return value


def _no_number(_: str) -> NoReturn:
    raise Malformed(what=Sentence(N_("it contains NaN or Infinity")))


def _texts(value: Any) -> None:
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            check_text(name)
            _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            _texts(inner)
