"""Where a click was: after an act the person is back on that page, and a refusal is shown there, with what was typed.

Only pages of the same team count. Those that can be drawn again with a form on them are known by their endpoint.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError
from queue_app.domain.flow.span import Span
from queue_app.service.http.access import Caller
from queue_app.service.http.hosts import own_path
from queue_app.web.html.form import Form

Asked = MultiDict[str, str]
"""What stands behind the question mark of an address."""

Drawn = Callable[[Caller, Form, Mapping[str, Any], Asked], str]
"""Draws a page: the caller, the form on it, the parts of its address (without the team), what it was asked for."""

_DRAWN: dict[str, Drawn] = {}
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_LONGEST_SEARCH = 200


def words_in(asked: Asked) -> str:
    """The words that an address looks for; so many of them that nobody typed them are cut."""
    return asked.get("q", "")[:_LONGEST_SEARCH].strip()


def number_in(asked: Asked, name: str) -> int | None:
    """A number that an address asks with; what is none asks for nothing."""
    digits = asked.get(name, "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def days_in(asked: Asked) -> Span | None:
    """The days `from` and `to` of an address, None where it names neither. Raises InputError for what is no day."""
    if not (asked.get("from") or asked.get("to")):
        return None
    first, last = (day_in(asked, name) for name in ("from", "to"))
    if last < first:
        raise InputError("to", N_("Choose a last day that is not before the first one."))
    return Span(first, last)


def day_in(asked: Asked, name: str) -> date:
    """A day that an address asks with, near enough to count on from it. Raises InputError for any other."""
    day = inputs.day(name, asked.get(name))
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InputError(name, N_("Choose days from {first} to {last}."), first=str(_FIRST_YEAR), last=str(_LAST_YEAR))
    return day


@dataclass(frozen=True, slots=True)
class PageAddress:
    """A page of the team, as an address says it."""

    path: str
    endpoint: str
    address: Mapping[str, Any]
    asked: Asked


def drawn_at(endpoint: str) -> Callable[[Drawn], Drawn]:
    """Mark the function that draws the page of an endpoint."""

    def mark(draw: Drawn) -> Drawn:
        _DRAWN[endpoint] = draw
        return draw

    return mark


def click(caller: Caller) -> PageAddress | None:
    """The page on which the form stood, as the browser tells it."""
    try:
        referrer = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # What stands there is no address.
        return None
    if referrer.netloc and referrer.netloc != request.host:
        return None
    return _place(caller, referrer.path + (f"?{referrer.query}" if referrer.query else ""))


def back(caller: Caller, otherwise: str) -> str:
    """The path to go on to: what the form says, else where the click was, else `otherwise`."""
    place = _place(caller, request.form.get("next")) or click(caller)
    return place.path if place else otherwise


def came_from(caller: Caller, otherwise: str) -> str:
    """The page that led to a form's own page, which the form carries along as `next`."""
    said = request.form.get("next") if request.method == "POST" else request.args.get("next")
    place = _place(caller, said) or (click(caller) if request.method == "GET" else None)
    return place.path if place and place.path.partition("?")[0] != request.path else otherwise


def again(caller: Caller, otherwise: str, address: Mapping[str, Any]) -> Callable[[Form], str]:
    """Draws the page of the click with the refused form; the page of the endpoint `otherwise` where that cannot be."""

    def draw(form: Form) -> str:
        place = click(caller)
        if place is not None and place.endpoint in _DRAWN:
            return _DRAWN[place.endpoint](caller, form, place.address, place.asked)
        return _DRAWN[otherwise](caller, form, address, MultiDict())

    return draw


def _place(caller: Caller, wanted: str | None) -> PageAddress | None:
    path = own_path(wanted)
    if path is None:
        return None
    parts = urlsplit(path)
    try:
        endpoint, address = current_app.create_url_adapter(request).match(parts.path, method="GET")  # type: ignore[union-attr]
    except (HTTPException, RoutingException):
        return None
    if address.get("team") != caller.team.id or endpoint.startswith("api."):
        return None
    within = {name: part for name, part in address.items() if name != "team"}
    return PageAddress(path, endpoint, within, MultiDict(parse_qsl(parts.query)))
