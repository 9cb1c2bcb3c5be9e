"""One line per request on standard output: `METHOD URL STATUS ms`. No query, no secret, no name.

Slow requests are marked. A server error carries the request's id, which the page also shows.
"""

import logging
import re
import secrets
import sys
import time
from urllib.parse import quote

from flask import Flask, Response, g, request

from queue_app.service.http.addresses import Secret

SLOW_MS = 500
LOG = logging.getLogger("topmost.requests")
_LONG = re.compile(r"[^/]{20,}")


def log_requests(app: Flask) -> None:
    """Log each request, and give it an id."""
    if not LOG.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(message)s"))
        LOG.addHandler(handler)
        LOG.setLevel(logging.INFO)
        LOG.propagate = False
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The id of this request."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)


def _begin() -> None:
    g.began = time.perf_counter()


def _end(answer: Response) -> Response:
    took = (time.perf_counter() - g.get("began", time.perf_counter())) * 1000
    marks = (" slow" if took >= SLOW_MS else "") + (f" {request_id()}" if answer.status_code >= 500 else "")
    LOG.info(
        "%s %s %d %.0f%s",
        plain_method(request.environ["REQUEST_METHOD"]),
        masked_path(),
        answer.status_code,
        took,
        marks,
    )
    answer.headers["X-Request-Id"] = request_id()
    return answer


def masked_path() -> str:
    """The path with `***` for secrets. In an unknown address every long part is hidden: it may be a mistyped link."""
    path = request.path
    rule = request.url_rule
    if rule is None:
        return quote(_LONG.sub("***", path), safe="/*")
    for name, converter in rule._converters.items():
        if isinstance(converter, Secret):
            path = path.replace(str((request.view_args or {}).get(name)), "***")
    return quote(path, safe="/*")


def plain_method(method: str) -> str:
    """The method of a request; ? if it is not a known HTTP method."""
    return method if method.isalpha() and len(method) <= 10 else "?"
