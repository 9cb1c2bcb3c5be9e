"""Letters that are frequent in a language, to tell in which encoding a file without any mark was written: `letters.toml`."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

_DATA = tomllib.loads(files("queue_app.domain.importing.decoding").joinpath("letters.toml").read_text("utf-8"))
_HARD_BLANK = "\u00a0"

FREQUENT: Mapping[str, frozenset[str]] = {
    encoding: frozenset(letters + _HARD_BLANK) for encoding, letters in _DATA["one_byte"].items()
}
"""By encoding with one byte a letter."""

_JAPANESE = frozenset(map(chr, [*range(0x3040, 0x3100), *range(0x3000, 0x3003)]))
JAPANESE = _JAPANESE | frozenset(_DATA["several_bytes"]["japanese_signs"])
"""Kana, punctuation, and the signs of trackers: a table of titles in English has Japanese only in states and days."""

HAN, TRADITIONAL = (frozenset(_DATA["several_bytes"][name]) for name in ("han", "traditional"))
"""Frequent signs of Chinese, as written on the mainland and elsewhere."""

HANGUL = frozenset(map(chr, range(0xAC00, 0xD7A4)))
