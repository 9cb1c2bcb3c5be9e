"""Caches the HTML of macros: equal arguments give the same text, which all viewers share.

The arguments are the cache key, so no text can be out of date. Such a macro must not use anything else, so it gets no frame but
`queue_parts.PageDay`. CSRF tokens and form keys differ on each page: a cached text has placeholders for them, which are filled
in for each response.

Objects without `__eq__`, such as forecasts, are in the key as weak references: a forecast of a long order has megabytes, and
the cache should not keep it in memory.
"""

import secrets
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from functools import partial
from weakref import ref

from flask import g, has_request_context, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from queue_app.service.http.language import language
from queue_app.service.process.kept.kept_once import KeptOnce

KEPT = 64
"""The number of cached texts. A list of 100 rows has 45 KB."""


def _blank() -> Markup:
    """A random placeholder. People never see it, so no text of theirs contains it."""
    return Markup(f"blank{secrets.token_hex(12)}")  # noqa: S704 - made here, of hexadecimal digits


POSITION, DATES = _blank(), _blank()
"""The placeholders of a row for its position and dates, which change more often than its texts."""
_TOKEN, _KEY = _blank(), _blank()
_keeping: ContextVar[bool] = ContextVar("keeping", default=False)


def page_key() -> str:
    """The nonce of the page, the same for all its forms, so that a form sent twice is one request."""
    if not has_request_context():
        return secrets.token_urlsafe(12)
    if "page_key" not in g:
        g.page_key = secrets.token_urlsafe(12)
    return str(g.page_key)


def form_token() -> str:
    """The CSRF token; a placeholder while a text is drawn for the cache."""
    return _TOKEN if _keeping.get() else _form_token()


def form_key() -> str:
    """The nonce of the page; a placeholder while a text is drawn for the cache."""
    return _KEY if _keeping.get() else page_key()


class DrawnOnce:
    """A cache of recently drawn texts."""

    def __init__(self, most: int = KEPT) -> None:
        self._texts = KeptOnce(most)

    def __call__(self, name: str, macro: Callable[..., Markup], *values: Hashable) -> Markup:
        """The text of `macro(*values)`. `name` identifies the macro, since Jinja creates a new one for each page."""
        text = self.of(name, macro)(*values)
        return text if _keeping.get() else _filled(text)

    def of(self, name: str, macro: Callable[..., Markup]) -> Callable[..., Markup]:
        """A function that returns texts of `macro` with their placeholders, for many texts in one response."""
        base = (name, language(), request.root_path if has_request_context() else "")

        def text_of(*values: Hashable) -> Markup:
            return self._texts((base, *map(_known_by, values)), partial(_drawn, macro, *values))

        return text_of


def draw_again(_name: str, macro: Callable[..., Markup], *values: Hashable) -> Markup:
    """The same without a cache, for templates that change during development."""
    return _filled(_drawn(macro, *values))


def _drawn(macro: Callable[..., Markup], *values: Hashable) -> Markup:
    within = _keeping.set(True)
    try:
        return macro(*values)
    finally:
        _keeping.reset(within)


def _filled(text: Markup) -> Markup:
    if _TOKEN not in text and _KEY not in text:
        return text
    return text.replace(_TOKEN, _form_token()).replace(_KEY, page_key())


def _form_token() -> str:
    return generate_csrf() if has_request_context() else ""


def _known_by(value: Hashable) -> Hashable:
    return ref(value) if type(value).__eq__ is object.__eq__ and value is not None else value
