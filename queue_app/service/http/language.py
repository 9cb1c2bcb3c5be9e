"""The language of a request: the person's choice, else the browser's, else English.

Without a request, as in a command, it is English.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from babel import Locale
from babel.numbers import format_decimal
from flask import Flask, request

from queue_app.domain.errors import Language, Sentence, UserError, sentence_of
from queue_app.service.http.catalogue import LOCALES, translations

_ENGLISH = "en"
_SPOKEN = ContextVar("language", default=_ENGLISH)
"""A plain context variable, not a Flask proxy: a page reads it a thousand times."""


def set_up_languages(app: Flask) -> None:
    """Set a language at the start of each request. The person, known later, may have chosen another one."""
    app.before_request(browser_language)
    app.teardown_request(_forget)


def browser_language() -> None:
    """The language that the browser of this request asks for."""
    _SPOKEN.set(request.accept_languages.best_match(LOCALES, _ENGLISH))


def _forget(_: BaseException | None) -> None:
    _SPOKEN.set(_ENGLISH)


def set_language(locale_code: str | None) -> None:
    """Use the person's language for the rest of the request. None: the browser's language."""
    if locale_code in LOCALES:
        _SPOKEN.set(locale_code)


@contextmanager
def in_language(locale_code: str | None) -> Iterator[None]:
    """Use another language inside the context, for example for a letter. None: English."""
    before = _SPOKEN.set(locale_code if locale_code in LOCALES else _ENGLISH)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def language() -> str:
    """The language of this request: a key of LOCALES."""
    return _SPOKEN.get()


def locale() -> Locale:
    """The locale of days and numbers in this request."""
    return LOCALES[language()]


def gettext(message: str) -> str:
    """The message in the language of this request."""
    if not message:
        return ""  # For an empty message, gettext returns the catalogue's header.
    return translations(language()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The singular or plural message, by the count and the language of this request."""
    return translations(language()).ngettext(singular, plural, count)


def localized(message: UserError | Sentence) -> str:
    """The sentence with its values, in the language of this request."""
    return sentence_of(message, _HERE)


_HERE = Language(gettext, ngettext, lambda count: format_decimal(count, locale=locale()))
