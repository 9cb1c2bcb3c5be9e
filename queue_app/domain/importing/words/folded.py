"""Words as the tables of this room write them: without accents, capitals and signs."""

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})  # noqa: RUF001
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")  # noqa: RUF001


LONGEST = 200
"""No word in a table is longer, and two names that begin with so many equal characters are one."""


def fold(words: str) -> str:
    """The beginning of the words in lower case without accents; signs and pictures become blanks."""
    return _folded(words[:LONGEST])


@lru_cache(maxsize=20_000)
def _folded(words: str) -> str:
    text = unicodedata.normalize("NFKC", words.translate(_APOSTROPHES)).casefold().translate(_LETTERS)
    if not text.isascii():
        spread = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", "".join(sign for sign in spread if not _is_accent(sign)))
    return " ".join("".join(sign if sign.isalnum() or sign == "#" else " " for sign in text).split())


def _is_accent(sign: str) -> bool:
    """Marks of Latin, Greek and Cyrillic letters; marks of other scripts make another letter."""
    return "\u0300" <= sign <= "\u036f"
