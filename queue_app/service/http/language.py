"""The language of a request: what the person chose, else what the browser asks for, else English.

Whatever has no request, such as a command, speaks English.
"""

from babel import Locale
from babel.numbers import format_decimal
from flask import g, has_request_context, request

from queue_app.domain.errors import Language, Sentence, UserError, sentence_of
from queue_app.service.http.catalogue import LOCALES, translations

_ENGLISH = "en"


def speak(chosen: str | None) -> None:
    """From now on the request is answered in the language that its person chose. None: as the browser says."""
    if chosen in LOCALES:
        g.language = chosen


def language() -> str:
    """The language of this request: a key of LOCALES."""
    if not has_request_context():
        return _ENGLISH
    if "language" not in g:
        g.language = request.accept_languages.best_match(LOCALES, _ENGLISH)
    return str(g.language)


def locale() -> Locale:
    """How this request writes days and numbers."""
    return LOCALES[language()]


def gettext(message: str) -> str:
    """The message in the language of this request."""
    if not message:
        return ""  # Where gettext keeps the heading of the catalogue.
    return translations(language()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """One of two messages, as the count and the language of this request ask for."""
    return translations(language()).ngettext(one, many, count)


def said(told: UserError | Sentence) -> str:
    """The sentence, filled, in the language of this request."""
    return sentence_of(told, _HERE)


_HERE = Language(gettext, ngettext, lambda count: format_decimal(count, locale=locale()))
