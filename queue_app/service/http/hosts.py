"""The host names of this server, and what TOPMOST_URL decides: cookies, links and the Host check."""

import socket
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, has_request_context, request, url_for
from werkzeug.exceptions import BadRequest

from queue_app.domain.errors import N_
from queue_app.store.sign_in.address_fold import ascii_name
from queue_app.usecases.sign_in.sessions import LASTS

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
ANY_HOST = {"health.alive", "health.can_work", "metrics.show"}


class UnknownHost(BadRequest):
    """The request names another host."""

    description = N_(
        "This server does not know that name. Ask the operator of Topmost to set TOPMOST_URL to your address."
    )


def set_up_names(app: Flask) -> None:
    """Set the name and flags of the cookie, and the accepted host names."""
    own = urlsplit(app.config["TOPMOST_URL"])
    app.config.update(
        SESSION_COOKIE_SECURE=own.scheme == "https",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH=own.path or "/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LASTS,
    )
    app.config["SESSION_COOKIE_NAME"] = cookie_name(app.config, "topmost")
    names = {own.hostname} if own.hostname else _LOOPBACK | {app.config["HOST"], socket.gethostname()}
    app.extensions["own_names"] = {ascii_name(str(name)) for name in names}
    app.extensions["own_port"] = (own.port or {"http": 80, "https": 443}[own.scheme]) if own.hostname else None


def cookie_name(config: Mapping[str, Any], name: str, *, everywhere: bool = True) -> str:
    """The cookie name with the strictest prefix that browsers honour: `__Host-` if the path is /, else `__Secure-`; none
    without https."""
    if not config["SESSION_COOKIE_SECURE"]:
        return name
    return f"__Host-{name}" if everywhere and config["SESSION_COOKIE_PATH"] == "/" else f"__Secure-{name}"


def refuse_foreign_host() -> None:
    """Raises UnknownHost. Health checks and metrics accept any host name: they reveal nothing, or ask for a token."""
    if request.endpoint in ANY_HOST:
        return
    try:
        sent = urlsplit(f"//{request.headers.get('Host', '')}")
        name, port = ascii_name(sent.hostname or ""), sent.port
    except ValueError:
        raise UnknownHost from None
    own_port = current_app.extensions["own_port"]
    if name not in current_app.extensions["own_names"] or (own_port and (port or _usual()) != own_port):
        raise UnknownHost


def link(endpoint: str, **address: Any) -> str:
    """The absolute URL of a page, for people outside a browser session."""
    own = urlsplit(address_for_people())
    return f"{own.scheme}://{own.netloc}{url_for(endpoint, **address)}"


def address_for_people() -> str:
    """TOPMOST_URL, else the host of the request, else the configured address of the server."""
    config = current_app.config
    if config["TOPMOST_URL"]:
        return str(config["TOPMOST_URL"])
    if has_request_context():
        return request.host_url.rstrip("/")
    host = "127.0.0.1" if config["HOST"] in ("0.0.0.0", "::") else config["HOST"]  # noqa: S104
    return f"http://[{host}]:{config['PORT']}" if ":" in host else f"http://{host}:{config['PORT']}"


def own_path(target: str | None) -> str | None:
    """`target` if it is a path of this server, else None: no redirect leads to another site."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return None
    if any(ord(c) < 33 or ord(c) == 127 for c in target) or len(target) > 2_000:
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc and _is_ours(parts.path) else None


def _is_ours(path: str) -> bool:
    """Whether the path is below that of TOPMOST_URL. Other programs may run at other paths of the same host."""
    above = request.root_path if has_request_context() else ""
    return not above or path == above or (path.startswith(f"{above}/") and "/.." not in path)


def _usual() -> int:
    return {"http": 80, "https": 443}[urlsplit(current_app.config["TOPMOST_URL"]).scheme]
