"""Reads the client's address from as many proxies as TRUSTED_PROXIES says, and logs once if a forwarded address is not trusted.

Otherwise nobody would notice that wrong passwords of all people count for the proxy.
"""

import logging
from collections.abc import Callable

from flask import Flask, request
from werkzeug.http import parse_list_header
from werkzeug.middleware.proxy_fix import ProxyFix

_NAMES_CLIENTS = ("X-Forwarded-For", "Forwarded")
_log = logging.getLogger("topmost.proxies")


def believe_proxies(app: Flask) -> None:
    """Read the client's address from X-Forwarded-For, and log the first one that is not trusted."""
    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]
    app.before_request(_first_unbelieved(proxies))


def _first_unbelieved(proxies: int) -> Callable[[], None]:
    said = False

    def look() -> None:
        nonlocal said
        if not said and not _is_believed(proxies):
            said = True
            _log.warning(
                "A proxy names the address of a client, and TRUSTED_PROXIES (%d) does not fit it. Wrong passwords count for "
                "the proxy. Set it to the number of your proxies, each of which adds an address to X-Forwarded-For. "
                "Without a proxy somebody made this up, and nothing is wrong. This is said once.",
                proxies,
            )

    return look


def _is_believed(proxies: int) -> bool:
    """Whether the forwarded address is trusted, or there is none."""
    if not any(name in request.headers for name in _NAMES_CLIENTS):
        return True
    return 0 < proxies <= len(parse_list_header(request.headers.get("X-Forwarded-For", "")))
