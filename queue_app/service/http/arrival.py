"""The checks before a view, in this order everywhere: 413, foreign host or path and malformed query 400, unknown address (404,
405), 401, a token that asks too often 429, malformed body and CSRF 400.

Then the team (404, 403), the content type (415), the fields (422) and the rules (409). Nothing parses a body before the
401.
"""

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest, Unauthorized

from queue_app.domain.errors import N_
from queue_app.service.http import gate, hosts, sub_path
from queue_app.service.http.access import access_of
from queue_app.service.http.visitor import by_bearer, visitor
from queue_app.service.process.token_limits import count_request
from queue_app.service.proxy import trusted_header

_CHANGES_NOTHING = {"GET", "OPTIONS"}
_csrf = CSRFProtect()


class ForeignForm(BadRequest):
    """A form sent from another site."""

    description = N_("Another site sent this form. Nothing was changed.")


def receive(app: Flask) -> None:
    """Run the checks before every request, in this order."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, MAX_FORM_PARTS=2_000)
    app.request_class = gate.AsGet
    _csrf.init_app(app)
    app.before_request(_received)


def _received() -> None:
    gate.refuse_oversized()
    hosts.refuse_foreign_host()
    trusted_header.refuse_foreign_header()
    sub_path.refuse_outside_path()
    gate.refuse_malformed_address()
    access = access_of(current_app, request.endpoint)
    if access is None:
        return
    if access.signed_in:
        _known_sender()
    changes = request.method not in _CHANGES_NOTHING and not (by_bearer() and request.path.startswith("/api"))
    if changes and request.headers.get("Sec-Fetch-Site", "").casefold() == "cross-site":
        raise ForeignForm
    gate.refuse_malformed_body()
    if changes:
        _csrf.protect()


def _known_sender() -> None:
    sender = visitor()
    if sender is None:
        raise Unauthorized
    if sender.token is not None:
        count_request(sender.token.id)
