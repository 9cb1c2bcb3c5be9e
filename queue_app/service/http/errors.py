"""Turns every error into one answer: a page, or problem+json for programs, with the right status and the next step.

A 404 has the same bytes for a missing thing and for one of another team. Our own faults are counted and logged once
with their trace; the page shows the request's id.
"""

import itertools
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import Flask, Response, current_app, render_template, request
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from queue_app.domain.errors import N_, InputError, NotFound, Refusal, RoleTooLow, UserError
from queue_app.domain.sign_in.allowance import TooManyRequests
from queue_app.domain.sign_in.throttle import SignInBusy, TooManyAttempts
from queue_app.domain.well_formed import Malformed
from queue_app.service.http.language import gettext, localized
from queue_app.service.http.request_log import request_id
from queue_app.service.live.watchers import TooManyStreams
from queue_app.service.process.database import doors
from queue_app.store.db.encoding import WrongEncoding
from queue_app.store.db.errors import is_damaged, is_read_only
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.db.version import OtherSchema, refuse_other
from queue_app.usecases.sign_in.sign_in import WrongPassword
from queue_app.usecases.transaction import OutcomeUnknown

LOG = logging.getLogger("topmost.faults")
RETRY_SECONDS = 2
FAULTS = "faults"

_STATUS: tuple[tuple[type[UserError], int], ...] = (
    (NotFound, 404),
    (RoleTooLow, 403),
    (InputError, 422),
    (Malformed, 400),
    (WrongPassword, 401),
    (TooManyAttempts, 429),
    (TooManyRequests, 429),
    (SignInBusy, 503),
    (TooManyStreams, 503),
    (Refusal, 409),
)
_GENERAL = {
    400: N_("Topmost could not read this."),
    401: N_("Sign in, or send a valid token: “Authorization: Bearer ...”."),
    404: NotFound.sentence,
    405: N_("This address does not support this method. See the Allow header, or follow the links from /api."),
    413: N_("A request can have 1 MB, an import 32 MB. Send less at once."),
    415: N_("Send JSON with “Content-Type: application/json”."),
    500: N_("Topmost made a mistake. The log has it under the number of this request. Try again."),
    503: N_("The database does not answer. Try again in a few seconds. The same key never acts twice."),
}
_NOT_SIGNED_IN = N_("You are not signed in. Sign in and try again.")
_READ_ONLY = N_("The database takes no writes now. Nothing was written. Try again later.")
_DAMAGED = N_("The database is damaged. Tell the operator: “topmost doctor” says where.")
_UNKNOWN = N_("Nobody knows whether this was written. Send it again: the same key never acts twice.")
_TITLES = {
    400: N_("Malformed"),
    401: N_("Please sign in"),
    403: N_("Role too low"),
    404: N_("Not found"),
    405: N_("Method not allowed"),
    409: N_("A rule says no"),
    412: N_("Precondition failed"),
    413: N_("Too large"),
    415: N_("Unsupported media type"),
    422: N_("Input error"),
    429: N_("Too many attempts"),
    500: N_("Fault"),
    503: N_("Not available now"),
}
"""The title of a problem by its status; its code is more exact."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as the answer shows it. If `sentence` is None, the general sentence of the status is shown."""

    status: int
    code: str
    sentence: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    retry_after: int | None = None
    headers: dict[str, str] = field(default_factory=dict)


def register_errors(app: Flask) -> None:
    """Register the handler of all errors."""
    app.extensions[FAULTS] = itertools.count(1)
    app.register_error_handler(Exception, answer_for)


def answer_for(error: Exception) -> Response:
    """The answer to an error."""
    if isinstance(error, HTTPException) and (error.code is None or error.code < 400):
        return Response(status=error.code, headers=dict(error.get_headers()))
    problem = problem_of(error)
    if problem.status == 500:
        LOG.error("fault %d, request %s", next(current_app.extensions[FAULTS]), request_id(), exc_info=error)
    answer = _json(problem) if wants_json() else Response(_page(problem), mimetype="text/html")
    answer.status_code = problem.status
    answer.headers.update(problem.headers)
    if problem.retry_after is not None:
        answer.headers["Retry-After"] = str(problem.retry_after)
    return answer


