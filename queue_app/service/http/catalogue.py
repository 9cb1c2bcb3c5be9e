"""The message catalogue of each language. English messages are those in the code."""

import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[2] / "translations"
LOCALES = {"en": Locale("en", "GB"), "de": Locale("de")}
"""{language: locale of days and numbers}."""
_BEFORE_A_UNIT = re.compile(r"(?:(?<=\d)|(?<=})|(?<=\)s)) (?=%%|%(?![(\w])|(?:MB|min|h|d)\b)")


class English(NullTranslations):
    """The English messages, as written in the code. A number and its unit never break apart."""

    def gettext(self, message: str) -> str:
        return together(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return together(msgid1 if n == 1 else msgid2)


@cache
def together(message: str) -> str:
    """The message with a no-break space between a number and % or its unit."""
    return _BEFORE_A_UNIT.sub("\u00a0", message)


@cache
def translations(language: str) -> NullTranslations:
    """The messages of one of LOCALES.

    They are compiled from the .po file once per process, so no compiled file can be out of date.
    """
    source = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return English()
    compiled = BytesIO()
    with source.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
