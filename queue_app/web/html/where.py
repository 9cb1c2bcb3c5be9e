"""The page that a request belongs to, and the parameters of an address.

After an act the person returns to the page of the click. Only pages of the same team count.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import current_app, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RoutingException
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.flow.span import Span, days_between, near_day
from queue_app.service.http import errors
from queue_app.service.http.access import Caller
from queue_app.service.http.hosts import own_path
from queue_app.service.http.sub_path import full_path, without_path

View = TypeVar("View", bound=Callable[..., Any])
Asked = MultiDict[str, str]
"""The query of an address."""


def words_in(args: Asked) -> str:
    """The search words in an address, cut to a sensible length."""
    return args.get("q", "")[: inputs.SEARCH].strip()


def number_in(args: Asked, name: str) -> int | None:
    """A number parameter; an invalid one is ignored."""
    return number_of(args.get(name, ""))


def number_of(digits: str) -> int | None:
    """The number in a parameter; None for an invalid one."""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def days_in(args: Asked) -> Span | None:
    """The days `from` and `to`, None without either. Raises InputError for an invalid day."""
    first, last = (inputs.day(name, args[name]) if args.get(name) else None for name in ("from", "to"))
    return days_between(first, last)


def day_in(args: Asked, name: str) -> date:
    """A day parameter, near enough to compute with. Raises InputError for any other."""
    return near_day(name, inputs.day(name, args.get(name)))


def back(caller: Caller, otherwise: str) -> str:
    """The path to return to: from the form, else the page of the click, else `otherwise`."""
    return _page_of_team(caller, request.form.get("next")) or _click(caller) or otherwise


def previous_page(caller: Caller, otherwise: str) -> str:
    """The page before a form's own page; the form carries it as `next`."""
    next_path = request.form.get("next") if request.method == "POST" else request.args.get("next")
    path = _page_of_team(caller, next_path) or (_click(caller) if request.method == "GET" else None)
    return path if path and path.partition("?")[0] != full_path(request.path) else otherwise


def reloaded(error: MethodNotAllowed) -> Response:
    """Redirect to the page of the form if somebody opens its action in the browser; else answer with the error."""
    looks = request.method in ("GET", "HEAD") and not errors.wants_json()
    page = page_of_form() if looks else None
    return redirect(page, 303) if page else errors.answer_for(error)


def shown_on(endpoint: str) -> Callable[[View], View]:
    """Declare the page of a form, if its blueprint has several pages."""

    def mark(view: View) -> View:
        view.shown_on = endpoint  # type: ignore[attr-defined]
        return view

    return mark


def page_of_form() -> str | None:
    """The page of the form in this request; None if the address takes none.

    It is the page that its view declares (`shown_on`). Else it is the nearest page above in the address and of the same
    part of the product, else that part's own page. A part without pages belongs to the team page; without a team, to home.
    """
    form = _match(request.path, "POST")
    if form is None:
        return None
    endpoint, address = form
    declared = getattr(current_app.view_functions[endpoint], "shown_on", None)
    if declared:
        return url_for(declared, **address)
    part = endpoint.partition(".")[0]
    for path in _upwards(request.path):
        page = _match(path, "GET")
        if page and (path == request.path or page[0].startswith(f"{part}.")):
            return full_path(path)
    if f"{part}.show" in current_app.view_functions:
        return url_for(f"{part}.show", **address)
    return url_for("team.show", team=address["team"]) if "team" in address else url_for("home.show")


def _click(caller: Caller) -> str | None:
    """The page of the form, from the browser's Referer."""
    try:
        referrer = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # The Referer is not a valid address.
        return None
    if referrer.netloc and referrer.netloc != request.host:
        return None
    return _page_of_team(caller, referrer.path + (f"?{referrer.query}" if referrer.query else ""))


def _page_of_team(caller: Caller, address: str | None) -> str | None:
    """`address` if it is the path of a page of the team, else None."""
    path = own_path(address)
    page = _match(without_path(current_app, urlsplit(path).path), "GET") if path else None
    return path if page and page[1].get("team") == caller.team.id and not page[0].startswith("api.") else None


def _upwards(path: str) -> Iterator[str]:
    yield path
    while path != "/":
        path = path.rpartition("/")[0] or "/"
        yield path


def _match(path: str, method: str) -> tuple[str, dict[str, Any]] | None:
    """The endpoint of an address, and its values."""
    try:
        endpoint, address = current_app.create_url_adapter(request).match(path, method=method)  # type: ignore[union-attr]
    except (HTTPException, RoutingException):
        return None
    return str(endpoint), dict(address)