def problem_of(error: Exception) -> Problem:
    """The problem to show for an error."""
    if isinstance(error, TooManyAttempts | TooManyRequests | SignInBusy | TooManyStreams):
        return Problem(_status(error), error.code, localized(error), retry_after=error.seconds)
    if isinstance(error, InputError):
        return Problem(422, error.code, localized(error), {error.field: localized(error)})
    if isinstance(error, UserError):
        return Problem(_status(error), error.code, localized(error))
    if isinstance(error, HTTPException):
        return _http(error)
    return _of_the_database(error) or Problem(500, "fault")


def _of_the_database(error: Exception) -> Problem | None:
    """The problem to show if the database failed; None if it did not."""
    if isinstance(error, OutcomeUnknown):
        return Problem(503, "outcome_unknown", gettext(_UNKNOWN), retry_after=RETRY_SECONDS)
    if is_read_only(error):
        LOG.warning("the database takes no writes: request %s", request_id())
        return Problem(503, "read_only", gettext(_READ_ONLY), retry_after=RETRY_SECONDS)
    if is_damaged(error):
        LOG.error("the database is damaged: request %s: %s", request_id(), getattr(error, "orig", error))
        return Problem(503, "database_damaged", gettext(_DAMAGED))
    other = _other_schema(error)
    if other is not None:
        return Problem(503, "other_schema", other, retry_after=RETRY_SECONDS)
    if isinstance(error, DatabaseBusy | PoolTimeout) or _database_away(error):
        return Problem(503, "database_busy", retry_after=RETRY_SECONDS)
    return None


def _status(error: UserError) -> int:
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def wants_json() -> bool:
    """Whether to answer with JSON: below `/api`, and for scripts of our own pages, which ask for it."""
    if _is_api():
        return True
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def _is_api() -> bool:
    return request.path == "/api" or request.path.startswith("/api/")


def _http(error: HTTPException) -> Problem:
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "WWW-Authenticate")}
    if status == 401 and wants_json():
        headers["WWW-Authenticate"] = "Bearer"
    own_words = error.description if type(error).__module__.startswith("queue_app") else None
    if status == 401 and not _is_api():  # A script of our own pages shows it to a person, who has no token.
        own_words = own_words or _NOT_SIGNED_IN
    return Problem(status, _code(error), gettext(own_words) if own_words else None, headers=headers)


def _code(error: HTTPException) -> str:
    return error.name.lower().replace(" ", "_").replace("-", "_")


def _other_schema(error: Exception) -> str | None:
    """The problem of a database with another schema version: a write reports it, a read misses a table or column."""
    if isinstance(error, OtherSchema | WrongEncoding):
        return gettext(str(error))
    if not isinstance(error, DBAPIError) or error.connection_invalidated:
        return None
    try:
        with doors().reading() as conn:
            refuse_other(conn)
    except OtherSchema as other:
        LOG.error("request %s: %s", request_id(), other)
        return gettext(str(other))
    except (SQLAlchemyError, DatabaseBusy):  # It is away, so this question fails as well.
        pass
    return None


def _database_away(error: Exception) -> bool:
    """Whether the connection was lost, or the database is full, read-only or restarting."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    if lost or isinstance(error, OperationalError | InterfaceError):
        LOG.warning("the database did not serve request %s: %s", request_id(), getattr(error, "orig", error))
        return True
    return False


def _json(problem: Problem) -> Response:
    body = dict(_members(problem))
    return Response(json.dumps(body, ensure_ascii=False), mimetype="application/problem+json")


def _members(problem: Problem) -> Iterator[tuple[str, object]]:
    yield "type", "about:blank"
    yield "title", gettext(_TITLES.get(problem.status) or problem.code.replace("_", " ").capitalize())
    yield "status", problem.status
    yield "code", problem.code
    sentence = problem.sentence or gettext(_GENERAL.get(problem.status, ""))
    if sentence:
        yield "detail", sentence
    if problem.fields:
        yield "field", next(iter(problem.fields))
    if problem.status >= 500:
        yield "request", request_id()


def _page(problem: Problem) -> str:
    if problem.status == 404:
        return render_template("error/missing.html")
    known_status = problem.status if problem.status in (400, 401, 403, 405, 409, 413, 415, 422, 429, 503) else None
    return render_template(
        "error/show.html",
        status=known_status or (400 if problem.status < 500 else 500),
        sentence=problem.sentence,
        team=(request.view_args or {}).get("team") if problem.status == 403 else None,
        request_id=request_id() if problem.status >= 500 else None,
        retry_after=problem.retry_after,
    )
