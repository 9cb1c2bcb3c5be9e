"""Serve below a path, if TOPMOST_URL has one: `https://example.org/queue`.

The proxy passes the path on unchanged. The path goes into SCRIPT_NAME, where Flask looks for it: then every link has it, and
routes do not need it. Health checks are also answered without it, for requests that reach this machine directly.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import BadRequest

from queue_app.domain.errors import N_
from queue_app.service.http.hosts import ANY_HOST

_Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_OUTSIDE = "topmost.outside"


class OutsidePath(BadRequest):
    """The request is for another path."""

    description = N_(
        "Topmost has another path here. Ask the operator of Topmost to pass on the path of TOPMOST_URL unchanged."
    )


def live_below_path(app: Flask) -> None:
    """Serve the application below the path of TOPMOST_URL."""
    path = urlsplit(app.config["TOPMOST_URL"]).path
    app.config["APPLICATION_ROOT"] = path or "/"
    if path:
        app.wsgi_app = BelowPath(app.wsgi_app, path)  # type: ignore[method-assign]


def refuse_outside_path() -> None:
    """Raises OutsidePath."""
    if _OUTSIDE in request.environ and request.endpoint not in ANY_HOST:
        raise OutsidePath


def without_path(app: Flask, path: str) -> str:
    """The path of a request without the prefix, as routes see it."""
    above = app.config["APPLICATION_ROOT"]
    return path.removeprefix(above) if path.startswith(f"{above}/") else path


def full_path(path: str) -> str:
    """The path of a route with the prefix, as clients send it."""
    return request.root_path + path


class BelowPath:
    """WSGI middleware that serves `application` below `path`."""

    def __init__(self, application: _Application, path: str) -> None:
        self._application, self._path = application, path

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        sent = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        if sent == self._path or sent.startswith(f"{self._path}/"):
            environ |= {"PATH_INFO": sent.removeprefix(self._path) or "/"}
        else:
            environ |= {"PATH_INFO": sent, _OUTSIDE: True}
        environ["SCRIPT_NAME"] = self._path
        return self._application(environ, start_response)
