"""The search fold: the form in which typed words are compared with stored text, and people's names with each other."""

import unicodedata

_APOSTROPHES = "\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02c8\u2032\u055a\u05f3\ua78c\u00b4"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u058a\u05be\u2e3a\u2e3b\ufe58\ufe63"
_SAME = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-") | {"\u0130": "i", "\u0131": "i"})


def search_fold(text: str) -> str:
    """The text without case and format characters, with one kind of apostrophe, hyphen and i.

    `İstanbul`, `ISTANBUL` and `istanbul` are the same, and so are full and half width.
    """
    if text.isascii():
        return text.lower()
    unseen = str.maketrans(dict.fromkeys(c for c in set(text) if unicodedata.category(c) == "Cf"))
    plain = unicodedata.normalize("NFKC", text.translate(unseen).translate(_SAME)).casefold()
    return unicodedata.normalize("NFKC", plain).translate(_SAME).replace("i\u0307", "i")


def compared(name: str) -> str:
    """The form in which people's names are compared: the search fold with single spaces. Names that look alike are equal."""
    return " ".join(search_fold(name).split())
