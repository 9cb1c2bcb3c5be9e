"""Letters that are common in a language, to guess the encoding of a file without a byte order mark. Data: `letters.toml`."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

_DATA = tomllib.loads(files("queue_app.domain.importing.decoding").joinpath("letters.toml").read_text("utf-8"))
_HARD_BLANK = "\u00a0"

FREQUENT: Mapping[str, frozenset[str]] = {
    encoding: frozenset(letters + _HARD_BLANK) for encoding, letters in _DATA["one_byte"].items()
}
"""By single-byte encoding."""

_JAPANESE = frozenset(map(chr, [*range(0x3040, 0x3100), *range(0x3000, 0x3003)]))
JAPANESE = _JAPANESE | frozenset(_DATA["several_bytes"]["japanese_signs"])
"""Kana, punctuation, and the characters that trackers use.

A table with English titles has Japanese only in states and dates.
"""

HAN, TRADITIONAL = (frozenset(_DATA["several_bytes"][name]) for name in ("han", "traditional"))
"""Common Chinese characters, simplified and traditional."""

HANGUL = frozenset(map(chr, range(0xAC00, 0xD7A4)))
