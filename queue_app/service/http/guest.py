"""Guests, who have a link to one page. The first opening stores its secret in a cookie for that page only."""

from flask import Request, Response, current_app

from queue_app.domain.errors import NotFound
from queue_app.service.http.gate import may_record_use
from queue_app.service.http.hosts import cookie_name
from queue_app.service.process.database import doors
from queue_app.store.team.page_links import OpenedLink
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.team import page_links

LASTS = 400 * 24 * 3600
"""Seconds, the longest that browsers keep a cookie. Each visit renews it, so a screen on a wall stays signed in."""


def by_secret(secret: str) -> OpenedLink:
    """The link with this secret. Raises NotFound, alike for a revoked link and an unknown one."""
    return _noted(page_links.find(doors(), secret))


def by_cookie(request: Request, page: str, link: int) -> OpenedLink:
    """The link of the address, if the browser has its secret. Raises NotFound."""
    opened = page_links.find(doors(), secret_of(request))
    return _noted(opened if opened and (opened.page, opened.id) == (page, link) else None)


def with_cookie(answer: Response, secret: str, path: str) -> Response:
    """The answer with the cookie for the page at `path`. Caches and search engines must not keep the page."""
    safe = current_app.config["SESSION_COOKIE_SECURE"]
    answer.set_cookie(_name(), secret, max_age=LASTS, path=path, secure=safe, httponly=True, samesite="Lax")
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def secret_of(request: Request) -> str:
    """The secret in the request's cookie."""
    return request.cookies.get(_name(), "")


def key_of(request: Request) -> str:
    """The stored hash of the secret."""
    return secrets.hash_of(secret_of(request))


def _noted(link: OpenedLink | None) -> OpenedLink:
    if link is None:
        raise NotFound
    if may_record_use():
        page_links.record_use(doors(), link)
    return link


def _name() -> str:
    return cookie_name(current_app.config, "topmost-link", everywhere=False)
