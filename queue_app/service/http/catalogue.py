"""The message catalogue of each language. English messages are those in the code."""

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


@cache
def translations(language: str) -> NullTranslations:
    """The messages of one of LOCALES.

    They are compiled from the text that translators edit, once per process, so no second file can differ from it.
    """
    source = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
