"""A form that was refused is drawn at the address it was sent to. Who reloads that address is led to the page it belongs to."""

from collections.abc import Iterator
from typing import Any

from flask import current_app, redirect, request, url_for
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import MapAdapter, RequestRedirect
from werkzeug.wrappers import Response

from queue_app.service.http import errors

Match = tuple[str, dict[str, Any]]


def instead(error: MethodNotAllowed) -> Response:
    """The page, for somebody who looks; for everybody else the error."""
    if errors.wants_json() or request.method != "GET":
        return errors.answered(error)
    page = page_of_form()
    return redirect(page, 303) if page else errors.answered(error)


def page_of_form() -> str | None:
    """The page of the form that this request sends; None when the address takes none."""
    to = current_app.create_url_adapter(request)
    form = _match(to, request.path, "POST") if to else None
    if to is None or form is None:
        return None
    return request.path if _match(to, request.path, "GET") else _page_of(to, *form)


def _page_of(to: MapAdapter, endpoint: str, address: dict[str, Any]) -> str:
    """The nearest page above in the address that is of the same part of the product, else that part's own page.

    A part without one belongs to the team page; to home, where its address names no team.
    """
    part = endpoint.partition(".")[0]
    for path in _above(request.path):
        page = _match(to, path, "GET")
        if page and page[0].startswith(f"{part}."):
            return path
    own = f"{part}.show"
    needs = next((rule.arguments for rule in current_app.url_map.iter_rules() if rule.endpoint == own), None)
    if needs is not None:
        return url_for(own, **{name: address[name] for name in needs})
    return url_for("team.show", team=address["team"]) if "team" in address else url_for("home.show")


def _above(path: str) -> Iterator[str]:
    while path != "/":
        path = path.rpartition("/")[0] or "/"
        yield path


def _match(to: MapAdapter, path: str, method: str) -> Match | None:
    try:
        endpoint, address = to.match(path, method=method)
    except (HTTPException, RequestRedirect):
        return None
    return endpoint, dict(address)
