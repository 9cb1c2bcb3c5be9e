"""Links that work once. Opening one moves its secret from the address into a cookie for its page only.

The cookie ends with the browser. The link's row says whether it still works.
"""

from flask import Response, current_app, make_response, redirect, request

from queue_app.service.http.hosts import cookie_name
from queue_app.service.process.database import doors
from queue_app.usecases.sign_in import links
from queue_app.usecases.sign_in.links import Purpose


def moved(secret: str, purpose: Purpose, page: str) -> Response:
    """Redirect to `page`, which reads the secret from the cookie. Raises NotFound, LinkUsedUp."""
    links.open_link(doors(), secret, purpose)
    answer = make_response(redirect(page, 303))
    safe = current_app.config["SESSION_COOKIE_SECURE"]
    answer.set_cookie(_name(), secret, path=page, secure=safe, httponly=True, samesite="Lax")
    return answer


def secret_of_request() -> str:
    """The secret of the link that this browser opened last for this page; "" if there is none."""
    return request.cookies.get(_name(), "")


def _name() -> str:
    return cookie_name(current_app.config, "topmost-once", everywhere=False)
