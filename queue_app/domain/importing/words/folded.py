"""Folds words into the form of these tables: lower case, without accents and punctuation."""

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})  # noqa: RUF001
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")  # noqa: RUF001


LONGEST = 200
"""The longest word in a table. Two names that share this many first characters count as the same."""


def fold(words: str) -> str:
    """The beginning of the words in lower case, without accents. Punctuation and emoji become spaces."""
    return _folded(words[:LONGEST])


@lru_cache(maxsize=20_000)
def _folded(words: str) -> str:
    text = unicodedata.normalize("NFKC", words.translate(_APOSTROPHES)).casefold().translate(_LETTERS)
    if not text.isascii():
        spread = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", "".join(sign for sign in spread if not _is_accent(sign)))
    return " ".join("".join(sign if sign.isalnum() or sign == "#" else " " for sign in text).split())


def _is_accent(sign: str) -> bool:
    """Whether the character is an accent of a Latin, Greek or Cyrillic letter. In other scripts, marks form other letters."""
    return "\u0300" <= sign <= "\u036f"
