"""The language of a request: what the person chose, else what the browser asks for, else English.

Whatever has no request, such as a command, speaks English.
"""

from contextvars import ContextVar

from babel import Locale
from babel.numbers import format_decimal
from flask import Flask, request

from queue_app.domain.errors import Language, Sentence, UserError, sentence_of
from queue_app.service.http.catalogue import LOCALES, translations

_ENGLISH = "en"
_SPOKEN = ContextVar("language", default=_ENGLISH)
"""A page asks for it a thousand times, so no proxy of Flask stands in between."""


def know_languages(app: Flask) -> None:
    """Each request has its language from the beginning; who asks is known later and may have chosen another one."""
    app.before_request(listen)
    app.teardown_request(_forget)


def listen() -> None:
    """The language that the browser of this request asks for."""
    _SPOKEN.set(request.accept_languages.best_match(LOCALES, _ENGLISH))


def _forget(_: BaseException | None) -> None:
    _SPOKEN.set(_ENGLISH)


def speak(chosen: str | None) -> None:
    """From now on the request is answered in the language that its person chose. None: as the browser says."""
    if chosen in LOCALES:
        _SPOKEN.set(chosen)


def language() -> str:
    """The language of this request: a key of LOCALES."""
    return _SPOKEN.get()


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
