"""The catalogue: what each message is in another language. English is what the code says."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[2] / "translations"
LOCALES = {"en": Locale("en", "GB"), "de": Locale("de")}
"""{language: how it writes days and numbers}."""


@cache
def translations(language: str) -> NullTranslations:
    """The messages in one language of LOCALES.

    They are compiled from the text that people edit, once a process, so no second file can differ from it.
    """
    source = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
