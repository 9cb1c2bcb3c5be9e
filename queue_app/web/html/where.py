"""Which page a request belongs to, and what an address asks for.

After an act the person is back on the page of the click. Only pages of the same team count.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RoutingException
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError
from queue_app.domain.flow.span import Span
from queue_app.service.http import errors
from queue_app.service.http.access import Caller
from queue_app.service.http.hosts import own_path

Asked = MultiDict[str, str]
"""What stands behind the question mark of an address."""

_FIRST_YEAR, _LAST_YEAR = 1970, 2199


def words_in(asked: Asked) -> str:
    """The words that an address looks for; so many of them that nobody typed them are cut."""
    return asked.get("q", "")[: inputs.SEARCH].strip()


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
        raise InputError("to", N_("The last day is before the first day. Choose a later last day."))
    return Span(first, last)


def day_in(asked: Asked, name: str) -> date:
    """A day that an address asks with, near enough to count on from it. Raises InputError for any other."""
    day = inputs.day(name, asked.get(name))
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InputError(name, N_("Choose days from {first} to {last}."), first=str(_FIRST_YEAR), last=str(_LAST_YEAR))
    return day


def back(caller: Caller, otherwise: str) -> str:
    """The path to go on to: what the form says, else where the click was, else `otherwise`."""
    return _page_of_team(caller, request.form.get("next")) or _click(caller) or otherwise


def came_from(caller: Caller, otherwise: str) -> str:
    """The page that led to a form's own page, which the form carries along as `next`."""
    said = request.form.get("next") if request.method == "POST" else request.args.get("next")
    path = _page_of_team(caller, said) or (_click(caller) if request.method == "GET" else None)
    return path if path and path.partition("?")[0] != request.path else otherwise


def reloaded(error: MethodNotAllowed) -> Response:
    """The page of the form, for somebody who opens the address that takes it; for everybody else the error."""
    looks = request.method in ("GET", "HEAD") and not errors.wants_json()
    page = page_of_form() if looks else None
    return redirect(page, 303) if page else errors.answered(error)


def page_of_form() -> str | None:
    """The page of the form that this request sends; None when the address takes none.

    It is the nearest page above in the address that is of the same part of the product, else that part's own page.
    A part without pages belongs to the team page; to home, where its address names no team.
    """
    form = _match(request.path, "POST")
    if form is None:
        return None
    endpoint, address = form
    part = endpoint.partition(".")[0]
    for path in _upwards(request.path):
        page = _match(path, "GET")
        if page and (path == request.path or page[0].startswith(f"{part}.")):
            return path
    if f"{part}.show" in current_app.view_functions:
        return url_for(f"{part}.show", **address)
    return url_for("team.show", team=address["team"]) if "team" in address else url_for("home.show")


def _click(caller: Caller) -> str | None:
    """The page on which the form stood, as the browser tells it."""
    try:
        referrer = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # What stands there is no address.
        return None
    if referrer.netloc and referrer.netloc != request.host:
        return None
    return _page_of_team(caller, referrer.path + (f"?{referrer.query}" if referrer.query else ""))


def _page_of_team(caller: Caller, wanted: str | None) -> str | None:
    """`wanted` when it is the path of a page of the team."""
    path = own_path(wanted)
    page = _match(urlsplit(path).path, "GET") if path else None
    return path if page and page[1].get("team") == caller.team.id and not page[0].startswith("api.") else None


def _upwards(path: str) -> Iterator[str]:
    yield path
    while path != "/":
        path = path.rpartition("/")[0] or "/"
        yield path


def _match(path: str, method: str) -> tuple[str, dict[str, Any]] | None:
    """The endpoint of an address, and the values in it."""
    try:
        endpoint, address = current_app.create_url_adapter(request).match(path, method=method)  # type: ignore[union-attr]
    except (HTTPException, RoutingException):
        return None
    return str(endpoint), dict(address)
