"""The messages in the product's code, and `make messages`, which writes them into every catalogue.

A message keeps its translation while its text is unchanged. Nothing is guessed, and messages that left the code are dropped.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from queue_app.service.http.catalogue import FOLDER, LOCALES
from tests.house.source import ROOT, files

SOURCE = "en"
KEYWORDS = {"_": None, "N_": None, "nN_": (1, 2), "gettext": None, "ngettext": (1, 2)}
AS_RENDERED = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
HEADING = (
    'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {}\\n"\n\n'
)


@cache
def messages() -> Catalog:
    """Every message of the code, with the files that use it."""
    found = Catalog()
    for path in files("queue_app/*.py", "queue_app/templates/*"):
        method, options = ("python", {}) if path.suffix == ".py" else ("jinja2", AS_RENDERED)
        for line, message, comments, context in extract_from_file(method, path, KEYWORDS, options=options):
            found.add(message, None, [(str(path.relative_to(ROOT)), line)], (), comments, context=context)
    return found


def catalogue(language: str) -> Catalog:
    """The catalogue file of a language."""
    with _place(language).open("rb") as text:
        return read_po(text, locale=language)


def updated(language: str) -> bytes:
    """The catalogue with the current messages. Translations stay, new messages are empty."""
    known = catalogue(language)
    known.update(messages(), no_fuzzy_matching=True)
    text = BytesIO(HEADING.format(language, known.plural_forms).encode())
    text.seek(0, 2)
    write_po(text, known, width=120, omit_header=True, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    return text.getvalue().rstrip() + b"\n"


def _place(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


if __name__ == "__main__":
    for one in LOCALES.keys() - {SOURCE}:
        _place(one).write_bytes(updated(one))
