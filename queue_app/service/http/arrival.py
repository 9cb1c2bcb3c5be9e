"""What happens to a request before its view, in this order everywhere: 413, foreign host and malformed 400, 401, CSRF 400.

Then the address itself (404, 405), the team (404, 403), the kind of content (415), the fields (422) and the rules (409).
"""

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest, Unauthorized

from queue_app.domain.errors import N_
from queue_app.service.http import gate, hosts
from queue_app.service.http.access import access_of
from queue_app.service.http.visitor import by_bearer, visitor

_CHANGES_NOTHING = {"GET", "HEAD", "OPTIONS"}
_csrf = CSRFProtect()


class ForeignForm(BadRequest):
    """A form that another site sent."""

    description = N_("This form was sent by another site. Nothing was changed.")


def receive(app: Flask) -> None:
    """Look at every request in the one order."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, MAX_FORM_PARTS=2_000)
    _csrf.init_app(app)
    app.before_request(_received)


def _received() -> None:
    gate.refuse_oversized()
    hosts.refuse_foreign_host()
    gate.refuse_unsound()
    access = access_of(current_app, request.endpoint)
    if access is None:
        return
    if access.signed_in and visitor() is None:
        raise Unauthorized
    if request.method not in _CHANGES_NOTHING and not (by_bearer() and request.path.startswith("/api")):
        _refuse_foreign_forms()


def _refuse_foreign_forms() -> None:
    if request.headers.get("Sec-Fetch-Site", "").casefold() == "cross-site":
        raise ForeignForm
    _csrf.protect()
