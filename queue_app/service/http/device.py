"""The cookie by which a browser is known again after the session: a secret that opens nothing by itself.

It is set when somebody signs in. With it, wrong passwords that others try do not keep its owner out.
"""

from flask import Response, after_this_request, current_app, g, request

from queue_app.usecases.sign_in import secrets

LASTS = 400 * 24 * 3600
"""Seconds, the longest that browsers keep a cookie."""


def device() -> str:
    """The secret of this browser: of its cookie, else a new one, which `keep` stores."""
    if "device" not in g:
        g.device = request.cookies.get(_name(), "")
        if len(g.device) != secrets.LENGTH:
            g.device = secrets.generate()
    return str(g.device)


def keep() -> None:
    """Set the cookie with the answer to this request. Each sign-in renews it."""
    secret = device()

    def set_cookie(answer: Response) -> Response:
        safe = current_app.config["SESSION_COOKIE_SECURE"]
        answer.set_cookie(_name(), secret, max_age=LASTS, path="/", secure=safe, httponly=True, samesite="Lax")
        return answer

    after_this_request(set_cookie)


def _name() -> str:
    return "__Host-topmost-device" if current_app.config["SESSION_COOKIE_SECURE"] else "topmost-device"
