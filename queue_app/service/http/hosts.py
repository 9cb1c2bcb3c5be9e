"""Which names this server answers to, and what TOPMOST_URL decides: cookies, links and the Host check."""

import socket
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, has_request_context, request, url_for
from werkzeug.exceptions import BadRequest

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
ANY_HOST = {"health.alive", "health.can_work"}


class UnknownHost(BadRequest):
    """The request names a host that is not this one."""

    description = (
        "This server does not answer to that name. Whoever runs it sets TOPMOST_URL to the address that people type."
    )


def know_names(app: Flask) -> None:
    """Name and flags of the cookie, and the names that are answered."""
    own = urlsplit(app.config["TOPMOST_URL"])
    safe = own.scheme == "https"
    app.config.update(
        SESSION_COOKIE_NAME="__Host-topmost" if safe else "topmost",
        SESSION_COOKIE_SECURE=safe,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=30 * 24 * 3600,
    )
    names = {own.hostname} if own.hostname else _LOOPBACK | {app.config["HOST"], socket.gethostname()}
    app.extensions["own_names"] = {str(name).casefold() for name in names}
    app.extensions["own_port"] = (own.port or {"http": 80, "https": 443}[own.scheme]) if own.hostname else None


def refuse_foreign_host() -> None:
    """Raises UnknownHost. Health checks may come by any name: they tell nothing."""
    if request.endpoint in ANY_HOST:
        return
    try:
        asked = urlsplit(f"//{request.headers.get('Host', '')}")
        name, port = (asked.hostname or "").casefold(), asked.port
    except ValueError:
        raise UnknownHost from None
    own_port = current_app.extensions["own_port"]
    if name not in current_app.extensions["own_names"] or (own_port and (port or _usual()) != own_port):
        raise UnknownHost


def link(endpoint: str, **address: Any) -> str:
    """The whole address of a page, for people who are elsewhere."""
    return address_for_people() + str(url_for(endpoint, **address))


def address_for_people() -> str:
    """TOPMOST_URL, else what the request came to, else where the server listens by its settings."""
    config = current_app.config
    if config["TOPMOST_URL"]:
        return str(config["TOPMOST_URL"])
    if has_request_context():
        return request.host_url.rstrip("/")
    host = "127.0.0.1" if config["HOST"] in ("0.0.0.0", "::") else config["HOST"]  # noqa: S104
    return f"http://[{host}]:{config['PORT']}" if ":" in host else f"http://{host}:{config['PORT']}"


def own_path(wanted: str | None) -> str | None:
    """`wanted` when it is a path of this server, else None: nobody is sent elsewhere after signing in."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or "\\" in wanted:
        return None
    if any(ord(c) < 33 or ord(c) == 127 for c in wanted) or len(wanted) > 2_000:
        return None
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc else None


def _usual() -> int:
    return {"http": 80, "https": 443}[urlsplit(current_app.config["TOPMOST_URL"]).scheme]
