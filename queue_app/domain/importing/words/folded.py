"""Words as the tables of this room write them: without accents, capitals and signs."""

import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")  # noqa: RUF001


LONGEST = 200
"""Longer words are not kept in mind: they are in no table."""


def fold(words: str) -> str:
    """The words in lower case without accents; signs and pictures become blanks."""
    return _short(words) if len(words) <= LONGEST else _folded(words)


@lru_cache(maxsize=20_000)
def _short(words: str) -> str:
    return _folded(words)


def _folded(words: str) -> str:
    text = unicodedata.normalize("NFKC", words.translate(_APOSTROPHES)).casefold()
    if not text.isascii():
        spread = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", "".join(sign for sign in spread if not _is_accent(sign)))
    return " ".join("".join(sign if sign.isalnum() or sign == "#" else " " for sign in text).split())


def _is_accent(sign: str) -> bool:
    """Marks of Latin, Greek and Cyrillic letters; marks of other scripts make another letter."""
    return "\u0300" <= sign <= "\u036f"
