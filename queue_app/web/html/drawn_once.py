"""What is drawn once and shown to all viewers: a macro whose arguments are the same gives the same text.

Nothing has to say when it is out of date: a text is found by the values that it was drawn from. What no argument says must not
be in it, so such a macro reads no frame: `queue_parts.PageDay` has what it may know of one. The token and the key of forms differ
on each page. A kept text has blanks for them, which are filled in for each answer.

A text keeps no forecast in memory: one of a long order has megabytes. What is only equal to itself is known by a weak reference,
which equals no other one when it is gone.
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
"""Texts: a list of 100 rows has 45 KB."""


def _blank() -> Markup:
    """A mark that no text of a person has: they never see one."""
    return Markup(f"blank{secrets.token_hex(12)}")  # noqa: S704 - made here, of hexadecimal digits


POSITION, DATES = _blank(), _blank()
"""Blanks of a row, which changes its place more often than its words."""
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
    """The token against foreign forms; a blank in a text that is kept."""
    return _TOKEN if _keeping.get() else _form_token()


def form_key() -> str:
    """The nonce of the page; a blank in a text that is kept."""
    return _KEY if _keeping.get() else page_key()


class DrawnOnce:
    """The texts that were drawn last."""

    def __init__(self, most: int = KEPT) -> None:
        self._texts = KeptOnce(most)

    def __call__(self, name: str, macro: Callable[..., Markup], *values: Hashable) -> Markup:
        """The text of `macro(*values)`; `name` is that of the macro, for a macro is made anew for each page."""
        text = self.of(name, macro)(*values)
        return text if _keeping.get() else _filled(text)

    def of(self, name: str, macro: Callable[..., Markup]) -> Callable[..., Markup]:
        """Gives texts of `macro` for some values, with the blanks of forms. For many of them in one answer."""
        base = (name, language(), request.root_path if has_request_context() else "")

        def text_of(*values: Hashable) -> Markup:
            return self._texts((base, *map(_known_by, values)), partial(_drawn, macro, *values))

        return text_of


def draw_again(_name: str, macro: Callable[..., Markup], *values: Hashable) -> Markup:
    """For templates that change while they are worked on."""
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
