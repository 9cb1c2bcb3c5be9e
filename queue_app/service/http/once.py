"""Links that work once. Opening one stores its secret in a cookie for its page only, and the address loses it.

The cookie ends with the browser. Whether the link still works is in its row.
"""

from flask import Response, current_app, make_response, redirect, request

from queue_app.service.http.hosts import cookie_name
from queue_app.service.process.database import doors
from queue_app.usecases.sign_in import links
from queue_app.usecases.sign_in.links import Purpose


def moved(secret: str, purpose: Purpose, page: str) -> Response:
    """Redirect to `page`, which finds the secret in the cookie. Raises NotFound, LinkUsedUp."""
    links.open_link(doors(), secret, purpose)
    answer = make_response(redirect(page, 303))
    safe = current_app.config["SESSION_COOKIE_SECURE"]
    answer.set_cookie(_name(), secret, path=page, secure=safe, httponly=True, samesite="Lax")
    return answer


def secret_of_request() -> str:
    """The secret of the link that this browser opened last for this page; "" without one, which opens nothing."""
    return request.cookies.get(_name(), "")


def _name() -> str:
    return cookie_name(current_app.config, "topmost-once", everywhere=False)
